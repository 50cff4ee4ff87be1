"""The installed package: every module is found, from everywhere."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAPPED = {"nl2opt": "nl2opt", "solvers": "nl2opt.solvers", "synth": "nl2opt.synth", "cli": "nl2opt.cli"}


def packages() -> list[str]:
    """The dotted name of every folder with an ``__init__.py``."""
    found = []
    for folder, name in MAPPED.items():
        for init in sorted((ROOT / folder).rglob("__init__.py")):
            found.append(".".join([name, *init.parent.relative_to(ROOT / folder).parts]))
    return found


def modules() -> list[str]:
    """The dotted name of every module that can be imported; running ``__main__`` is a command."""
    found = packages()
    for folder, name in MAPPED.items():
        for file in sorted((ROOT / folder).rglob("*.py")):
            if not file.stem.startswith("__"):
                found.append(".".join([name, *file.relative_to(ROOT / folder).with_suffix("").parts]))
    return found


IMPORT_ALL = """
import importlib, sys
home, first, *names = sys.argv[1:]
if first:
    sys.path.insert(0, first)
for name in names:
    file = importlib.import_module(name).__file__
    assert file.startswith(home), f"{name} comes from {file}"
"""


def import_all(where: Path, *, home: Path = ROOT, first: str = "") -> subprocess.CompletedProcess[str]:
    """Import every module in a new process that stands in ``where``; all must come from the folder ``home``."""
    command = [sys.executable, "-c", IMPORT_ALL, str(home), first, *modules()]
    return subprocess.run(command, cwd=where, capture_output=True, text=True, timeout=120)


def test_every_package_is_declared() -> None:
    """A folder with an ``__init__.py`` that ``pyproject.toml`` forgets would be missing from the wheel."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    assert sorted(declared) == sorted(packages())


@pytest.mark.parametrize("where", ["root", "elsewhere"])
def test_editable_install_imports(where: str, tmp_path: Path) -> None:
    """Every module is found from the repository's root, where a folder has the package's name, and from elsewhere."""
    done = import_all(ROOT if where == "root" else tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network from a copy of what belongs to it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    source = folder / "source"
    copy_sources(source)
    subprocess.run([*command, "--wheel-dir", str(folder), str(source)], check=True, capture_output=True, timeout=300)
    (file,) = folder.glob("*.whl")
    return file


def copy_sources(target: Path) -> None:
    """Copy the files that a wheel is made of, so that no build folder appears in the repository."""
    target.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, target / name)
    for folder in MAPPED:
        shutil.copytree(ROOT / folder, target / folder, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))


def test_wheel_imports(wheel: Path, tmp_path: Path) -> None:
    """Every module is in the wheel and is imported from there, not from the repository."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    site = tmp_path / "site"
    done = import_all(tmp_path, home=site, first=str(site))
    assert done.returncode == 0, done.stderr


def test_wheel_holds_every_data_file(wheel: Path) -> None:
    """Files beside the code that the code reads, such as worked examples, are in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    expected = {
        f"{name.replace('.', '/')}/{file.relative_to(ROOT / folder).as_posix()}"
        for folder, name in MAPPED.items()
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and file.suffix not in (".py", ".pyc", ".md")
    }
    assert expected <= names


def test_wheel_holds_types_licence_and_command(wheel: Path) -> None:
    """The wheel ships its type marker, its licence and the console script, and no tests."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        script = next(archive.read(name).decode() for name in names if name.endswith("entry_points.txt"))
    assert "nl2opt/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert "nl2opt = nl2opt.cli.main:main" in script
    assert not [name for name in names if name.startswith(("tests/", "cli/", "solvers/"))]
