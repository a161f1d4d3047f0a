"""Where the data of a site are."""

from __future__ import annotations

import json

from core.conftest import Given, Show, register
from core.site.exports.lossless import SITE
from pledgebook.site.exports.discovery import DISCOVERY


def test_every_site_says_at_one_address_where_its_data_are_and_whose(given: Given, show: Show) -> None:
    places = """
        name: {sv: Exempelstad, en: Exampletown}
        places:
          - {id: hela, name: {sv: Exempelstads kommun, en: Exempelstad Municipality}, type: municipality, code: "0099"}
          - {id: torget, name: Torget}
    """
    shown = show(given({"register.yml": register(places)}).book)
    told = json.loads(shown.exports(SITE)[DISCOVERY])
    assert ".well-known/medborgarloften.json" == DISCOVERY
    assert {"sv": "Exempelstad", "en": "Exampletown"} == told["name"]
    assert [{"name": {"sv": "Exempelstads kommun", "en": "Exempelstad Municipality"}, "code": "0099"}] == told[
        "municipalities"
    ]
    assert {"sv": f"{SITE}data/", "en": f"{SITE}en/data/"} == told["pages"]
    assert ("1.0", ["sv", "en"], "2027-06-15") == (told["version"], told["languages"], told["holds_on"])
    exports = {f"{SITE}{url}" for url in shown.exports(SITE)}
    assert told["addresses"].keys() == {"dataset", "schema", "table", "table_metadata", "discovery"}
    assert {*told["addresses"].values()} <= exports


def test_a_code_that_nobody_has_written_is_told_as_unknown(given: Given, show: Show) -> None:
    shown = show(given({"register.yml": register("places: [{id: hela, name: Kommunen, type: municipality}]")}).book)
    (municipality,) = json.loads(shown.exports(SITE)[DISCOVERY])["municipalities"]
    assert municipality["code"] is None
