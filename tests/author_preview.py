"""A site that is shown while it is written, as an author starts it, and what its terminal says."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest

PLEDGE = "pledges/2027/pledge.sv.md"
# So many seconds a machine that is busy with other things may take. Tests wait for something to happen, and never for
# a time to pass; this only ends what will not happen at all.
PATIENCE = 600


class Preview:
    """A site that is served, and what its terminal says."""

    def __init__(
        self, root: Path, day: str, *arguments: str, verb: str = "serve", options: tuple[str, ...] = ()
    ) -> None:
        self.root = root
        # A shell ignores Ctrl+C for what it runs in the background, and what is started from there would inherit that.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self.process = subprocess.Popen(
            [sys.executable, "hooks", *arguments, verb, "--port", "0", *options],
            cwd=root,
            env=os.environ | {"SOURCE_DATE_EPOCH": day, "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said: list[str] = []
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.address = ""

    def end(self) -> None:
        """End it, however it fares."""
        self.process.kill()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def hear(self, words: str) -> str:
        """The next line with some words in it."""
        while True:
            try:
                line = self._lines.get(timeout=PATIENCE)
            except queue.Empty:
                pytest.fail(f"not heard: {words}\n" + "\n".join(self.said))
            self.said.append(line)
            if words in line:
                return line

    def start(self) -> Preview:
        found = re.search(r"http://127\.0\.0\.1:\d+/", self.hear("http://"))
        assert found
        self.address = found[0]
        return self

    def write(self, text: str, name: str = PLEDGE) -> None:
        (self.root / name).write_text(text, encoding="utf-8")

    def open(self, address: str) -> str:
        with urllib.request.urlopen(self.address + address, timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def stop(self) -> list[str]:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE)
        self._reader.join()
        while not self._lines.empty():
            self.said.append(self._lines.get())
        assert self.process.stdout
        self.process.stdout.close()
        return self.said
