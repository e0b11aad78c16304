"""The reader of scripts: pieces of print in the scripts of the world, and a small net."""
