"""Free English text and generated items (dates, codes, names …) for the reader and its language model."""
