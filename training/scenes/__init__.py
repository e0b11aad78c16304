"""Synthetic pictures with boxes: handwriting in the world, photographed textbook pages."""
