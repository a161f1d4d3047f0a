"""The packages of an archive, in a few files."""

from __future__ import annotations

import hashlib
import json
import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from lxml import etree, html

from core.conftest import LANGUAGES, REGISTER, SV, Given, pledge, register, statement, write
from pledgebook.archive.cover import render_documentation, render_first_page
from pledgebook.archive.layout import DOCUMENTATION
from pledgebook.archive.metadata import PackageMetadata, describe_package, span
from pledgebook.archive.packages.bag import make_bag
from pledgebook.archive.packages.containers import pack_zip
from pledgebook.archive.packages.sip import make_sip
from pledgebook.archive.packages.wacz import list_wacz, make_wacz, sort_key
from pledgebook.archive.packages.warc import address_of
from pledgebook.archive.packages.xml_document import list_schemas, read_schema
from pledgebook.archive.provenance.lock import Locked, LockError, parse_lock, read_licences
from pledgebook.archive.provenance.sbom import make_sbom
from pledgebook.archive.provenance.sources import read_sources
from pledgebook.archive.provenance.wheels import check_wheels, list_machines
from pledgebook.clock import ClockError, read_moment
from pledgebook.config import Settings
from pledgebook.files.tree import TreeError, write_tree
from pledgebook.html.renderer import open_renderer
from pledgebook.model import Archiving
from pledgebook.model.deliveries import Delivery, DeliveryStatus
from pledgebook.names import Language
from pledgebook.project import read_project
from strict_readers.links import ParsedPages

MOMENT = datetime(2027, 6, 15, 22, 30, 1, tzinfo=UTC)
PACKAGE = PackageMetadata(
    name="exempelstad-2027-06-15",
    title="Medborgarlöften i Exempelstad",
    description="Vad som har lovats,\noch vad det blev av.",
    languages=LANGUAGES,
    address="https://medborgarloften.example/",
    moment=MOMENT,
    years="2025/2027",
    sender="Exempelstads kommun",
    contact="Kommunarkivet",
    email="arkiv@example.org",
    version="1.2",
    archiving=Archiving(
        organisation_number="000000-0000",
        submission_agreement="EX 2025/1",
        reference_code="SE/EX/1",
        receiver="Exempelstads kommunarkiv",
    ),
)
BARE = replace(PACKAGE, description="", years="", sender="", contact="", email="", version="", archiving=Archiving())
SITE = {
    "2027/index.html": "<!doctype html><title>Löfte &amp;\n svar</title>".encode(),
    "index.html": b"<!doctype html><p>",
    "a.css": b"p { color: black }",
    "plan.pdf": b"%PDF",
}
M = {"m": "http://www.loc.gov/METS/", "csip": "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"}


def test_a_bag_says_whose_it_is_and_how_much_is_in_it() -> None:
    bag = make_bag({"a.txt": b"12345", "b/c.txt": b"678"}, PACKAGE)
    assert (
        "Source-Organization: Exempelstads kommun\n"
        "Contact-Name: Kommunarkivet\n"
        "Contact-Email: arkiv@example.org\n"
        "External-Description: Medborgarlöften i Exempelstad. Vad som har lovats, och vad det blev av.\n"
        "External-Identifier: exempelstad-2027-06-15\n"
        "Bagging-Date: 2027-06-16\n"
        "Payload-Oxum: 8.2\n"
        "Internal-Sender-Identifier: urn:uuid:00000000-0000-0000-0000-000000000000\n"
        "Bag-Software-Agent: pledgebook 1.2\n"
        "Packed: 2027-06-15T22:30:01Z\n"
        "Delivery-Status: NEW\n"
    ) == bag["bag-info.txt"].decode()
    assert f"{hashlib.sha512(b'678').hexdigest()}  data/b/c.txt\n" in bag["manifest-sha512.txt"].decode()
    listed = [line.split("  ")[1] for line in bag["tagmanifest-sha512.txt"].decode().splitlines()]
    assert ["bag-info.txt", "bagit.txt", "manifest-sha512.txt"] == listed


