"""``nl2opt doctor``: what is installed, what is missing, and the exact fix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from nl2opt.cli.options import Json

NEEDED_MEMORY = 2.5 * 2**30
"""Bytes that the embedded model, its context and a solver take together."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; ``fix`` is empty when nothing is to be done."""

    section: str
    name: str
    found: str
    passed: bool
    required: bool = True
    fix: str = ""


def doctor(
    as_json: Json = False,
    quick: Annotated[bool, typer.Option("--quick", help="Do not read the model file to verify its hash.")] = False,
) -> int:
    """Show what is installed and what is missing, with the exact fix.

    Returns 1 when something is missing that 'nl2opt solve' needs.
    """
    findings = list(_findings(quick))
    broken = [finding for finding in findings if finding.required and not finding.passed]
    if as_json:
        import json

        typer.echo(json.dumps({"passed": not broken, "findings": [asdict(item) for item in findings]}, indent=2))
    else:
        typer.echo(_table(findings))
        verdict = f"{len(broken)} thing{'s' * (len(broken) != 1)} to mend." if broken else "Ready to solve."
        typer.echo(f"\n{verdict}")
    return 1 if broken else 0


def _table(findings: list[Finding]) -> str:
    width = max(len(finding.name) for finding in findings)
    lines: list[str] = []
    section = ""
    for finding in findings:
        if finding.section != section:
            section = finding.section
            lines.extend(["", section] if lines else [section])
        mark = "ok" if finding.passed else "MISSING" if finding.required else "-"
        lines.append(f"  {mark:<8}{finding.name:<{width}}  {finding.found}".rstrip())
        if finding.fix and not finding.passed:
            lines.append(f"  {'':<8}{'':<{width}}  {finding.fix}")
    return "\n".join(lines)


def _findings(quick: bool) -> Iterator[Finding]:
    yield from _machine()
    yield from _packages()
    yield from _engines()
    yield from _model(quick)


def _machine() -> Iterator[Finding]:
    import platform
    import shutil
    import sys

    from nl2opt.llm.folders import CACHE_VARIABLE, cache_folder

    python = platform.python_version()
    yield Finding(
        "Machine", "python", f"{python} ({sys.executable})", sys.version_info >= (3, 11), fix="Use 3.11 or newer."
    )
    yield Finding("Machine", "platform", platform.platform(), True)
    memory = available_memory()
    if memory is not None:
        found, enough = f"{memory / 2**30:.1f} GiB available", memory >= NEEDED_MEMORY
        fix = f"The embedded model needs {NEEDED_MEMORY / 2**30:.1f} GiB; close other programs or use an endpoint."
        yield Finding("Machine", "memory", found, enough, required=False, fix=fix)
    folder = cache_folder()
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    yield Finding(
        "Machine",
        "cache folder",
        f"{folder} ({shutil.disk_usage(existing).free / 2**30:.1f} GiB free)",
        writable(existing),
        fix=f"Make it writable, or set {CACHE_VARIABLE} to a folder that is.",
    )


def _packages() -> Iterator[Finding]:
    from nl2opt.cli.requirements import declared

    for item in sorted(declared(), key=lambda requirement: requirement.extra):
        found = item.installed or "not installed"
        wrong = "" if item.satisfied or item.installed is None else f" (needs {item.bounds})"
        section = f"Extra '{item.extra}'" if item.extra else "Packages"
        fix = f"pip install 'nl2opt[{item.extra}]'" if item.extra else item.fix
        yield Finding(section, item.name, found + wrong, item.satisfied, required=not item.extra, fix=fix)


def available_memory() -> int | None:
    """Bytes that new processes can use, or None where the system does not say."""
    import os

    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return None


def writable(folder: Path) -> bool:
    """Whether a file can be made in a folder; permissions alone do not tell for read-only file systems."""
    import tempfile

    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _engines() -> Iterator[Finding]:
    """Each engine solves a small model; being installed is not the same as working."""
    from importlib.metadata import version

    from nl2opt.errors import Nl2optError
    from nl2opt.formulation.text_parser import parse
    from nl2opt.solvers.api import solve
    from nl2opt.solvers.engines import registry
    from nl2opt.solvers.result import SolveOptions, Status

    trial = parse("## Variables\n0 <= x <= 4 integer\n## Objective\nmaximize 3*x\n")
    for engine in registry.engines():
        required = not engine.needs.extra
        fix = (
            f"pip install 'nl2opt[{engine.needs.extra}]'"
            if engine.needs.extra
            else f"pip install {engine.needs.package}"
        )
        if not engine.needs.installed():
            yield Finding("Engines", engine.name, "not installed", False, required, fix)
            continue
        try:
            solution = solve(trial, SolveOptions(engine=engine.name, time_limit=30))
        except (Nl2optError, ImportError, OSError) as error:
            first = str(error).splitlines()[0]
            yield Finding("Engines", engine.name, first, False, required, f"Install it again: {fix}")
            continue
        passed = solution.status == Status.OPTIMAL
        solves = f"{engine.title} solves ({engine.needs.package} {version(engine.needs.package)})"
        found = solves if passed else solution.message or str(solution.status)
        yield Finding("Engines", engine.name, found, passed, required, f"Install it again: {fix}")


def _model(quick: bool) -> Iterator[Finding]:
    """The default model; it is fetched when it is first needed, so that a missing one is no fault."""
    from nl2opt.errors import Nl2optError
    from nl2opt.llm.store import ModelStore, State

    store = ModelStore()
    name = store.default
    for entry in store.list_models():
        if not entry.default and entry.state != State.DAMAGED:
            continue
        fix = f"nl2opt model pull {entry.name}"
        if entry.state in (State.MISSING, State.PARTIAL):
            found = f"{entry.state}; the first solve fetches {entry.size / 1e9:.1f} GB"
            yield Finding("Language model", entry.name, found, False, required=False, fix=fix)
            continue
        try:
            file = store.find(entry.name) if quick else store.verify(entry.name)
        except Nl2optError as error:
            yield Finding("Language model", entry.name, error.what, False, entry.name == name, error.hint or fix)
            continue
        yield Finding("Language model", entry.name, f"{file.path} (SHA-256 {file.sha256[:12]}...)", True)
