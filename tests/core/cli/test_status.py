"""What holds, what waits and what is missing, as an author is told."""

from __future__ import annotations

import json

from core.conftest import NEW, OLD, REGISTER, SV, Workspace, pledge


def test_status_shows_what_holds_and_what_there_is_to_do(workspace: Workspace) -> None:
    workspace.write("2028/pledge.sv.md", pledge("period: 2028\nunknown: [aim, situation]"))
    workspace.does("publish", "2027")
    workspace.edit(SV, OLD, NEW)
    assert (
        "Läget 1 januari 2027\n\n"
        "Gäller nu\n  2027  Medborgarlöfte 2027, 2027\n\n"
        "Kommande\n  2028  Medborgarlöfte 2027, 2028\n\n"
        "Dags att göra\n"
        "  Tillgänglighetsredogörelsen ska gås igenom varje år: pledges/accessibility.yml\n"
        "    → gå igenom den och skriv dagens datum i updated\n"
        "  Inte översatt: 2028/pledge.en.md\n"
        "    → make translate\n\n"
        "Publicering\n"
        "  Ändrat utan anteckning: 2027 (1)\n"
        '    → make change NAME=2027 KIND=correction NOTE="…"\n'
        "  Inte antecknad som publicerad: 2028\n"
        "    → make publish NAME=2028\n\n"
        "Ofullständigt\n"
        "  Ingen kontakt för säkerhetsbrister (security): pledges/register.yml\n"
        "  Uppgifter som är okända: 2028 (2)\n"
        "  Översättningen till engelska är ett utkast: 2027\n"
    ) == workspace.does("status")
    told = json.loads(workspace.does("status", "--json"))
    assert (["2027"], ["2028"]) == (told["in_force"], told["upcoming"])
    changed = {"heading": "unpublished", "what": "changed", "subject": "2027", "count": 1, "since": None}
    assert changed in told["tasks"]
    assert "In force" in workspace.does("--lang", "en", "status")


def test_status_shows_everything_that_comes_round_with_time(workspace: Workspace) -> None:
    workspace.write("register.yml", REGISTER + "security: {contact: 'mailto:a@example.org', expires: 2027-01-20}\n")
    workspace.write("2025/pledge.sv.md", pledge("period: 2025"))
    workspace.does("translate", "done", "2027", "en")
    workspace.edit(SV, OLD, NEW)
    told = workspace.does("status")
    assert 'Uppföljning väntas: 2025 (sedan 1 januari 2026)\n    → make new NAME="followup 2025"' in told
    assert "Kontakten för säkerhetsbrister slutar snart gälla: pledges/register.yml" in told
    assert "Översättningen är äldre än originalet: 2027/pledge.en.md" in told
    assert "Tillgänglighetsredogörelsen ska gås igenom varje år" in told
    assert "Kontakten för säkerhetsbrister har slutat gälla" in workspace.does("status", day=25)


def test_status_answers_also_when_something_must_be_mended(workspace: Workspace) -> None:
    workspace.write("2028/pledge.sv.md", pledge("period: 2028\nsummary:\nby: polisen"))
    told = workspace.does("status")
    assert "Att rätta\n  Fel: 2028/pledge.sv.md (2)\n    → make check-records\n" in told
    assert "Gäller nu\n  2027  Medborgarlöfte 2027, 2027" in told


def test_what_one_command_does_for_many_records_is_one_command(workspace: Workspace) -> None:
    for year in ("2025", "2026"):
        workspace.write(f"{year}/pledge.sv.md", pledge(f"period: {year}"))
    told = workspace.does("status")
    assert '    → make publish NAME="2025 2026 2027"\n' in told
    workspace.does("publish", "NAME=2025 2026 2027")
    assert "make publish" not in workspace.does("status")


def test_no_followup_is_asked_for_where_none_could_be_found(workspace: Workspace) -> None:
    workspace.write("2020/pledge.sv.md", pledge("period: 2020\nunknown: [followups]"))
    workspace.write("2021/pledge.sv.md", pledge("period: 2021"))
    told = workspace.does("status")
    assert "Uppföljning väntas: 2021 (sedan 1 januari 2022)" in told
    assert "followups" not in told or "2020" not in told.partition("Uppföljning väntas")[2].partition("\n")[0]