def test_a_bag_leaves_out_what_is_not_known() -> None:
    info = make_bag({}, BARE)["bag-info.txt"].decode()
    assert [
        "External-Description: Medborgarlöften i Exempelstad",
        "External-Identifier: exempelstad-2027-06-15",
        "Bagging-Date: 2027-06-16",
        "Payload-Oxum: 0.0",
        "Internal-Sender-Identifier: urn:uuid:00000000-0000-0000-0000-000000000000",
        "Bag-Software-Agent: pledgebook",
        "Packed: 2027-06-15T22:30:01Z",
        "Delivery-Status: NEW",
    ] == info.splitlines()


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index.html", "https://e.example/"),
        ("en/2027/index.html", "https://e.example/en/2027/"),
        ("404.html", "https://e.example/404.html"),
        ("min-index.html", "https://e.example/min-index.html"),
        ("2027/en plan.pdf", "https://e.example/2027/en%20plan.pdf"),
    ],
)
def test_a_page_is_archived_under_the_address_it_has_on_the_web(path: str, address: str) -> None:
    assert address == address_of(path, "https://e.example/")


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.e.example/A/b.css", "example,e)/a/b.css"),
        ("http://e.example:8080/", "example,e:8080)/"),
        ("https://e.example:443/", "example,e)/"),
        ("https://e.example/2027/", "example,e)/2027"),
        ("https://e.example/sub//2027/", "example,e)/sub/2027"),
        ("https://e.example/%C3%85/a%20b", "example,e)/%c3%85/a%20b"),
        ("https://ö.example/å", "example,xn--nda)/%c3%a5"),
    ],
)
def test_addresses_are_ordered_as_web_archives_order_them(url: str, key: str) -> None:
    assert key == sort_key(url)


def test_a_web_archive_lists_its_pages_by_title_and_finds_each_address_in_the_warc() -> None:
    files = list_wacz(SITE, PACKAGE)
    head, *pages = [json.loads(line) for line in files["pages/pages.jsonl"].decode().splitlines()]
    assert {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"} == head
    assert [
        ("https://medborgarloften.example/2027/", "Löfte & svar"),
        ("https://medborgarloften.example/", "https://medborgarloften.example/"),
    ] == [(page["url"], page["title"]) for page in pages]
    assert {"2027-06-15T22:30:01Z"} == {page["ts"] for page in pages}
    lines = files["indexes/index.cdx"].decode().splitlines()
    assert sorted(lines) == lines
    found = {}
    for line in lines:
        key, moment, rest = line.split(" ", 2)
        entry = json.loads(rest)
        start = int(entry["offset"])
        found[entry["url"]] = files["archive/data.warc"][start : start + int(entry["length"])]
        assert (sort_key(entry["url"]), "20270615223001") == (key, moment)
    page = found["https://medborgarloften.example/2027/"]
    assert page.startswith(b"WARC/1.1\r\n")
    assert b"\r\nContent-Type: text/html; charset=utf-8\r\n" in page
    assert b"\r\nWARC-Date: 2027-06-15T22:30:01Z\r\n" in page
    assert page.endswith(SITE["2027/index.html"] + b"\r\n\r\n")
    assert b"\r\nContent-Type: application/pdf\r\n" in found["https://medborgarloften.example/plan.pdf"]


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (b"", ""),
        (b" \n", ""),
        ("<title>Löfte</title>".encode("latin-1"), "L"),
        (b'<?xml version="1.0" encoding="utf-8"?><html><title>Plan</title></html>', "Plan"),
    ],
)
def test_a_page_that_is_written_in_any_way_is_listed_too(page: bytes, title: str) -> None:
    line = list_wacz({"plan.html": page}, PACKAGE)["pages/pages.jsonl"].decode().splitlines()[1]
    assert json.loads(line)["title"].startswith(title or "https://medborgarloften.example/plan.html")


