"""Records read, normalised and validated; the Book; the Book on a day."""
