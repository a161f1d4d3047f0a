"""Fetches what stands under `bundles` in tools/package.json: scripts that are whole by themselves.

npm would install all that a bundle was once made of as well, which is much, and not all of it can be had.
"""

import base64
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

TOOLS = Path(__file__).parent / "tools"
PREFIX = "package/"


def fetch_bundle(name: str, version: str, integrity: str) -> None:
    """Puts the scripts of one package where npm would.

    Raises:
        ValueError: it is not the package whose checksum is given.
    """
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", f"{name}@{version}", "--pack-destination", folder, "--loglevel=error"],
            stdout=subprocess.DEVNULL,
            check=True,
        )
        data = next(Path(folder).iterdir()).read_bytes()
    found = f"sha512-{base64.b64encode(hashlib.sha512(data).digest()).decode()}"
    if found != integrity:
        raise ValueError(f"{name} {version}: found {found}, not {integrity}")
    target = TOOLS / "node_modules" / name
    target.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for member in archive:
            script = member.name.removeprefix(PREFIX)
            content = archive.extractfile(member)
            if script.endswith(".js") and "/" not in script and content:
                (target / script).write_bytes(content.read())


def main() -> int:
    """Fetches them all."""
    bundles = json.loads((TOOLS / "package.json").read_text(encoding="utf-8"))["bundles"]
    for name, bundle in bundles.items():
        fetch_bundle(name, bundle["version"], bundle["integrity"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