def test_nothing_of_the_machine_or_the_hour_is_in_a_web_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_wacz(SITE, PACKAGE)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    moment = MOMENT.astimezone(timezone(timedelta(hours=9)))
    assert first == make_wacz(dict(reversed(SITE.items())), replace(PACKAGE, moment=moment))
    with zipfile.ZipFile(BytesIO(first)) as packed:
        assert {(2027, 6, 15, 22, 30, 0)} == {entry.date_time for entry in packed.infolist()}
        assert {zipfile.ZIP_STORED} == {entry.compress_type for entry in packed.infolist()}


def test_a_zip_of_an_earlier_time_than_zip_can_tell_has_the_earliest() -> None:
    with zipfile.ZipFile(BytesIO(pack_zip({"a": b""}, datetime(1970, 1, 1, tzinfo=UTC)))) as packed:
        assert (1980, 1, 1, 0, 0, 0) == packed.getinfo("a").date_time


def test_the_schemas_of_a_package_ask_for_nothing_that_is_not_in_it(tmp_path: Path) -> None:
    schemas = list_schemas()
    for name, data in schemas.items():
        (tmp_path / name).write_bytes(data)
    wanted = [
        found
        for data in schemas.values()
        for found in re.findall(rb'<\w+:(?:import|include)[^>]*Location="([^"]+)', data)
    ]
    assert b"xlink.xsd" in wanted
    assert {name.decode() for name in wanted} <= schemas.keys()
    for name in schemas:
        etree.XMLSchema(etree.parse(tmp_path / name, etree.XMLParser(no_network=True)))


def test_the_documentation_and_the_contents_of_a_package_lead_to_each_other(
    tmp_path: Path, tiny: Callable[..., object]
) -> None:
    tiny()
    project = read_project(make_settings(tmp_path / "project"), date(2027, 6, 15))
    package, renderer = describe_package(project, MOMENT), open_renderer(project)
    documentation = render_documentation(renderer, {}, package)
    files = make_sip({"index.html": render_first_page(renderer, {}, package)}, documentation, package)
    assert {f"{DOCUMENTATION}/{name}.html" for name in ("index", *LANGUAGES)} <= files.keys()
    broken = [finding.found for finding in ParsedPages(files).check()]
    assert [] == [link for link in broken if not link.startswith("site/")], "the site itself is not there"


def test_the_list_of_checksums_names_every_other_file_of_a_submission_package() -> None:
    files = make_sip({"a.html": b"<p>"}, {"sv.html": b"<p>"}, PACKAGE)
    listed = [line.split("  ") for line in files["SHA256SUMS"].decode().splitlines()]
    assert [[hashlib.sha256(files[path]).hexdigest(), path] for path in files if path != "SHA256SUMS"] == listed


LOCK = f"""# Written by a program.
alpha==1.0 \\
    --hash=sha256:{"0" * 64} \\
    --hash=sha256:{"1" * 64}
    # via something
Beta_Two==2.1 ; sys_platform == 'win32' \\
    --hash=sha256:{"2" * 64}
"""


def test_a_lock_is_read_as_pip_reads_it() -> None:
    assert (
        Locked("alpha", "1.0", ("0" * 64, "1" * 64)),
        Locked("beta-two", "2.1", ("2" * 64,), 'sys_platform == "win32"'),
    ) == parse_lock(LOCK)


@pytest.mark.parametrize("line", ["alpha>=1.0", "alpha==1.0", "alpha", "-r other.txt", "alpha==1.0,!=1.1"])
def test_a_lock_that_lets_anything_vary_is_refused(line: str) -> None:
    with pytest.raises(LockError):
        parse_lock(f"{line}\n")


