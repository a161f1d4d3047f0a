"""The record of a municipality's citizen pledges: read, checked, and turned into pages.

Data flows one way: files → book → views → pages. Nothing here imports MkDocs but `adapter`.
"""
