"""A target of an earlier promise is shown as it would be written, and says all that it said."""

from __future__ import annotations

import pytest

from core.conftest import Given, pledge
from pledgebook.authoring.scaffold import render_target
from pledgebook.names import Language


@pytest.mark.parametrize(
    "written",
    [
        "{count: 200, unit: kontroller}",
        "{at_least: 4, unit: vandringar, per: term}",
        "{at_least: 1, unit: gång, per: week, average: true}",
        "{about: 3.5, unit: timmar, per: period}",
        "{coverage: alla skolor}",
        "{event: ett forum}",
        "{level: nolltolerans}",
        '{count: 2, unit: "skolor, år 1"}',
        "{more_than: 4, unit: insatser}",
        "{count: 200, unit: kontroller, each: {count: 20, unit: minuter}}",
        '{at_least: 52, unit: brott, of_which: [{at_least: 20, unit: "% nybörjare"}]}',
        "{at_least: 800, unit: pass, places: [fiktiva-torget], likewise: [sagogatan]}",
        # A number alone would be a count.
        "{count: 2, kind: coverage, unit: skolor}",
        "{count: 4, kind: recurring, unit: möten}",
    ],
)
def test_a_target_is_shown_in_its_short_form(given: Given, written: str) -> None:
    front = "promises:\n  - {id: synas, by: polisen, text: Synas, target: " + written + "}"
    told = given({"2027/pledge.sv.md": pledge(front)})
    assert [] == told.errors
    assert written == render_target(told.promise.target[0], Language("sv"))
