"""Says whether a package is as it was when it was packed, and what shows who packed it; each fault is a `Finding`.

Where no list of checksums, no signature and no ledger tells, nothing is guessed: whoever makes all of them anew has
made another package. Whether it was packed right in the first place, the tests hold against the standards. Nothing is
ever unpacked to disk, and nothing that a package holds makes a check raise.

All but `contents`, what that asks, and `rebuilt` needs Python and nothing else.
"""
