"""Holds a package against everything that it says of itself, and names each fault as a `Finding`.

Outside validators miss much: one never compares checksums with files, one asks for no pages, one lets unlisted files
be. What is checked here is stricter than the standards ask, since the packages are written in one way only: another
form of the same contents is a fault too. Nothing is ever unpacked to disk, and nothing that a package holds makes a
check raise.
"""
