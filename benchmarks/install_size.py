"""How large the light runtime is once installed: what a hook's environment weighs.

    python benchmarks/install_size.py

Makes an environment, installs the working tree into it without extras and without the
constraints, as pre-commit does, and adds up the files. pre-commit.ci refuses environments
over 250 MiB. The result is written beside this file.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MIB = 1024 * 1024


def main() -> int:
    """Measure, print and write the result."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "env"
        venv.create(folder, with_pip=True)
        empty = _size(folder)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", str(ROOT)]
        subprocess.run(pip, check=True)
        packages = next((folder / "lib").glob("python*/site-packages"))
        result = {
            "python": f"{sys.version_info.major}.{sys.version_info.minor}",
            "platform": sys.platform,
            "environment_mib": round(_size(folder) / MIB, 1),
            "on_disk_mib": round(_on_disk(folder) / MIB, 1),
            "of_it_pip_and_setuptools_mib": round(empty / MIB, 1),
            "of_it_valuecheck_mib": round(_size(packages / "valuecheck") / MIB, 1),
            "largest_mib": _largest(packages),
        }
    text = json.dumps(result, indent=2) + "\n"
    (ROOT / "benchmarks" / "results" / "install_size.json").write_text(text, encoding="utf-8")
    print(text, end="")
    return 0


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in _files(folder))


def _on_disk(folder: Path) -> int:
    """With every file rounded up to the blocks that the file system gives it."""
    return sum(path.stat().st_blocks * 512 for path in _files(folder))


def _largest(packages: Path) -> dict[str, float]:
    sizes = {path.name: _size(path) / MIB for path in packages.iterdir() if path.is_dir()}
    largest = sorted(sizes, key=lambda name: -sizes[name])[:8]
    return {name: round(sizes[name], 1) for name in largest}


if __name__ == "__main__":
    raise SystemExit(main())
