"""What an author meets: a clean stop with one list, the last site left in place, and its return."""

from __future__ import annotations

import contextlib
import io
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from conftest import REPOSITORY, TINY_PLEDGE, TINY_REGISTER, TINY_SETTINGS, Project
from photos import SECRET, take_photo
from pledgebook.images.camera_data import strip_camera_data

Tiny = Callable[..., Project]
PLEDGE = "pledges/2027/pledge.sv.md"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("summary:", "sumary:", f'{PLEDGE}:5:1: fel: Fältet sumary finns inte här. Menade du summary?'),
        ("period: 2027", "period: 2027-06-31", f"{PLEDGE}:3:9: fel: Datumet 2027-06-31 finns inte i kalendern. "),
        ("summary:", "title: Igen\nsummary:", f"{PLEDGE}:5:1: fel: Fältet title står två gånger. Det stod redan på rad 2. Ta bort det ena."),
        ("    by:", "\tby:", f"{PLEDGE}:8:1: fel: Här står ett tabbtecken. Dra in med mellanslag i stället."),
        ("by: polisen", "by: polisn", f"{PLEDGE}:8:9: fel: Parten polisn finns inte i register.yml. Menade du polisen?"),
        ('org/"}\n---\n', 'org/"}\nDetta är text.\n', f"{PLEDGE}:12:1: fel: Raden --- som avslutar uppgifterna saknas."),
    ],
)  # fmt: skip
def test_a_slip_gives_one_clear_line_and_stops_the_build(tiny: Tiny, old: str, new: str, line: str) -> None:
    project = tiny({PLEDGE: TINY_PLEDGE.replace(old, new, 1)})
    done = project.build()
    problems = [words for words in done.stdout.splitlines() if ": fel: " in words]
    assert len(problems) == 1
    assert problems[0].startswith(line)
    assert done.returncode != 0
    assert "Traceback" not in done.stdout


def test_a_failed_build_leaves_the_last_site_and_nothing_else(tiny: Tiny) -> None:
    project = tiny()
    assert project.build().returncode == 0
    before = project.read("2027")
    (project.root / PLEDGE).write_text(TINY_PLEDGE.replace("summary:", "sumary:"), encoding="utf-8")
    done = project.build()
    assert done.returncode == 1
    assert "Webbplatsen byggdes inte" in done.stdout
    assert before == project.read("2027")
    assert [path.name for path in project.root.iterdir() if path.name.startswith(".site")] == []


def test_a_build_that_fails_in_the_other_language_leaves_the_last_site(tiny: Tiny) -> None:
    project = tiny()
    assert project.build().returncode == 0
    before = project.read("2027")
    main = project.root / "theme/main.html"
    main.write_text("{% if frame %}{{ 1 // frame.languages[0].is_current }}{% endif %}", encoding="utf-8")
    done = project.run("-m", "mkdocs", "build")
    assert "Building 'en'" in done.stdout
    assert 0 != done.returncode
    assert before == project.read("2027")


def test_a_mended_record_replaces_the_last_site(tiny: Tiny) -> None:
    project = tiny()
    project.build()
    (project.root / PLEDGE).write_text(TINY_PLEDGE.replace("Ett kort löfte", "Ett nytt löfte"), encoding="utf-8")
    done = project.build()
    assert done.returncode == 0
    assert "Ett nytt löfte" in project.read("2027")
    assert "Klart. Webbplatsen finns i mappen site." in done.stdout


def test_all_problems_of_all_files_come_in_one_list(tiny: Tiny) -> None:
    project = tiny(
        {
            PLEDGE: TINY_PLEDGE.replace("summary:", "sumary:").replace("by: polisen", "by: []"),
            "pledges/2028/pledge.sv.md": TINY_PLEDGE.replace("period: 2027", "period: 2028-13"),
            "pledges/register.yml": TINY_REGISTER.replace(", en: The police", ""),
        }
    )
    done = project.build()
    places = re.findall(r"^(\S+:\d+:\d+): fel", done.stdout, re.MULTILINE)
    assert ["pledges/register.yml:3:25", f"{PLEDGE}:5:1", f"{PLEDGE}:8:9", "pledges/2028/pledge.sv.md:3:9"] == places
    assert "4 fel." in done.stdout


