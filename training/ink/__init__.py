"""Handwriting as pictures: pen strokes and fonts, set into lines, inked, photographed, normalised."""
