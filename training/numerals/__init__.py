"""The reader of chapter numerals: printed figures, drawn by program, and a small net."""