def test_a_missing_translation_never_stops_a_build(tiny: Tiny) -> None:
    project = tiny()
    (project.root / "docs/om/index.en.md").unlink()
    done = project.build("--strict")
    assert done.returncode == 0, done.stdout
    assert "This page has not been translated yet." in project.read("en/2027")
    about = project.read("en/om")
    assert "This page has not been translated yet." in about
    assert '<div lang="sv">' in about
    assert "<title>Om</title>" in about


def test_a_warning_stops_a_strict_build_only(tiny: Tiny) -> None:
    project = tiny({"pledges/2027-ii/pledge.sv.md": TINY_PLEDGE})
    done = project.build()
    assert done.returncode == 0
    assert "varning: Medborgarlöftet 2027-ii gäller samtidigt som 2027" in done.stdout
    (project.root / "site/2027/index.html").write_text("kvar", encoding="utf-8")
    assert project.build("--strict").returncode != 0
    assert project.read("2027") == "kvar"


def test_a_plain_page_cannot_take_a_generated_pages_address(tiny: Tiny) -> None:
    done = tiny({"docs/arkiv/index.sv.md": "# Mitt arkiv\n"}).build()
    assert done.returncode != 0
    assert "docs/arkiv/index.sv.md:1:1: fel: Adressen /arkiv/ används redan av en annan sida." in done.stdout


def test_an_empty_register_builds_an_empty_site(tiny: Tiny) -> None:
    project = tiny()
    (project.root / PLEDGE).unlink()
    (project.root / "pledges/2027").rmdir()
    done = project.build("--strict")
    assert done.returncode == 0, done.stdout
    for page in ("", "arkiv"):
        assert "Inga medborgarlöften är publicerade än." in project.read(page)


def test_the_notice_is_a_setting_of_the_register(tiny: Tiny) -> None:
    project = tiny({"pledges/register.yml": TINY_REGISTER + "publication: compiled\n"})
    project.build()
    assert "bygger på offentliga källor" in project.read("2027")
    (project.root / "pledges/register.yml").write_text(TINY_REGISTER, encoding="utf-8")
    project.build()
    assert "bygger på offentliga källor" not in project.read("2027")


def test_a_catalogue_with_missing_words_is_named(tiny: Tiny) -> None:
    project = tiny()
    path = project.root / "theme/words/site.en.po"
    words = path.read_text(encoding="utf-8")
    path.write_text(words.replace('msgid "status.ongoing"', 'msgid "status.ongoin"'), encoding="utf-8")
    done = project.build()
    assert done.returncode != 0
    assert "theme/words/site.en.po:1:1: fel: Ord saknas för status.ongoing." in done.stdout


def test_check_prints_every_level_and_builds_nothing(tiny: Tiny) -> None:
    project = tiny({PLEDGE: TINY_PLEDGE.replace("by: polisen", "by: polisn")})
    done = project.run("hooks", "check")
    assert done.returncode == 1
    assert f"{PLEDGE}:8:9: fel:" in done.stdout
    assert "upplysning: Översättning till engelska saknas." in done.stdout
    assert not project.site.exists()


@pytest.mark.parametrize(("arguments", "words"), [((), "Inga fel hittades."), (("--lang", "en"), "No problems found.")])
def test_check_speaks_swedish_or_english(tiny: Tiny, arguments: tuple[str, ...], words: str) -> None:
    english = "---\ntitle: Pledge\nsummary: Short.\npromises: [{id: synas, text: Be seen.}]\n---\n"
    project = tiny({"pledges/2027/pledge.en.md": english})
    done = project.run("hooks", *arguments, "check", "--strict", "--no-hints")
    assert (0, words) == (done.returncode, done.stdout.strip())


def test_no_banner_reaches_the_author(tiny: Tiny) -> None:
    done = tiny().build()
    assert "MkDocs 2" not in done.stdout
    assert "Zensical" not in done.stdout
    assert "ProperDocs" not in done.stdout


