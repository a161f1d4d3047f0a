"""What is made for an author: scaffold, format, status, JSON Schema, the form, the preview."""