def test_the_list_of_programs_is_that_of_the_lock() -> None:
    listed = json.loads(make_sbom(parse_lock(LOCK), {"alpha": "MIT", "beta-two": "Own words"}, {}, PACKAGE))
    assert ("CycloneDX", "1.6", "2027-06-15T22:30:01+00:00") == (
        listed["bomFormat"],
        listed["specVersion"],
        listed["metadata"]["timestamp"],
    )
    assert ("pledgebook", "1.2") == (
        listed["metadata"]["component"]["name"],
        listed["metadata"]["component"]["version"],
    )
    alpha, beta = listed["components"]
    assert ("alpha", "1.0", "pkg:pypi/alpha@1.0", [{"license": {"id": "MIT"}}]) == (
        *(alpha[key] for key in ("name", "version", "purl")),
        alpha["licenses"],
    )
    assert ["0" * 64, "1" * 64] == [item["content"] for item in alpha["hashes"]]
    assert [{"license": {"name": "Own words"}}] == beta["licenses"]


def test_the_list_of_programs_names_what_others_have_made_besides() -> None:
    contents = {
        "site/assets/minisearch.js": b"1",
        "site/assets/search.js": b"3",
        "sources/hooks/pledgebook/images/fonts/NotoSerif-Bold.ttf": b"4",
        "sources/hooks/pledgebook/archive/packages/schemas/premis.xsd": b"5",
        "one-file/2027.sv.pdf": b"%PDF",
    }
    listed = json.loads(make_sbom(parse_lock(LOCK), {}, contents, PACKAGE))["components"]
    licences = {item["name"]: item.get("licenses", [{}])[0].get("license", {}).get("id") for item in listed}
    found = {name: licence for name, licence in licences.items() if name not in ("alpha", "beta-two")}
    assert {
        "site/assets/minisearch.js": "MIT",
        "sources/hooks/pledgebook/images/fonts/NotoSerif-Bold.ttf": "OFL-1.1",
        "sources/hooks/pledgebook/archive/packages/schemas/premis.xsd": None,
        "Libertinus Serif": "OFL-1.1",
    } == found
    assert hashlib.sha256(b"1").hexdigest() in json.dumps(listed)


def test_licences_are_those_that_packages_themselves_state() -> None:
    locked = [
        Locked("pyyaml", "6.0.3", ("0" * 64,)),
        Locked("pyyaml", "1.0", ("0" * 64,)),
        Locked("nothere", "1", ("0",)),
    ]
    assert {"pyyaml": "MIT"} == read_licences(locked)
    assert {} == read_licences([Locked("pyyaml", "6.0.3", ("0" * 64,), "sys_platform == 'linux'")])


def lock_of(data: bytes, marker: str = "") -> list[Locked]:
    return [Locked("alpha-beta", "1.0", (hashlib.sha256(data).hexdigest(),), marker)]


@pytest.mark.parametrize(
    ("wheels", "lock", "found"),
    [
        ({"alpha_beta-1.0-py3-none-any.whl": b"1"}, lock_of(b"1"), []),
        ({"alpha_beta-1.0-py3-none-any.whl": b"2"}, lock_of(b"1"), [("changed", "alpha_beta-1.0-py3-none-any.whl")]),
        ({}, lock_of(b"1"), [("missing", "alpha-beta 1.0")]),
        ({}, lock_of(b"1", "sys_platform == 'win32'"), []),
        ({"alpha_beta-1.1-py3-none-any.whl": b"1"}, [], [("stray", "alpha_beta-1.1-py3-none-any.whl")]),
        ({"notes.txt": b"1"}, [], [("stray", "notes.txt")]),
    ],
)
def test_wheels_are_those_that_the_lock_names_and_no_others(
    wheels: dict[str, bytes], lock: list[Locked], found: list[tuple[str, str]]
) -> None:
    assert found == list(check_wheels(wheels, lock))


def make_settings(root: Path) -> Settings:
    return Settings(
        root, "docs", root / "theme", {Language("sv"): "Svenska", Language("en"): "English"}, "https://e.example/"
    )


