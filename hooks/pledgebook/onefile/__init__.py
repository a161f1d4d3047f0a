"""A record as one HTML file and one PDF."""
