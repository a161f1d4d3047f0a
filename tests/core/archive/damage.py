"""What is done to one file of a package, so that nothing can be done to any of them unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from pledgebook.archive.verify.packages import PackageKind

Files = dict[str, bytes]
DEEDS = (
    "delete", "flip", "empty", "cut", "append", "add beside", "add at the top", "rename", "other capitals", "move up",
)  # fmt: skip


@dataclass(frozen=True)
class Damage:
    """Something done to one file."""

    kind: PackageKind
    path: str
    deed: str
    place: float
    bit: int

    def apply(self, packages: Mapping[PackageKind, Files]) -> Files:
        files = dict(packages[self.kind])
        data = files.pop(self.path)
        head, _, tail = self.path.rpartition("/")
        done = {
            "delete": {},
            "flip": {self.path: flip(data, int(self.place * len(data)), self.bit)},
            "empty": {self.path: b"" if data else b"\n"},
            "cut": {self.path: data[: int(self.place * len(data))] if data else b"\n"},
            "append": {self.path: data + b" "},
            "add beside": {self.path: data, f"{self.path}.txt": b""},
            "add at the top": {self.path: data, f"{tail}~": data},
            "rename": {f"{self.path}~": data},
            "other capitals": {self.path.swapcase(): data},
            "move up": {f"{head}{tail}": data} if head else {f"a/{tail}": data},
        }
        return {**files, **done[self.deed]}


def draw_damage(packages: Mapping[PackageKind, Files]) -> st.SearchStrategy[Damage]:
    """Any damage to any file of some packages."""
    return st.sampled_from([(kind, path) for kind, files in packages.items() for path in files]).flatmap(
        lambda pair: st.builds(
            Damage,
            st.just(pair[0]),
            st.just(pair[1]),
            st.sampled_from(DEEDS),
            st.floats(0, 1, exclude_max=True),
            st.integers(0, 7),
        )
    )


def flip(data: bytes, place: int, bit: int) -> bytes:
    changed = bytearray(data or b" ")
    changed[place] ^= 1 << bit
    return bytes(changed)
