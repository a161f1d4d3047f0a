"""Which pages there are and what they show, per language; redirects, exports, policy."""
