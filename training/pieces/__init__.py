"""Small nets that tell what a piece of ink is."""
