"""YAML: a value with its line, a strict reader, concrete syntax with comments, edits, dump."""
