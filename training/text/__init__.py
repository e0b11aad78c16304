"""Free English text and generated items (dates, codes …) for reader and language model."""
