"""Engine lock: what a site installs, as pip reads it: the engine, by its wheel, and the packages that it needs.

It needs nothing but Python, so that a wheel can write it before it is installed, and before what it needs is:
`PYTHONPATH=engine/NAME.whl python3 -m pledgebook.files.engine_lock engine/NAME.whl > requirements.txt`.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

# The folder of a site that its engine's wheel lies in.
ENGINE_WHEELS = "engine"
LOCK = "requirements.txt"
# The engine's own lock, inside its wheel.
_INNER = f"pledgebook/engine/{LOCK}"


def render_engine_lock(name: str, wheel: bytes) -> str:
    """The lock of a site.

    Args:
        name: what the engine's wheel is called.
        wheel: the wheel.
    """
    with ZipFile(BytesIO(wheel)) as files:
        needed = files.read(_INNER).decode()
    package, version = name.split("-")[:2]
    return f"--find-links {ENGINE_WHEELS}\n{package}=={version} --hash=sha256:{sha256(wheel).hexdigest()}\n{needed}"


if __name__ == "__main__":
    path = Path(sys.argv[1])
    sys.stdout.write(render_engine_lock(path.name, path.read_bytes()))
