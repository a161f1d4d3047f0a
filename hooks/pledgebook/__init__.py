"""The record of a municipality's citizen pledges: read, checked, and turned into pages.

Data flows one way: files → book → views → pages. Nothing here imports MkDocs but `adapter`. Where a change belongs:

- what a record may hold: `model`, with `vocabulary` and `dates`; what authors are told of it: `fields`, `schemas`
- a project as a whole: `project`, `settings`, `translations`; the day: `clock`; a place to build in: `staging`
- how files are read: `frontmatter` and `nodes` (text to nodes), `shape` and `validate` (nodes to the model), `load`;
  what is no record: `plain`, `statement`
- what is wrong and how it is said: `checks` and `hints`, `problems`, `mending`, `report`, `sources`
- how files are written: `drafts`, `insertion`, `parts` and `layout`, `plainyaml`
- what follows from all records together: `book`, `due`, `overview`
- what has been published, and how it was: `contents` (what a record says), `ledger`, `editions`, `renditions`,
  `wording`
- addresses for life: `addresses`, `addressbook`, `redirects`, `whereabouts`, `signposts`
- what a page shows: `views`; which pages there are: `pages`; their HTML: `render`, `writer`, `prose`, `markup`,
  `frame`, and the theme's fragments; what they may load: `policy`
- what machines read: `exports`, `searchindex`, `opengraph`
- words, and what things are called: `words`, `terms`, `labels`, `text`
- pictures: `pictures`, `cards`
- what an archive is handed: `preserve`
- what is done for an author: `cli` and `commands`, the preview (`live`), the form (`form`)
- what the engine asks for: `adapter`
"""
