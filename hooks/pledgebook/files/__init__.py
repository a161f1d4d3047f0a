"""Files by path, and putting them in place whole."""
