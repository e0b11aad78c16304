"""A character n-gram model with a word trie, packed into one file that is read as typed arrays."""