def test_it_is_told_which_machines_wheels_are_for() -> None:
    names = (
        "alpha-1.0-py3-none-any.whl",
        "beta-2.1-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl",
        "gamma-1.0-cp39-abi3-manylinux_2_28_x86_64.whl",
    )
    assert [("3.11", "Linux x86_64")] == list_machines(dict.fromkeys(names, b""))
    assert [] == list_machines({names[0]: b""})
    for platform, system in (
        ("macosx_11_0_arm64", "macOS arm64"),
        ("win_amd64", "Windows amd64"),
        ("win32", "Windows"),
        ("musllinux_1_2_aarch64", "Linux (musl) aarch64"),
        ("plan9", "plan9"),
    ):
        assert [("3.13", system)] == list_machines({f"a-1.0-cp313-cp313-{platform}.whl": b""})


def test_sources_are_what_a_site_is_built_of_and_nothing_that_building_leaves(tmp_path: Path) -> None:
    kept = ["Makefile", "docs/.well-known/a.txt", "docs/om.md", "hooks/a/b.py", "mkdocs.yml", "pledges/register.yml"]
    left = ["site/index.html", "docs/.env", "hooks/a/__pycache__/b.pyc", "hooks/b.pyc", "pledges/a.md~", ".git/config"]
    left += ["notes.txt", "archive/SHA256SUMS", "tests/test_a.py", "pledges/2027/~$plan.docx", "docs/desktop.ini"]
    write_tree(dict.fromkeys([*kept, *left], b"x"), tmp_path)
    assert kept == list(read_sources(make_settings(tmp_path)))


def test_a_source_that_no_archive_can_keep_is_named_from_the_projects_folder(tmp_path: Path) -> None:
    write_tree({"pledges/2027/löfte.pdf": b"x"}, tmp_path)
    with pytest.raises(TreeError) as caught:
        read_sources(make_settings(tmp_path))
    assert "pledges/2027/löfte.pdf" == caught.value.path


@pytest.mark.parametrize(
    ("name", "better"),
    [("Löfte 2027.pdf", "lofte-2027.pdf"), ("100%.pdf", "100.pdf"), ("år.tar.GZ", "ar.tar.gz")],
)
def test_a_file_beside_a_record_that_no_archive_can_keep_is_warned_of(given: Given, name: str, better: str) -> None:
    told = given({f"2027/{name}": "x"})
    assert f"2027/{name}:1:1 file_archive {name} → {better}" in told.warnings
    assert [] == [line for line in given({"2027/Plan_1.pdf": "x"}).warnings if "file_archive" in line]


@pytest.mark.parametrize("number", ["2120000000", "212000-000", "SE212000-0000"])
def test_an_organisation_number_has_its_hyphen(given: Given, number: str) -> None:
    told = given({"register.yml": register(f"archiving: {{organisation_number: {number}}}")})
    assert [f"register.yml:1:34 organisation_format {number}"] == told.errors


def test_what_is_handed_on_is_described_in_the_words_of_the_site(tmp_path: Path, tiny: Callable[..., object]) -> None:
    tiny({"pledges/register.yml": register("archiving: {sender: Kommunstyrelsen}")})
    root = tmp_path / "project"
    settings = make_settings(root)
    delivery = describe_package(read_project(settings, date(2027, 6, 15)), MOMENT, "1.2")
    assert "exempelstad-2027-06-16-00000000" == delivery.name
    assert ("Medborgarlöften i Exempelstad", "2027", "Kommunstyrelsen") == (
        delivery.title,
        delivery.years,
        delivery.sender,
    )
    write(root, {"register.yml": REGISTER, "accessibility.yml": statement()})
    # Whoever answers for its accessibility has not said that they hand it over.
    assert "" == describe_package(read_project(settings, date(2027, 6, 15)), MOMENT).sender
    write(root, {"register.yml": register("publisher: Föreningen Minnet")})
    assert "Föreningen Minnet" == describe_package(read_project(settings, date(2027, 6, 15)), MOMENT).sender


