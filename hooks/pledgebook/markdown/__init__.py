"""Markdown to HTML, and cleaning the HTML."""
