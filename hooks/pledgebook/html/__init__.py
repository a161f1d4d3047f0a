"""The site's pages as HTML."""
