"""What the settings ask for is done, or somebody is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.conftest import THEME
from pledgebook.checks.settings import MAX_LOGO, check_settings
from pledgebook.config import SETTINGS, read_settings
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.names import Language
from pledgebook.problem import Problem
from pledgebook.reporting.report import render_message

BASE = f"theme:\n  custom_dir: {THEME}\n"
LANGUAGES = "plugins:\n  - i18n: {languages: [{locale: sv, name: Svenska}]}\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


@pytest.fixture
def told(tmp_path: Path) -> object:
    """What is told of settings: those under `theme:`, then others; and the files of static pages."""

    def tell(theme: str = "", other: str = "", **files: str) -> list[Problem]:
        (tmp_path / "docs").mkdir(exist_ok=True)
        for name, text in files.items():
            (tmp_path / "docs" / name.replace("__", ".")).write_text(text, encoding="utf-8")
        below = "".join(f"  {line}\n" for line in theme.split("\n") if line)
        (tmp_path / SETTINGS).write_text(f"{BASE}{below}{other}\n{LANGUAGES}", encoding="utf-8")
        return list(check_settings(read_settings(tmp_path / SETTINGS), SETTINGS, PAGES))

    return tell


PAGES = ("index.md", "om/index.md", "teman/index.md", "teman/trafik/index.md")


def show(problems: list[Problem]) -> list[str]:
    return [f"{item.mark.line} {item.level} {item.code} {item.found}".rstrip() for item in problems]


@pytest.mark.parametrize(
    ("theme", "expected", "fix"),
    [
        ("palette:\n  primary: '#ffd200'", "4 error accent_light #ffd200", '    primary: "#826b00"'),
        ("palette: {primary: yellow}", "3 error accent_light yellow", '  palette: {primary: "#717100"}'),
        ("palette:\n  primary: Light-Blue", "4 error accent_light Light-Blue", '    primary: "#2c768f"'),
        (
            "palette:\n  - primary: '#12466f'\n  - scheme: slate\n    primary: '#12466f'",
            "6 error accent_dark #12466f",
            '      primary: "#3996df"',
        ),
        ("palette:\n  primary: #0a5c36", "4 error colour_unquoted #0a5c36", '    primary: "#0a5c36"'),
        ("palette:\n  primary: grön", "4 error colour_unknown grön", ""),
        ("palette:\n  primary: '#7a1f3d80'", "4 error colour_unknown #7a1f3d80", '    primary: "#7a1f3d"'),
        ("palette:\n  primary: '#a138'", "4 error colour_unknown #a138", '    primary: "#a13"'),
        ("palette:\n  primary: rgba(122, 31, 61, 9)", "4 error colour_unknown rgba(122, 31, 61, 9)", ""),
        ("palette: {primary: 7a1f3d}", "3 error colour_unknown 7a1f3d", '  palette: {primary: "#7a1f3d"}'),
        ("palette:\n  primary: 120000", "4 error colour_unknown 120000", '    primary: "#120000"'),
        ("palette:\n  primary: '12000'", "4 error colour_unknown 12000", ""),
        ("palette:\n  primary: [teal, red]", "4 error colour_unknown teal, red", ""),
        ("palette:\n  primary: {light: teal}", "4 error colour_unknown light", ""),
        ("palette: teal", "3 error colour_unknown teal", '  palette: {primary: "teal"}'),
        ("palette:\n  primary: '#0a5c36'\n  accent: teal", "5 warning setting_scheme theme.palette.accent", ""),
        ("palette:\n  scheme: slate\n  primary: '#9cc8ee'", "4 warning setting_scheme theme.palette.scheme", ""),
        (
            "palette:\n  - scheme: default\n    toggle: {icon: a, name: b}\n  - scheme: slate",
            "5 warning setting_scheme theme.palette.toggle",
            "",
        ),
        ("font: {text: Roboto}", "3 warning setting_font", "  font: false"),
        ("font: Roboto", "3 warning setting_font", "  font: false"),
        ("features: [navigation.tabs]", "3 warning setting_unused theme.features", ""),
        ("icon: {logo: material/library}", "3 warning setting_unused theme.icon", ""),
        ("custom_dir: mallar", "3 error setting_folder mallar", ""),
    ],
)
def test_a_look_that_cannot_be_had_is_told_at_its_line(told, theme: str, expected: str, fix: str) -> None:
    problems = told(theme)
    assert [expected] == show(problems)
    assert [fix] == [item.fix for item in problems]


@pytest.mark.parametrize(
    "theme",
    [
        "palette: {primary: '#0a5c36'}",
        "palette: {primary: indigo}",
        "palette:\n  - media: '(prefers-color-scheme: light)'\n    primary: '#12466f'\n"
        "  - {scheme: slate, primary: '#9cc8ee'}",
        "font: false\nlanguage: sv",
        "logo: a.svg\nfavicon: a.svg",
    ],
)
def test_a_look_that_can_be_had_is_not(told, theme: str) -> None:
    assert [] == told(theme, a__svg=DRAWING)


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        (None, "3 error setting_file a.svg"),
        (DRAWING.replace("<path", "<script/><path"), "3 error image_unsafe a.svg"),
        ("<html/>", "3 error image_content a.svg"),
        (DRAWING.replace("</svg>", f"<desc>{'a' * MAX_LOGO}</desc></svg>"), "3 error logo_large a.svg"),
    ],
)
@pytest.mark.parametrize("name", ["logo", "favicon"])
def test_a_logo_that_cannot_be_shown_is_refused(told, name: str, drawing: str | None, expected: str) -> None:
    assert [expected] == show(told(f"{name}: a.svg", **({"a__svg": drawing} if drawing else {})))


def test_a_logo_is_a_drawing_or_a_png_of_this_site(told) -> None:
    assert ["3 error logo_kind a.jpg"] == show(told("logo: a.jpg", a__jpg="x"))
    assert ["3 error setting_foreign https://example.org/a.svg"] == show(told("logo: https://example.org/a.svg"))


@pytest.mark.parametrize(
    ("plugin", "expected"),
    [("  - pledgebook\n", ["4 error setting_twice hooks/mkdocs_hooks.py"]), ("  - search\n", [])],
)
def test_the_engine_is_asked_for_once(told, tmp_path: Path, plugin: str, expected: list[str]) -> None:
    told()
    hooks = "hooks:\n  - hooks/mkdocs_hooks.py\n"
    plugins = LANGUAGES.replace("\n", f"\n{plugin}", 1)
    (tmp_path / SETTINGS).write_text(f"{BASE}{hooks}{plugins}", encoding="utf-8")
    assert expected == show(list(check_settings(read_settings(tmp_path / SETTINGS), SETTINGS)))


@pytest.mark.parametrize("path", ["../a.svg", "b/../../a.svg", "{root}/a.svg"])
def test_a_logo_lies_among_what_is_published(told, tmp_path: Path, path: str) -> None:
    (tmp_path / "a.svg").write_text(DRAWING, encoding="utf-8")
    named = path.format(root=tmp_path.as_posix())
    assert [f"3 error setting_file {named}"] == show(told(f"logo: {named}", b__svg=DRAWING))


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("extra_css: [a.css, https://example.org/b.css]", ["3 error setting_foreign https://example.org/b.css"]),
        ("extra_css: [b.css]", ["3 error setting_file b.css"]),
        ("extra_javascript:\n  - {path: b.js, defer: true}", ["4 error setting_file b.js"]),
        ("extra_javascript:\n  - //example.org/b.js", ["4 error setting_foreign //example.org/b.js"]),
        ("copyright: Exempelstad", ["3 warning setting_sender copyright"]),
        ("extra:\n  social:\n    - {icon: a, link: b}", ["4 warning setting_sender extra.social"]),
        ("extra:\n  analytics: {provider: google}", ["4 warning setting_tracking extra.analytics"]),
        ("extra:\n  alternate: [{name: a}]", ["4 warning setting_languages extra.alternate"]),
        ("repo_url: https://example.org/", ["3 warning setting_source repo_url"]),
        ("use_directory_urls: false", ["3 error setting_addresses"]),
        ("nav:\n  - index.md\n  - Om: https://example.org/", []),
        ("nav:\n  - index.md\n  - /arkiv/", ["5 error nav_absolute /arkiv/"]),
        ("nav:\n  - Arkiv: /arkiv/index.md", ["4 error nav_absolute /arkiv/index.md"]),
        ("nav:\n  - A: mailto:a@example.org\n  - B: //example.org\n  - a.css", []),
        ("nav: [index.md, Trafik: teman/trafik/index.md]", []),
        ("site_url: http://localhost:8000/", []),
        ("extra:\n  hsts: max-age=31536000", []),
        ("extra:\n  hsts: max-age=31536000; includeSubDomains", []),
        ("extra:\n  hsts: true", ["4 error hsts_format True"]),
        ("extra:\n  first_url: https://loften.example.org", []),
        ("extra:\n  first_url: loften.example.org", ["4 error first_url_format loften.example.org/"]),
        ("site_url: https://example.org/", []),
        ("site_url: https://example.org/loften/", ["3 note site_below /loften/"]),
        (
            "site_url: https://example.org/loften\nextra: {hsts: max-age=60}",
            ["3 note site_below /loften/", "4 warning hsts_shared max-age=60"],
        ),
        ("extra:\n  town: !ENV [TOWN, Exempelstad]", []),
    ],
)
def test_what_is_asked_for_elsewhere_is_done_or_told(told, other: str, expected: list[str]) -> None:
    assert expected == show(told("", other, a__css="", a__js=""))


@pytest.mark.parametrize("written", ["https://loften.example.org", "https://loften.example.org/"])
def test_an_address_of_the_site_ends_as_a_folder_does(told, tmp_path: Path, written: str) -> None:
    told("", f"site_url: {written}\nextra: {{first_url: {written}}}")
    settings = read_settings(tmp_path / SETTINGS)
    assert ["https://loften.example.org/"] * 2 == [settings.site_url, settings.first_url]


def test_a_section_of_the_menu_is_told_with_the_lines_that_do_the_same(told) -> None:
    found = told("", "nav:\n  - index.md\n  - Mer:\n      - om/index.md\n      - Polisen: https://example.org/")
    assert ["5 warning nav_section Mer"] == show(found)
    assert "  - om/index.md\n  - Polisen: https://example.org/" == found[0].fix


@pytest.mark.parametrize(
    ("entry", "fix"),
    [
        ("teman/indx.md", "  - teman/index.md"),
        ("Om: om.md", "  - Om: om/index.md"),
        ("Om: om/index.sv.md", "  - Om: om/index.md"),
        ("Vi: www.ekby.example", "  - Vi: https://www.ekby.example"),
        ("Vi: 'ekby.example/om'", "  - Vi: https://ekby.example/om"),
        ("teman/", "  - teman/index.md"),
        ("Tema: teman", "  - Tema: teman/index.md"),
        ("fil.pdf", ""),
    ],
)
def test_what_the_menu_leads_to_is_there(told, entry: str, fix: str) -> None:
    (problem,) = told("", f"nav:\n  - index.md\n  - {entry}")
    assert (5, "nav_unknown", fix) == (problem.mark.line, problem.code, problem.fix)
    inner = told("", f"nav:\n  - Mer:\n      - {entry}")
    assert ["nav_section", "nav_unknown"] == [item.code for item in inner]


@pytest.mark.parametrize(
    ("address", "fix"),
    [
        ("example.org/lofte", "site_url: https://example.org/lofte"),
        ("'//example.org/'", "site_url: https://example.org/"),
        ("/lofte/", ""),
        ("https://", ""),
        ("https:/example.org/", "site_url: https://example.org/"),
        ("https://example.org/?a", ""),
    ],
)
def test_an_address_of_the_site_that_is_none_is_told(told, address: str, fix: str) -> None:
    (problem,) = told("", f"site_url: {address}")
    assert (3, "site_url_format", fix) == (problem.mark.line, problem.code, problem.fix)


def test_what_is_told_says_how_to_mend_it(told, catalogues: Catalogues) -> None:
    problem = told("palette: {primary: '#ffd200'}")[0]
    expected = "The colour #ffd200 is too hard to see on a light background: its contrast is 1.3:1, and text and links need at least 4.5:1 (WCAG 2.2). The nearest of the same hue is #826b00."
    assert expected == render_message(problem, catalogues.words[Language("en")])
