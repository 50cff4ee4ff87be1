"""From a model file on disk to a formulation."""

from __future__ import annotations

import gzip
import zlib
from difflib import get_close_matches
from pathlib import Path

from nl2opt.errors import Nl2optError
from nl2opt.solvers.readers.formulation import Imported, imported
from nl2opt.solvers.readers.lp import read_lp
from nl2opt.solvers.readers.mps import read_mps

_READERS = {".mps": read_mps, ".lp": read_lp}
_GZIP = b"\x1f\x8b"


def import_model(path: str | Path) -> Imported:
    """The formulation of an MPS or LP file, which may be compressed (``.mps.gz``).

    Raises:
        Nl2optError: the file cannot be read, or its name ends otherwise.
        ModelFileFault: a line of it cannot be read; the error names the line.
    """
    path = Path(path)
    suffixes = [suffix.lower() for suffix in path.suffixes]
    kind = suffixes[-2] if suffixes[-1:] == [".gz"] and len(suffixes) > 1 else "".join(suffixes[-1:])
    text = _text(path)
    if kind not in _READERS:
        raise Nl2optError(
            f"'{path}' is neither an MPS nor an LP file by its name.",
            hint="Give it a name that ends in .mps, .lp, .mps.gz or .lp.gz.",
        )
    return imported(_READERS[kind](text, str(path)))


def _text(path: Path) -> str:
    if path.is_dir():
        raise Nl2optError(f"'{path}' is a folder.", hint="Give a file in it.")
    try:
        data = path.read_bytes()
        if data.startswith(_GZIP):
            data = gzip.decompress(data)
    except FileNotFoundError:
        raise Nl2optError(f"There is no file '{path}'.", hint=_neighbour(path)) from None
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise Nl2optError(f"'{path}' is a damaged gzip file.", hint="Copy it again.") from None
    except OSError as error:
        raise Nl2optError(f"'{path}' cannot be read: {error.strerror}.", hint="Check its permissions.") from error
    if b"\0" in data:
        raise Nl2optError(f"'{path}' holds NUL characters, so it is no text.", hint="Give an MPS or LP file.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")  # the formats are older than UTF-8, and only names are concerned
    if not text.strip():
        raise Nl2optError(f"'{path}' is empty.", hint="Write the model again.")
    return text


def _neighbour(path: Path) -> str:
    folder = path.parent
    names = sorted(entry.name for entry in folder.iterdir() if entry.is_file()) if folder.is_dir() else []
    close = get_close_matches(path.name, names, n=1, cutoff=0.6)
    return f"Did you mean '{folder / close[0]}'?" if close else "Check the path."
