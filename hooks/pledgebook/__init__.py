"""The record of a municipality's citizen pledges: read, checked, and turned into pages.

Data flows one way: files → book → views → pages and exports. A room imports only rooms above it in this list, which
`make check` holds (the layers in pyproject.toml). Nothing but `adapter` knows MkDocs. Where a change belongs:

- `files`: a tree of bytes by path, what is put in place whole, the cache of what is slow to make and the processes
  that make it, the up-to-date check, file formats, and the engine's own files (`resources`)
- `problem`, `config`, `clock`, `urls`, `conflict`: a fault with its place; the site's settings; the day; URLs and
  hrefs; what git leaves where two have changed one place
- `yaml`: front matter and other YAML with the line of every value; reading, editing, writing
- `images`: pictures as they are published, SVG, social cards
- `model`: what a record, a follow-up, the register may hold, as classes; a new field of a promise begins here
- `i18n`: message catalogues, what enums are called, the help of fields (the words stand in `theme/words/`)
- `markdown`: Markdown to HTML, and cleaning HTML
- `reporting`: problems for a terminal or as JSON, with the line to paste; how far a command has come
- `history`: what has been published: snapshots, the ledger, translation memory, published URLs, word differences,
  allowed signers
- `records`: files to book: loading, normalising, validating; the book, and the book on a day
- `checks`: the rules, a module for each thing they are about
- `site`: which pages there are (`build`), where (`routes`), what each shows (`views`); redirects, exports, policy
- `project`: all of a project's files, read and checked once
- `html`: pages as HTML, and the hash of what each is made of; how they look is in `theme/fragments/` and `docs/assets/`
- `onefile`: a record as one HTML file and one PDF; their look is in `theme/print/`
- `archive`: what an archive is handed (`packages`), what it was made from (`provenance`), and `verify`
- `authoring`: what an author does: scaffold, format, publish, redact, status, JSON Schema, the form, the preview
- `cli`: the command, a module for each verb
- `adapter`: what MkDocs asks for
"""
