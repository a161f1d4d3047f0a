"""Rules on the register: each broken once, with its place."""

from __future__ import annotations

import pytest

from core.conftest import SV, Given, Workspace, pledge, register


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("parties: [{id: polisen, type: police, name: {sv: Polisen}}]", ["1:45 name_missing polisen"]),
        ("places: [{id: torget, name: {en: Square}}]", ["1:29 name_missing torget"]),
        ("themes: [{id: trafik, name: {sv: Trafik}}]", ["1:29 name_missing trafik"]),
        ("themes: [{id: trafik, name: {sv: Trafik, en: ~}}]", ["1:42 field_empty name"]),
        ("themes: [{id: trafik, name: {sv: Trafik, eng: Traffic, en: Traffic}}]", ["1:42 language_unknown eng"]),
        ("themes: [{id: a, name: A, description: {sv: B, ne: B}}]", ["1:48 language_unknown ne"]),
        ("name: {sv: Exempelstad, eng: Exampletown}", ["1:25 language_unknown eng → en"]),
        ("introduction: {sv: Hej, ne: Hello}", ["1:25 language_unknown ne"]),
        ("parties: [{id: polisen, type: police, name: A}, {id: polisen, type: police, name: B}]", ["1:54 id_repeated polisen"]),
        ("places: [{id: a, name: A}, {id: a, name: B}]", ["1:33 id_repeated a"]),
        ("themes: [{id: a, name: A}, {id: a, name: B}]", ["1:33 id_repeated a"]),
        ("sources: [{id: p1, publisher: A}, {id: p1, publisher: B}]", ["1:40 id_repeated p1"]),
        ("places: [{id: a, name: A, code: 12345}]", ["1:33 code_format 12345"]),
        ("places: [{id: a, name: A, code: 484}]", ["1:33 code_format 484"]),
        ("places: [{id: a, name: A, part_of: b}]", ["1:36 place_unknown b"]),
        ("places: [{id: a, name: A, part_of: a}]", ["1:36 part_itself a"]),
        ("parties: [{id: a, name: A, type: other, part_of: b}]", ["1:50 party_unknown b"]),
        ("parties: [{id: a, name: A, type: other, part_of: [a]}]", ["1:50 part_itself a"]),
        ("gaps: [{period: 2015, sources: [k2]}]", ["1:33 source_unknown k2"]),
        ("gaps: [{period: 2015-2014}]", ["1:17 period_order 2014"]),
        ("sources: [p1]", ["1:11 field_missing publisher"]),
        ("party: []", ["1:1 field_unknown party → parties"]),
        ("name: {}", ["1:7 field_empty name"]),
        ("introduction: {}", ["1:15 field_empty introduction"]),
        ("gaps: [{period: 2015, state: no}]", ["1:30 value_not_allowed no → none"]),
        ("publication: ours", ["1:14 value_not_allowed ours"]),
        ("organisation_number: 212000-9995", ["1:22 organisation_check 212000-9995"]),
        ("organisation_number: 000000-0000", ["1:22 organisation_check 000000-0000"]),
        ("organisation_number: 2120009994", ["1:22 organisation_format 2120009994"]),
        ("publisher_type: kommun", ["1:17 value_not_allowed kommun"]),
        ("website: example.org", ["1:10 address_format example.org → https://example.org"]),
        ("embedding: {}", ["1:12 field_missing hosts"]),
        ("embedding: {hosts: []}", ["1:20 list_empty"]),
    ],
)  # fmt: skip
def test_a_slip_in_the_register_is_told_once_where_it_is(given: Given, text: str, expected: list[str]) -> None:
    told = given({"register.yml": register(text)})
    found = [line.removeprefix("register.yml:") for line in told.problems if line.startswith("register.yml")]
    assert expected == [" ".join(line.split(" ")[: len(expected[0].split(" "))]) for line in found]


