"""Writes small LoRA adapters in GGUF form (the file format's description in ggml's docs/gguf.md, version 3)."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

ALIGNMENT = 32
STRING, FLOAT32 = 8, 6


def write_adapter(path: Path, *, scale: float, inputs: int = 8960, outputs: int = 1536, layer: int = 27) -> Path:
    """An adapter of rank one on the last feed-forward matrix of Qwen2.5-1.5B; with scale 0 it changes nothing."""
    random = np.random.default_rng(0)
    tensors = {
        f"blk.{layer}.ffn_down.weight.lora_a": random.normal(size=(1, inputs)).astype(np.float32),
        f"blk.{layer}.ffn_down.weight.lora_b": (scale * random.normal(size=(outputs, 1))).astype(np.float32),
    }
    settings = [("general.type", "adapter"), ("general.architecture", "qwen2"), ("adapter.type", "lora")]
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(settings) + 1)
    for key, value in settings:
        head += _string(key) + struct.pack("<I", STRING) + _string(value)
    head += _string("adapter.lora.alpha") + struct.pack("<If", FLOAT32, 1.0)
    data = b""
    for name, tensor in tensors.items():
        # The fastest dimension comes first in GGUF and last in numpy.
        head += _string(name) + struct.pack("<IQQIQ", 2, *reversed(tensor.shape), 0, len(data))
        data += _padded(tensor.tobytes())
    path.write_bytes(_padded(head) + data)
    return path


def _string(text: str) -> bytes:
    return struct.pack("<Q", len(text)) + text.encode()


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % ALIGNMENT)
