"""The handwriting reader: a CTC line recogniser, its training, evaluation and export."""