@pytest.mark.parametrize(
    ("host", "meant"),
    [
        ("http://www.example.org", "https://www.example.org"),
        ("www.example.org", "https://www.example.org"),
        ("https://www.example.org/", "https://www.example.org"),
        ("https://WWW.example.org/om/oss?a=b#c", "https://www.example.org"),
        ("https://anna@example.org:8443/", "https://example.org:8443"),
        ("https://www.påhittad.example", "https://www.xn--phittad-exa.example"),
        ("https://*.example.org", ""),
        ("*", ""),
        ("'self'", ""),
        ("https:", ""),
        ("https://localhost", ""),
        ("https://example.org:99999999", ""),
        ("https://example.org:65536", ""),
        ("https://example.org:0", ""),
        ("https://www.example.org; script-src *", ""),
        ("https://a.example https://b.example", ""),
    ],
)
def test_only_a_site_that_is_named_may_be_let_show_pledges(given: Given, host: str, meant: str) -> None:
    told = given({"register.yml": register(f'embedding: {{hosts: [https://a.example:8080, "{host}"]}}'), SV: pledge()})
    assert [f"register.yml:1:45 origin_format {host}{f' → {meant}' if meant else ''}"] == told.problems


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("https://a.example", '{hosts: "https://a.example"}'),
        ("[https://a.example]", "{hosts: [https://a.example]}"),
        ("[https://a.example, https://b.example/]", "{hosts: [https://a.example, https://b.example]}"),
        ("[https://a.example, https://A.example]", "{hosts: [https://a.example]}"),
        ("hosts: [www.a.example, https://b.example/om]", "{hosts: [https://www.a.example, https://b.example]}"),
        ("hosts: www.a.example", "{hosts: https://www.a.example}"),
    ],
)
def test_hosts_alone_are_told_with_the_line_to_paste(workspace: Workspace, text: str, meant: str) -> None:
    workspace.write("register.yml", register(f"embedding: {text}"))
    code, told = workspace.run("check")
    assert 1 == code
    assert f"embedding: {meant}\n" in told
    workspace.edit("register.yml", text, meant)
    assert 0 == workspace.run("check")[0]


@pytest.mark.parametrize(
    ("hosts", "expected"),
    [
        ("https://a.example, https://A.example", ["1:40 id_twice https://A.example"]),
        ("https://A.example, https://a.example", ["1:21 id_twice https://A.example"]),
        ("https://a.example, https://b.example, https://a.example", ["1:59 id_twice https://a.example"]),
    ],
)
def test_a_host_that_is_there_in_other_letters_is_not_offered_twice(
    given: Given, hosts: str, expected: list[str]
) -> None:
    told = given({"register.yml": register(f"embedding: {{hosts: [{hosts}]}}"), SV: pledge()}).problems
    assert [f"register.yml:{line}" for line in expected] == told


@pytest.mark.parametrize(
    ("hosts", "meant"),
    [
        ("https://a.example, https://A.example", "https://a.example"),
        ("https://A.example, https://a.example", "https://a.example"),
        ("https://a.example, 'https://a.example', https://b.example", "https://a.example, https://b.example"),
        ("https://a.example, https://b.example, https://a.example ", "https://a.example, https://b.example"),
    ],
)
def test_a_host_that_is_there_twice_is_told_with_the_line_to_paste(
    workspace: Workspace, hosts: str, meant: str
) -> None:
    workspace.write("register.yml", register(f"embedding: {{hosts: [{hosts}]}}"))
    assert f"  embedding: {{hosts: [{meant}]}}\n" in workspace.run("check")[1]


@pytest.mark.parametrize(
    "text",
    [
        "embedding: {hosts: [https://www.example.org, https://intranet.example.org:8443, https://a.example:65535]}",
        "gaps: [2015, 2016-2018, {period: 2019, state: none, note: {sv: A, en: B}, sources: [k1]}]",
        "places: [{id: a, name: A}, {id: b, name: B, part_of: a}]",
        "places: [{id: a, name: A, type: municipality, code: 0000}, {id: b, name: B, type: region, code: 00}]",
        "name: {sv: Exempelstad, en: Exampletown}",
        "introduction: Hej.",
        "publication: compiled",
        "publisher_type: local_authority\norganisation_number: 212000-9994",
        "publisher_type: kommunal myndighet",
    ],
)
def test_what_the_register_may_say(given: Given, text: str) -> None:
    assert [] == given({"register.yml": register(text), SV: pledge()}).problems
