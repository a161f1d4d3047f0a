"""YAML: nodes that know their line, strict reader, concrete syntax with comments, all edits, dump."""
