"""Pictures as published, SVG, social cards."""