def test_the_first_page_says_what_is_not_known_and_what_the_archive_marks_it_with(
    tmp_path: Path, tiny: Callable[..., object]
) -> None:
    nobody = statement("unknown: [publisher]", without="publisher")
    tiny({"pledges/register.yml": REGISTER, "pledges/accessibility.yml": nobody})
    settings = make_settings(tmp_path / "project")

    def read_first() -> str:
        project = read_project(settings, date(2027, 6, 15))
        page = html.document_fromstring(
            render_first_page(open_renderer(project), {}, describe_package(project, MOMENT))
        )
        return " ".join(page.text_content().split())

    first = read_first()
    assert (
        "Sidorna visar läget den 16 juni 2027 (svensk tid) Kopian gjordes 15 juni 2027 22:30:01 UTC Paketets namn"
        in first
    )
    assert "Vi vet inte vem som kan svara på frågor." in first
    assert "Handed over by unknown" in first
    assert "Leveransöverenskommelse" not in first
    known = "archiving: {sender: Kommunen, submission_agreement: KS 1}\ncontact: {function: Arkivet}"
    write(settings.root, {"register.yml": register(known)})
    first = read_first()
    assert "Avsändare Kommunen Leveransöverenskommelse KS 1" in first
    assert "Frågor om innehållet Arkivet" in first
    # Who publishes stands there as on every page of the site.
    write(tmp_path / "project", {"register.yml": REGISTER + "publisher: Skattkistan\n"})
    assert "Utgivare Skattkistan" in read_first()


@pytest.mark.parametrize(
    ("wheels", "said", "unsaid"),
    [
        ({}, "Det behövs Python 3.11 eller senare, och ett nätverk", "wheels "),
        ({"wheels/a-1.0-cp311-cp311-manylinux_2_17_x86_64.whl": b""}, "De är gjorda för Python 3.11 på Linux x86_64.", "ett nätverk:"),
    ],
    ids=["without wheels", "with wheels"],
)  # fmt: skip
def test_it_is_told_what_it_takes_to_build_the_site_again(
    tmp_path: Path, tiny: Callable[..., object], wheels: dict[str, bytes], said: str, unsaid: str
) -> None:
    tiny()
    project = read_project(make_settings(tmp_path / "project"), date(2027, 6, 15))
    documentation = render_documentation(open_renderer(project), wheels, describe_package(project, MOMENT))
    page = documentation["sv.html"].decode()
    rebuild = page.partition('id="rebuild"')[2].partition("<h2")[0]
    assert said in rebuild
    assert unsaid not in rebuild.replace("wheels om mappen finns", "")


