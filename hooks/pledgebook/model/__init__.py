"""The content model: what a pledge, an agreement, a follow-up and the register may hold.

One statement of every field and its bounds; the reader, the checks and the pages all follow from it. Field names are
the keys of the front matter. `Text` and `Prose` are words, which each language's own file gives; all else is fact,
which the file of the site's first language gives alone.

`record` holds pledges and agreements, `followup` follow-ups, `register` the register. `amounts` are the numbers in
them, `people` the persons, `shared` is what several of them have, and `base` what all have.

Each class may say how its short form is written out (`expand`) and made (`shorten`), and what an item of it is
recognised by in another language's file (`match_by`; items without such a field are matched by their order). Items of a
`numbered` class that have no id get their number in the list as one. `short_field` is what a text alone stands for,
`text_field` what is probably meant by one that may not stand alone, and `short_keys` are keys that only the short form
has. `unwritten` are fields that no file states as facts of its own, and `asked` those that the checks ask for although
they may be unknown.

Fields stand in the order that they are best written in. Those that a class adds to what it inherits stand `after` the
ones named there.

Other rooms import the parts of files from here, and enums, dates, texts and what else there is from their modules.
"""

from __future__ import annotations

from .amounts import Figure, Target
from .base import ADDRESS, AREA_CODE, ORGANISATION, ORIGIN, PROMISE, Address, Line, Model
from .followup import FollowUp, Result
from .people import PublicStatement, Signatory
from .record import UNKNOWN_PARTY, Activity, Agreement, Area, Basis, Change, FocusArea, Pledge, Promise, Record
from .register import Archiving, GapYears, Party, Place, Register, Term, Theme
from .shared import Contact, Period, Source, Translation
