"""Exports: files for programs, a module for each form. The same book on the same day gives the same bytes."""
