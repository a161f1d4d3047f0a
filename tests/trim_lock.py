"""Leaves in the lock of the form only what it asks for itself: that comes built, and needs nothing of its own at hand.

Run in the folder of the lock, after `npm install --package-lock-only`. Without it, some hundred packages would be fetched
that nothing uses.
"""

import json
from pathlib import Path

LOCK = Path("package-lock.json")


def trim(lock: dict[str, object]) -> dict[str, object]:
    """A lock with the packages that are asked for by name, without what they ask for in turn."""
    packages = lock["packages"]
    assert isinstance(packages, dict)
    names = {"", *(f"node_modules/{name}" for name in packages[""]["dependencies"])}
    kept = {name: dict(package) for name, package in packages.items() if name in names}
    for name, package in kept.items():
        for needs in ("dependencies", "optionalDependencies", "peerDependencies") if name else ():
            package.pop(needs, None)
    return lock | {"packages": kept}


if __name__ == "__main__":
    found = json.loads(LOCK.read_text(encoding="utf-8"))
    LOCK.write_text(json.dumps(trim(found), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
