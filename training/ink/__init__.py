"""Handwriting as pictures: strokes and fonts, set into lines, photographed, normalised."""