def test_the_moment_is_the_one_that_is_given_or_the_present_one() -> None:
    assert MOMENT == read_moment({"SOURCE_DATE_EPOCH": str(int(MOMENT.timestamp()))})


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Stockholm", "UTC"])
def test_the_present_moment_is_the_same_wherever_the_machine_thinks_that_it_is(
    monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        before = datetime.now(UTC).replace(microsecond=0)
        found = read_moment({})
        assert (True, UTC) == (before <= found <= datetime.now(UTC), found.tzinfo)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_the_day_is_the_one_in_sweden_of_the_moment_and_said_with_its_zone(
    tmp_path: Path, tiny: Callable[..., object]
) -> None:
    tiny()
    project = read_project(make_settings(tmp_path / "project"), date(2027, 6, 15))
    # Still the day before where it was packed.
    package = describe_package(project, MOMENT.astimezone(timezone(timedelta(hours=-2))))
    assert (date(2027, 6, 16), "2027-06-15T22:30:01Z") == (package.day, package.instant)
    assert "Sidorna visar läget den 16 juni 2027, räknat i svensk tid." == package.shown
    assert f"Internal-Sender-Description: {package.shown}\n" in make_bag({}, package)["bag-info.txt"].decode()
    assert package.shown in make_sip({}, {}, package)["metadata/preservation/premis.xml"].decode()


EARLIER = Delivery(
    identity="5f0c1d2e-7a3b-5c4d-8e9f-0a1b2c3d4e5f",
    name="exempelstad-2027-02-01-5f0c1d2e",
    moment="2027-02-01T08:30:00Z",
    sha256="0" * 64,
    status=DeliveryStatus.NEW,
)


@pytest.mark.parametrize(
    ("status", "relation"),
    [
        ("SUPPLEMENT", ["logical", "has sibling"]),
        ("REPLACEMENT", ["replacement", "supersedes"]),
        ("TEST", ["logical", "has sibling"]),
    ],
)
def test_every_description_names_the_delivery_before(status: str, relation: list[str]) -> None:
    package = replace(PACKAGE, status=status, related=EARLIER, identity=UUID(int=7))
    files = make_sip({"a.html": b"<p>"}, {}, package)
    assert [status] == etree.fromstring(files["METS.xml"]).xpath("m:metsHdr/@RECORDSTATUS", namespaces=M)
    described = files["metadata/descriptive/dc.xml"].decode()
    assert f"<dc:relation>urn:uuid:{EARLIER.identity}</dc:relation>" in described
    assert f"<dc:identifier>{UUID(int=7).urn}</dc:identifier>" in described
    premis = etree.fromstring(files["metadata/preservation/premis.xml"])
    read_schema("premis.xsd").assertValid(premis)
    (found,) = premis.xpath(f"//*[local-name()='relationship'][contains(., '{EARLIER.identity}')]")
    assert relation == [found[0].text, found[1].text]
    info = make_bag({}, package)["bag-info.txt"].decode()
    assert f"Earlier-Delivery: {EARLIER.name} (urn:uuid:{EARLIER.identity}, SHA256SUMS: sha256 {'0' * 64})\n" in info


@pytest.mark.parametrize(
    ("status", "given"),
    [("SUPPLEMENT", ""), ("REPLACEMENT", f" --replaces {EARLIER.name}"), ("TEST", " --trial")],
)
def test_how_the_archive_is_made_again_and_what_came_before_it_is_told(
    tmp_path: Path, tiny: Callable[..., object], status: str, given: str
) -> None:
    tiny()
    project = read_project(make_settings(tmp_path / "project"), date(2027, 6, 15))
    package = describe_package(project, MOMENT, "", UUID(int=7), status, EARLIER)
    page = render_documentation(open_renderer(project), {}, package)["sv.html"].decode()
    assert f" archive{given}</code>" in page
    first = render_first_page(open_renderer(project), {}, package).decode()
    assert (status != "TEST") == (EARLIER.name in first)


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        (["2027"], "2027"),
        (["2016", "2022-2023"], "2016/2023"),
        (["2017", "{start: 2018-01, end: open}"], "2017/.."),
        (["{start: 2018, as_stated: Från 2018}\nunknown: [period.end]"], "2018"),
        (["{as_stated: Någon gång}\nunknown: [period.start, period.end]"], ""),
    ],
)
def test_the_years_are_told_no_firmer_than_the_records_do(given: Given, periods: list[str], expected: str) -> None:
    files: dict[str, str | bytes | None] = {
        f"{2030 + place}/pledge.sv.md": pledge(f"title: A{place}\nperiod: {period}")
        for place, period in enumerate(periods)
    }
    book = given({SV: None, **files}).book
    assert expected == span(record.period for record in book.pledges)


@pytest.mark.parametrize("given", ["i går", "-1", "-62135596800", "99999999999999", "253402300799"])
def test_a_moment_that_is_no_number_of_seconds_since_1970_is_refused(given: str) -> None:
    with pytest.raises(ClockError):
        read_moment({"SOURCE_DATE_EPOCH": given})


@pytest.mark.parametrize(
    ("name", "code", "better"),
    [
        ("nul.pdf", "file_archive_device", "2027-nul.pdf"),
        ("COM1.pdf", "file_archive_device", "2027-com1.pdf"),
        ("mellan .pdf", "file_archive_end", "mellan.pdf"),
        (f"{'lang-' * 40}.pdf", "file_archive_length", f"{'lang-' * 11}lang.pdf"),
    ],
)
def test_a_name_that_some_system_does_not_keep_is_told_with_a_better_one(
    given: Given, name: str, code: str, better: str
) -> None:
    told = given({f"2027/{name}": "x"})
    assert f"2027/{name}:1:1 {code} {name} → {better}" in told.warnings
