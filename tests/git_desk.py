"""Computers of two people who share a project by git, with nothing of the real computer's own settings."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from handbook import Chapter, list_chapters
from pledgebook.names import Language


class Desk:
    """A person's computer: what is set there, and the folder of the project."""

    def __init__(self, home: Path) -> None:
        home.mkdir()
        self.home = home
        self.root = home

    def give(self, command: str) -> subprocess.CompletedProcess[str]:
        """A command as the handbook has it, in the folder of the project."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        return subprocess.run(
            ["sh", "-c", command],
            cwd=self.root,
            env=environment
            | {"HOME": str(self.home), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
            # An editor that opens would wait for somebody.
            | {"XDG_CONFIG_HOME": str(self.home), "GIT_EDITOR": "false"}
            | {f"GIT_{who}_DATE": "2027-02-01T09:00:00+0100" for who in ("AUTHOR", "COMMITTER")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )

    def does(self, command: str) -> str:
        done = self.give(command)
        assert done.returncode == 0, f"{command}: {done.stdout}"
        return done.stdout

    def write(self, name: str, text: str) -> None:
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")


class Host:
    """What stands for the git host: a repository in a folder, at the address that the handbook has."""

    def __init__(self, folder: Path, language: Language) -> None:
        self.folder = folder
        self.chapter: Chapter = list_chapters(language)["git"]
        self.groups = [block.splitlines() for block in self.chapter.blocks("sh")]
        (self.clone,) = (line for group in self.groups for line in group if line.startswith("git clone"))
        self.address = self.clone.split()[-1]
        self.repository = folder / "host.git"
        desk = Desk(folder / "host")
        desk.does(f"git init -q --bare -b main '{self.repository}'")

    def make_desk(self, name: str) -> Desk:
        """A computer that is set up as the handbook says."""
        desk = Desk(self.folder / name)
        desk.does("git config --global init.defaultBranch main")
        desk.does(f"git config --global 'url.{self.repository}.insteadOf' {self.address}")
        for command in self.groups[0]:
            desk.does(command)
        desk.does(self.clone)
        (desk.root,) = (path for path in desk.home.iterdir() if (path / ".git").is_dir())
        return desk

    def hide(self, said: str) -> str:
        """What git says, with the address that the handbook has in the place of a folder."""
        return said.replace(str(self.repository.with_suffix("")), self.address.removesuffix(".git"))
