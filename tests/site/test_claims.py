"""Two files never get one address without a word, whatever check let them through."""

from __future__ import annotations

from pledgebook.adapter.build import BuildOutput


def test_two_files_of_one_address_are_told_once_with_both_names() -> None:
    output = BuildOutput()
    for url in ("2019/torget.480w.jpg", "2019/torget.jpg"):
        output.claim(url, "pledges/2019/torget.jpg")
        output.claim(url.upper(), "docs/2019/torget.jpg")
        output.claim(url, "pledges/2019/torget.jpg")
    found = [(str(item.mark), item.code, item.details["other"]) for item in output.problems]
    assert [("docs/2019/torget.jpg:1:1", "file_double_url", "pledges/2019/torget.jpg")] == found


def test_what_a_build_writes_last_is_held_against_files_too() -> None:
    output = BuildOutput()
    output.claim("assets/search/sv.js", "docs/assets/search/sv.js")
    output.check_free(["robots.txt", "assets/search/SV.js"])
    assert ["docs/assets/search/sv.js file_taken"] == [f"{item.mark.path} {item.code}" for item in output.problems]
