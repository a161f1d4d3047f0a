"""Holds packages against everything that they say of themselves, as strictly as our own writers allow.

`pledgebook verify` says whether a package is as it was packed. These say whether it was packed right: METS and PREMIS
name every file and follow their schemas, the index of a web archive leads to its records, the copies of a page say the
same, and the same files packed anew give the same bytes. Nothing that a package holds makes them raise.
"""
