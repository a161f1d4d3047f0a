"""A new site: what has to be known of it, and every file of the repository that it is made of."""