def test_settings_without_languages_are_refused_with_a_reason(tiny: Tiny) -> None:
    project = tiny({"mkdocs.yml": "site_name: Exempelstad\n"})
    done = project.run("hooks", "check")
    assert done.returncode == 2
    assert "mkdocs.yml: plugins: i18n: languages" in done.stdout


def test_state_is_renewed_between_builds_of_one_process(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    """As under `serve`: the hook file is loaded once, and one rebuild after another sees the records of its moment."""
    project = tiny()
    script = Path(__file__).parent / "rebuild.py"
    done = project.run(str(script))
    assert done.returncode == 0, done.stdout
    assert done.stdout.split("\n")[:3] == ["Ett kort löfte.", "failed", "Ett ändrat löfte."]


def test_a_dead_link_in_a_record_is_named(tiny: Tiny) -> None:
    body = "\nSe [planen](plan.pdf),\n[detta](../2027/pledge.sv.md#synas) och\n[förra](../2026/pledge.sv.md).\n"
    done = tiny({PLEDGE: TINY_PLEDGE + body}).build()
    assert [
        f"{PLEDGE}:14:1: fel: Länken plan.pdf leder ingenstans. Rätta den, eller lägg filen i postens mapp.",
        f"{PLEDGE}:16:1: fel: Länken ../2026/pledge.sv.md leder ingenstans. Rätta den, eller lägg filen i postens mapp.",
    ] == [line for line in done.stdout.splitlines() if ": fel: " in line]


def test_a_slip_in_the_original_is_not_blamed_on_the_translation(tiny: Tiny) -> None:
    english = "---\ntitle: Pledge\nsummary: Short.\npromises: [{id: synas, text: Be seen.}]\n---\n"
    files = {PLEDGE: TINY_PLEDGE.replace("summary:", "sumary:"), "pledges/2027/pledge.en.md": english}
    done = tiny(files).build()
    assert [f"{PLEDGE}:5:1: fel: Fältet sumary finns inte här. Menade du summary?"] == [
        line for line in done.stdout.splitlines() if ": fel: " in line
    ]


def test_an_address_in_use_is_told_in_words(tiny: Tiny) -> None:
    project = tiny()
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # If something has the address already, so much the better.
        with contextlib.suppress(OSError):
            other.bind(("127.0.0.1", 8000))
            other.listen()
        done = project.run("hooks", "serve")
    assert (2, "Adressen http://127.0.0.1:8000/ används redan") == (done.returncode, done.stdout[:45])


def test_builds_at_the_same_time_do_not_spoil_each_other(tiny: Tiny) -> None:
    project = tiny()
    project.forget()
    started = [
        subprocess.Popen([sys.executable, "hooks", "build"], cwd=project.root, stdout=subprocess.DEVNULL)
        for _ in range(2)
    ]
    assert 0 in [process.wait() for process in started]
    assert "Ett kort löfte." in project.read("2027")
    assert "Ett kort löfte." in project.read("en/2027")


def test_a_build_stopped_by_hand_is_not_called_done(tiny: Tiny) -> None:
    project = tiny()
    (project.root / "hooks/mkdocs_hooks.py").write_text("raise KeyboardInterrupt\n", encoding="utf-8")
    done = project.build()
    assert 0 != done.returncode
    assert "Klart" not in done.stdout
    assert not project.site.exists()


def fail_again(project: Project, code: dict[str, str]) -> str:
    """What is said when a site that has been built is built again, with other words and some more code."""
    assert 0 == project.build().returncode
    for path, text in {PLEDGE: TINY_PLEDGE.replace("Ett kort löfte", "Ett nytt löfte"), **code}.items():
        (project.root / path).write_text(text, encoding="utf-8")
    done = project.build()
    assert 1 == done.returncode, done.stdout
    return done.stdout


def test_what_fails_once_the_site_is_in_its_place_does_not_say_that_the_last_one_is(tiny: Tiny) -> None:
    project = tiny()
    settings = TINY_SETTINGS.replace("hooks.py]", "hooks.py, other.py]")
    said = fail_again(project, {"mkdocs.yml": settings, "other.py": "def on_shutdown():\n    open('no/such')\n"})
    assert "Ett nytt löfte" in project.read("2027")
    assert "no/such" in said
    assert "Den nya webbplatsen finns i mappen site, men" in said
    assert "byggdes inte" not in said


# Stands for whoever presses Ctrl-C when something is done for the first time.
_INTERRUPTION = """
import signal
from pledgebook.files import exchange

_{name} = exchange.{call}

def _interrupt(*arguments, **options):
    exchange.{call} = _{name}
    signal.raise_signal(signal.SIGINT)
    return _{name}(*arguments, **options)

def on_shutdown():
    exchange.{call} = _interrupt
    _plugin.on_shutdown()
"""


@pytest.mark.parametrize("call", ["shutil.rmtree", "shutil.move", "_list_gone"])
@pytest.mark.skipif(os.name == "nt", reason="all files are exchanged on Windows")
def test_a_build_stopped_by_hand_while_its_site_moves_in_says_that_it_has(tiny: Tiny, call: str) -> None:
    project = tiny()
    assert 0 == project.build().returncode
    hooks = (project.root / "hooks/mkdocs_hooks.py").read_text(encoding="utf-8")
    code = _INTERRUPTION.format(call=call, name=call.rpartition(".")[2])
    (project.root / "hooks/mkdocs_hooks.py").write_text(f"{hooks}\n{code}", encoding="utf-8")
    (project.root / PLEDGE).write_text(TINY_PLEDGE.replace("Ett kort löfte", "Ett nytt löfte"), encoding="utf-8")
    done = project.build()
    assert 130 == done.returncode, done.stdout
    assert "byggdes inte" not in done.stdout
    assert "Den nya webbplatsen finns i mappen site" in done.stdout
    assert "Ett nytt löfte" in project.read("2027")
    assert [] == [
        path.name for path in (*project.root.iterdir(), *project.site.iterdir()) if path.name.startswith(".site-")
    ]


@pytest.mark.skipif(os.name == "nt", reason="all files are exchanged on Windows")
def test_another_build_of_the_site_meanwhile_is_no_program_that_holds_it(tiny: Tiny) -> None:
    project = tiny()
    hooks = (project.root / "hooks/mkdocs_hooks.py").read_text(encoding="utf-8")
    other = "def on_shutdown():\n    open('site/om/index.html', 'a').write(' ')\n    _plugin.on_shutdown()\n"
    said = fail_again(project, {"hooks/mkdocs_hooks.py": f"{hooks}\n\n{other}"})
    assert "Ett kort löfte" in project.read("2027")
    assert "Något annat har ändrat i mappen site" in said
    assert "Bygg igen" in said
    assert "program" not in said
    assert "Webbplatsen byggdes inte." in said


def test_a_site_that_is_a_link_is_what_it_leads_to(tiny: Tiny) -> None:
    project = tiny()
    served = project.root / "served"
    served.mkdir()
    project.site.symlink_to(served, target_is_directory=True)
    assert [0, 0] == [project.build().returncode for _ in range(2)]
    assert project.site.is_symlink()
    assert (served / "2027/index.html").is_file()


def test_a_link_to_nothing_is_no_traceback(tiny: Tiny) -> None:
    project = tiny()
    (project.root / "pledges/2027/pledge.en.md").symlink_to("borta.md")
    (project.root / "pledges/2027/plan.pdf").symlink_to("borta.pdf")
    done = project.build()
    assert "Traceback" not in done.stdout
    assert "pledges/2027/plan.pdf:1:1: fel: Filen plan.pdf går inte att läsa." in done.stdout
    assert "pledges/2027/pledge.en.md:1:1: fel: Filen pledge.en.md går inte att läsa." in done.stdout


@pytest.mark.parametrize("epoch", ["i dag", "99999999999999999"])
def test_a_day_there_is_not_is_refused(tiny: Tiny, epoch: str) -> None:
    done = tiny().build(SOURCE_DATE_EPOCH=epoch)
    assert 0 != done.returncode
    assert "Traceback" not in done.stdout
    assert f"SOURCE_DATE_EPOCH: not a number of seconds since 1970: {epoch}" in done.stdout


def test_a_broken_catalogue_is_named(tiny: Tiny) -> None:
    project = tiny()
    path = project.root / "theme/words/site.en.po"
    path.write_text(path.read_text(encoding="utf-8") + '\nmsgid "x\n', encoding="utf-8")
    done = project.build()
    assert 0 != done.returncode
    assert "theme/words/site.en.po:1:1: fel: Ordlistan går inte att läsa" in done.stdout


def test_a_misspelt_option_of_check_is_not_passed_over(tiny: Tiny) -> None:
    assert 2 == tiny().run("hooks", "check", "--strikt").returncode


def test_words_that_look_like_markup_do_no_harm_in_titles(tiny: Tiny) -> None:
    title = 'title: "Mål < 5 & <img src=x onerror=alert(1)>"'
    main = "<title>{{ frame.title }}</title>{{ page.title | striptags }}{{ page.content | safe }}"
    project = tiny({PLEDGE: TINY_PLEDGE.replace("title: Medborgarlöfte 2027", title), "theme/main.html": main})
    assert 0 == project.build().returncode
    page = project.read("2027")
    assert "<img" not in page
    assert "<title>Mål &lt; 5 &amp; &lt;img src=x onerror=alert(1)&gt;</title>" in page


def test_pledges_with_one_name_are_told_apart_where_titles_stand_alone(tiny: Tiny) -> None:
    register = TINY_REGISTER + "places: [{id: torget, name: Torget}]\n"
    files = {
        "pledges/register.yml": register,
        "pledges/torget-2027/pledge.sv.md": TINY_PLEDGE.replace("period:", "area: torget\nperiod:"),
        "theme/main.html": "<title>{{ frame.title }}</title><i>{{ page.meta.description }}</i>{{ page.content | safe }}",
    }
    project = tiny(files)
    assert 0 == project.build("--strict").returncode
    assert "<title>Medborgarlöfte 2027 (2027)</title><i>Ett kort löfte. (2027)</i>" in project.read("2027")
    other = project.read("torget-2027")
    assert "<title>Medborgarlöfte 2027 (torget-2027)</title><i>Ett kort löfte. (torget-2027)</i>" in other
    assert '">Medborgarlöfte 2027</h1>' in other


ABOUT = "docs/om/index.sv.md"


def faults(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Each error by its place and the first words that tell it from others."""
    return [line for line in done.stdout.splitlines() if ": fel: " in line]


def test_what_may_not_stand_in_a_plain_page_stops_the_build_with_one_list_of_all_languages(tiny: Tiny) -> None:
    swedish = """---
title: Om
---
# Om

<script>alert(1)</script>

[x](javascript:alert(1))

<p onclick="alert(1)" style="color: red">Text</p>

`<iframe>`

<iframe src="https://example.org/"></iframe>
<form action="x"></form>
![Bild](https://other.host/a.png)
![](borta.png)
![Finns inte](borta.png)
![Finns](plan.tiff)
"""
    project = tiny()
    assert 0 == project.build().returncode
    before = project.read("om")
    (project.root / ABOUT).write_text(swedish, encoding="utf-8")
    (project.root / "docs/om/plan.tiff").write_bytes(b"x")
    (project.root / "docs/om/index.en.md").write_text("# About\n\n<object data=x></object>\n", encoding="utf-8")
    done = project.build()
    expected = [
        ("docs/om/index.en.md:3:1", "<object>"),
        (f"{ABOUT}:6:1", "<script>"),
        (f"{ABOUT}:8:1", "javascript:alert(1)"),
        (f"{ABOUT}:10:1", "onclick"),
        (f"{ABOUT}:10:1", "style"),
        (f"{ABOUT}:14:1", "<iframe>"),
        (f"{ABOUT}:15:1", "<form>"),
        (f"{ABOUT}:16:1", "https://other.host/a.png"),
        (f"{ABOUT}:17:1", "saknar ord"),
        (f"{ABOUT}:17:1", "finns inte"),
        (f"{ABOUT}:19:1", "av en sort"),
    ]
    found = faults(done)
    assert len(expected) == len(found), done.stdout
    for (place, words), line in zip(expected, found, strict=True):
        assert line.startswith(f"{place}: fel: ") and words in line
    assert "11 fel." in done.stdout
    assert 0 != done.returncode
    assert "Traceback" not in done.stdout
    assert before == project.read("om")


def test_markup_in_words_of_plain_pages_and_settings_does_no_harm(tiny: Tiny) -> None:
    bad = "<img src=x onerror=alert(1)>"
    main = "<title>{{ frame.title }}</title>{{ page.content | safe }}"
    files = {ABOUT: f'---\ntitle: "{bad}"\n---\nText.\n', "theme/main.html": main}
    files["pledges/register.yml"] = TINY_REGISTER.replace("name: Exempelstad", f'name: "{bad}"').replace("sv: Polisen", f'sv: "{bad}"')  # fmt: skip
    project = tiny(files)
    assert 0 == project.build().returncode
    for page in project.site.rglob("*.html"):
        assert "<img" not in page.read_text(encoding="utf-8")


def test_a_plain_page_shows_upright_copies_that_say_nothing(tiny: Tiny) -> None:
    project = tiny(
        {ABOUT: "# Om\n\n![Torget](torget.jpg)\n", "docs/om/index.en.md": "# About\n\n![Square](torget.jpg)\n"}
    )
    (project.root / "docs/om/torget.jpg").write_bytes(take_photo())
    assert 0 == project.build("--strict").returncode
    for address, way in (("om", "torget"), ("en/om", "../../om/torget")):
        page = project.read(address)
        assert f'src="{way}.jpg"' in page
        assert f'srcset="{way}.480w.jpg 480w, {way}.960w.jpg 960w, {way}.jpg 1280w"' in page
        assert 'loading="lazy" decoding="async" width="1280" height="800"' in page
    names = {path.relative_to(project.site).as_posix() for path in project.site.rglob("*.jpg")}
    assert {"om/torget.jpg", "om/torget.480w.jpg", "om/torget.960w.jpg"} == names
    for name in names:
        assert SECRET.encode() not in (project.site / name).read_bytes()


def test_a_picture_that_is_none_is_named_in_both_folders(tiny: Tiny) -> None:
    project = tiny({PLEDGE: TINY_PLEDGE + "\n![Plan](plan.png)\n"})
    (project.root / "pledges/2027/plan.png").write_bytes(b"%PDF")
    (project.root / "docs/plan.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", encoding="utf-8"
    )
    done = project.run("hooks", "check")
    assert [f"{PLEDGE.rpartition('/')[0]}/plan.png:1:1: fel: Filen plan.png är inte en bild av den sort som namnet säger. Spara om den."] == faults(done)  # fmt: skip
    (project.root / "pledges/2027/plan.png").write_bytes(take_photo("PNG", 40, 30))
    done = project.build()
    assert "docs/plan.svg:1:1: fel: Bilden plan.svg innehåller något som kan köras" in done.stdout
    assert "Traceback" not in done.stdout


def test_a_picture_that_is_a_document_is_published_whole_without_camera_data_beside_its_copies(tiny: Tiny) -> None:
    photo = take_photo()
    text = TINY_PLEDGE.replace("sources:", "documents: [{title: A, kind: image, file: torget.jpg}]\nsources:")
    project = tiny({PLEDGE: text + "\n![Torget](torget.jpg)\n"})
    (project.root / "pledges/2027/torget.jpg").write_bytes(photo)
    done = project.build()
    assert "torget.jpg" not in done.stdout
    whole = (project.site / "2027/torget.jpg").read_bytes()
    assert strip_camera_data(photo, "torget.jpg") == whole
    with Image.open(io.BytesIO(photo)) as before, Image.open(io.BytesIO(whole)) as after:
        assert before.tobytes() == after.tobytes()
    assert not any(SECRET.encode() in path.read_bytes() for path in project.site.rglob("*") if path.is_file())
    page = project.read("2027")
    assert 'src="torget.1280w.jpg"' in page
    assert 'href="torget.jpg"' in page
    assert SECRET.encode() not in (project.site / "2027/torget.1280w.jpg").read_bytes()


def test_a_site_without_an_address_has_no_previews(tiny: Tiny) -> None:
    partial = (REPOSITORY / "theme/partials/opengraph.html").read_text(encoding="utf-8")
    files = {"theme/partials/opengraph.html": partial, "theme/main.html": '<p>{% include "partials/opengraph.html" %}'}
    project = tiny(files)
    assert 0 == project.build("--strict").returncode
    assert 'property="og:image" content="https://example.org/assets/previews/sv/2027.png"' in project.read("2027")
    # A page that is not translated is shared as what it shows.
    assert 'property="og:image" content="https://example.org/assets/previews/sv/2027.png"' in project.read("en/2027")
    assert 'property="og:locale" content="sv_SE"' in project.read("en/2027")
    settings = project.root / "mkdocs.yml"
    settings.write_text(re.sub("site_url:.*\n", "", settings.read_text(encoding="utf-8")), encoding="utf-8")
    assert 0 == project.build("--strict").returncode
    assert "og:" not in project.read("2027")
    assert not (project.site / "assets/previews").exists()


def test_a_page_can_show_the_fields_of_a_record(tiny: Callable[..., Project]) -> None:
    pages = {
        f"docs/falt/index.{language}.md": "# A\n\n<!-- pledgebook: fields result -->\n\n<!-- pledgebook: fields none -->\n"
        for language in ("sv", "en")
    }
    project = tiny(pages)
    done = project.build()
    assert done.returncode == 0, done.stdout
    swedish, english = project.read("falt"), project.read("en/falt")
    assert "<dt><code>status_source</code> <strong>Vem som säger det</strong></dt>" in swedish
    assert "<li><code>fulfilled</code> Uppfyllt</li>" in swedish
    assert "<p><code>figures: {count: 212, unit: checks}</code></p>" in english
    assert "<!-- pledgebook: fields" not in swedish


def test_what_no_check_foresaw_is_told_without_a_traceback(tiny: Callable[..., Project]) -> None:
    # The author is told in one language, whatever language is being built.
    project = tiny({"theme/main.html": "{% if page.url.startswith('en/') %}{{ 1 / 0 }}{% endif %}"})
    done = project.build()
    assert (1, False) == (done.returncode, "Traceback" in done.stdout)
    assert "Error building page" in done.stdout
    assert "klarade inte den här sidan" in done.stdout
    assert "ZeroDivisionError" in done.stdout
    # Whoever mends the program asks MkDocs itself, and is told all.
    assert "Traceback" in project.run("-m", "mkdocs", "build").stdout


def test_settings_that_list_the_search_plugin_make_the_same_site(tiny: Tiny) -> None:
    project = tiny()
    settings = TINY_SETTINGS.replace("name: null", "name: material")
    indexes, files = [], []
    for given in (settings, settings.replace("  - i18n:", "  - search\n  - i18n:")):
        (project.root / "mkdocs.yml").write_text(given, encoding="utf-8")
        assert 0 == project.build("--strict").returncode
        indexes.append((project.site / "assets/search/sv.js").read_bytes())
        files.append({path for path in project.site.rglob("*") if path.is_file()})
    assert indexes[0] == indexes[1]
    assert "Synas på Fiktiva torget." in indexes[0].decode()
    assert files[0] == files[1]


@pytest.mark.parametrize(
    ("arguments", "environment", "told"),
    [
        ((), {"LC_ALL": "en_GB.UTF-8"}, "error: There is a colon followed by a space"),
        (("--lang", "en"), {}, "error: There is a colon followed by a space"),
        (("LANG=en",), {}, "error: There is a colon followed by a space"),
        ((), {}, "fel: Här står ett kolon följt av mellanslag"),
    ],
)
def test_a_build_tells_faults_in_the_language_that_was_asked_for(
    tiny: Tiny, arguments: tuple[str, ...], environment: dict[str, str], told: str
) -> None:
    project = tiny({PLEDGE: TINY_PLEDGE.replace("title: ", "title: A: ")})
    assert told in project.build(*arguments, **environment).stdout


def test_a_build_tells_warnings_as_they_are_told_elsewhere(tiny: Tiny) -> None:
    project = tiny()
    (project.root / "pledges/accessibility.yml").unlink()
    said = project.build("--lang", "en").stdout
    assert "\npledges/accessibility.yml:1:1: warning: " in f"\n{said}"
    assert "WARNING" not in said
