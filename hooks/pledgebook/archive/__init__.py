"""Archive: what is handed over to one. Functions from files to files or bytes, with the time passed in.

- `offline_copy`: the site, to be read from a folder; `cover`: the first page beside it
- `metadata`, `layout`, `build`: what every package says, where its parts are, and all of them put together
- `packages`: the standards (BagIt, WACZ, E-ARK SIP); `provenance`: what the site is made from and with
- `signature`: the sender's own; `verify`: all of that held against what it says

The same files and the same moment give the same bytes, on any machine, in any time zone and under any locale.
"""
