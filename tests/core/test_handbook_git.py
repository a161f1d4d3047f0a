"""The handbook's chapter on git, acted out by two people, command by command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.conftest import LANGUAGES
from git_desk import Host
from pledgebook.names import Language

PLEDGE, LEDGER = "pledges/2027/pledge.sv.md", "pledges/published/2027.yml"
HEADS = "pledges/editions.yml"
FIRST = "    text: Göra 100 trafikkontroller.\n"
MINE = "    text: Göra 250 trafikkontroller där många går och cyklar.\n"
THEIRS = "    text: Göra 200 trafikkontroller vid skolorna.\n"
PULL = "git pull --no-rebase --no-edit"


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_people_share_a_project_by_the_handbook(tmp_path: Path, language: Language) -> None:
    host = Host(tmp_path, language)
    settings, clone, begin, save, share, branch, propose, mend, take_theirs = host.groups
    mine = host.make_desk("mine")
    mine.write(LEDGER, "a: 1\n")
    mine.write(HEADS, "")
    for command in ("git add pledges", "git commit -qm start", "git push -q"):
        mine.does(command)
    theirs = host.make_desk("theirs")

    # What has been shared is fetched.
    mine.write(PLEDGE, FIRST)
    assert "?? pledges/2027/\n" == mine.does("git status --short")
    for command in [*begin, *save, *share]:
        mine.does(command)
    for command in begin:
        theirs.does(command)
    assert FIRST == theirs.read(PLEDGE)

    # A branch of one's own leaves the main one alone.
    for command in [*branch]:
        mine.does(command)
    mine.write(PLEDGE, MINE)
    for command in [*save, *propose]:
        mine.does(command)
    mine.does("git switch main")
    assert FIRST == mine.read(PLEDGE)

    # What is undone is undone, and nothing else.
    mine.write(PLEDGE, MINE)
    assert "+" + MINE in mine.does("git diff")
    mine.does(f"git restore {PLEDGE}")
    assert FIRST == mine.read(PLEDGE)
    mine.write(PLEDGE, MINE)
    for command in [*save, *share, "git revert --no-edit HEAD", *share]:
        mine.does(command)
    assert FIRST == mine.read(PLEDGE)
    assert 4 == len(mine.does("git log --oneline").splitlines())

    # A clash stops the fetching, loses nothing, and is mended.
    for desk, text in ((theirs, THEIRS), (mine, MINE)):
        desk.write(PLEDGE, text)
        for command in save:
            desk.does(command)
    for command in share:
        theirs.does(command)
    clashed = mine.give(PULL)
    assert 0 != clashed.returncode
    assert f"CONFLICT (content): Merge conflict in {PLEDGE}" in clashed.stdout
    (told,) = host.chapter.blocks("text")
    assert re.sub(r"(?m)^>>>>>>> .*", "", told) == re.sub(r"(?m)^>>>>>>> .*", "", mine.read(PLEDGE))
    mine.does("git merge --abort")
    assert MINE == mine.read(PLEDGE)
    mine.give(PULL)
    mine.write(PLEDGE, MINE)
    for command in mend:
        mine.does(command)
    theirs.does(PULL)
    assert MINE == theirs.read(PLEDGE)

    # What commands write is taken as it is, and nothing of one's own is left in it: the command is given again.
    for desk, name in ((theirs, "2028"), (mine, "2029")):
        desk.write(f"pledges/published/{name}.yml", "a: 1\n")
        desk.write(HEADS, f"{name}: 1\n")
        for command in save:
            desk.does(command)
    for command in share:
        theirs.does(command)
    assert 0 != mine.give(PULL).returncode
    for command in [*take_theirs, *mend]:
        mine.does(command)
    assert "2028: 1\n" == mine.read(HEADS)
    assert {"2027.yml", "2028.yml"} == {path.name for path in (mine.root / LEDGER).parent.iterdir()}

    assert [clone] == [[host.clone]]
    assert all(command.startswith("git config --global") for command in settings)
    tried = {"git status --short", "git switch main", "git diff", f"git restore {PLEDGE}", "git revert --no-edit HEAD"}
    tried |= {"git log --oneline", "git merge --abort"}
    prose = re.sub(r"(?ms)^```.*?^```", "", host.chapter.text)
    assert tried == set(re.findall(r"`(git \w+ [^`]+|git diff)`", prose))
