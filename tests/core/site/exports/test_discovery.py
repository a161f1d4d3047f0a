"""Where the data of a site are."""

from __future__ import annotations

import json

from core.conftest import Given, Show, register
from core.site.exports.lossless import SITE
from core.site.exports.test_dcat import PUBLISHER
from pledgebook.site.exports.dcat import CATALOGUE
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
    assert {"sv": f"{SITE}handelser.atom", "en": f"{SITE}en/handelser.atom"} == told["feeds"]
    assert {*told["feeds"].values()} <= exports


def test_the_catalogue_is_named_where_there_is_one(given: Given, show: Show) -> None:
    shown = show(given({"register.yml": register(PUBLISHER)}).book)
    exports = shown.exports(SITE)
    assert f"{SITE}{CATALOGUE}" == json.loads(exports[DISCOVERY])["addresses"]["catalogue"]
    assert CATALOGUE in exports


def test_without_a_full_url_no_file_is_named_that_is_not_made(given: Given, show: Show) -> None:
    shown = show(given({"register.yml": register(PUBLISHER)}).book)
    exports = shown.exports("")
    told = json.loads(exports[DISCOVERY])
    assert {} == told["feeds"]
    assert {*told["addresses"].values()} <= {*exports}


def test_a_code_that_nobody_has_written_is_told_as_unknown(given: Given, show: Show) -> None:
    shown = show(given({"register.yml": register("places: [{id: hela, name: Kommunen, type: municipality}]")}).book)
    (municipality,) = json.loads(shown.exports(SITE)[DISCOVERY])["municipalities"]
    assert municipality["code"] is None
