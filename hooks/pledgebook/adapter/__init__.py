"""Carries the book into MkDocs. The only package that knows MkDocs, its events and its plugins.

`events` says what happens when. The others do it: `build` is what a build starts with and has come to, `files` what
enters as files, `media` pictures and what pages are shared with, `content` what stands in a page, `site_files`
what the site has besides its pages, `reporting` how what is wrong is told, and `rebuilding` how the preview has the
site built.
"""
