"""LoRA adapters between peft's form and llama.cpp's (a GGUF file with ``adapter.type`` lora), both ways.

Names of matrices are mapped by llama.cpp's own table, from its package ``gguf``. A factor is stored as it is: that
holds for architectures whose matrices llama.cpp keeps in transformers' order of rows; those where it does not (the
Llama family's queries and keys are permuted) are refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from nl2opt.errors import MissingExtraError, ModelFileError, Nl2optError

UNPERMUTED = ("qwen2", "qwen3")
"""Architectures whose matrices have the same rows in both programs."""
_PEFT_NAME = re.compile(r"base_model\.model\.(?P<module>.+)\.lora_(?P<factor>[AB])\.weight")
_CONFIG, _WEIGHTS = "adapter_config.json", "adapter_model.safetensors"


def to_gguf(folder: Path, path: Path, architecture: str, layers: int) -> None:
    """Write a folder of peft's as a GGUF adapter, in half precision.

    Args:
        folder: with ``adapter_config.json`` and ``adapter_model.safetensors``.
        path: the file to write; it appears when it is whole.
        architecture: of the base model, by llama.cpp's name.
        layers: of the base model.

    Raises:
        MissingExtraError: ``gguf`` or ``safetensors`` are not installed.
        ModelFileError: the folder holds no LoRA adapter, or one of matrices that llama.cpp does not know.
        Nl2optError: the architecture cannot be converted, or the file cannot be written.
    """
    if architecture not in UNPERMUTED:
        raise Nl2optError(
            f"Adapters of the architecture '{architecture}' cannot be written for llama.cpp.",
            hint=f"Those of {' and '.join(UNPERMUTED)} can; vLLM and transformers read the folder '{folder}' as it is.",
        )
    gguf = _gguf()
    config = peft_config(folder)
    names = gguf.get_tensor_name_map(_architecture(gguf, architecture), layers)
    draft = path.with_name(path.name + ".part")
    writer = gguf.GGUFWriter(draft, architecture)
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", float(config["lora_alpha"]))
    for name, tensor in sorted(_peft_tensors(folder).items()):
        found = _PEFT_NAME.fullmatch(name)
        module = names.get_name(found["module"]) if found else None
        if found is None or module is None:
            raise ModelFileError(
                f"llama.cpp has no place for '{name}' of the adapter '{folder}'.",
                hint="Train the usual matrices of the layers only.",
            )
        writer.add_tensor(f"{module}.weight.lora_{found['factor'].lower()}", tensor.astype(np.float16))
    try:
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise Nl2optError(
            f"'{path}' cannot be written: {error.strerror or error}.", hint="Free space, or choose another folder."
        ) from None


def from_gguf(path: Path, folder: Path, base: str) -> None:
    """Write a GGUF adapter as a folder of peft's, in single precision.

    Args:
        path: the GGUF file.
        folder: to write; made if it is missing.
        base: what peft is to call the base model.

    Raises:
        MissingExtraError: ``gguf`` or ``safetensors`` are not installed.
        ModelFileError: the file is no LoRA adapter, or of an architecture that cannot be converted.
    """
    gguf = _gguf()
    from safetensors.numpy import save_file

    try:
        reader = gguf.GGUFReader(path)
        kind = str(reader.fields["adapter.type"].contents())
        architecture = str(reader.fields["general.architecture"].contents())
        alpha = float(reader.fields["adapter.lora.alpha"].contents())
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise ModelFileError(f"'{path}' is no adapter of llama.cpp's: {error}.", hint="Name a GGUF adapter.") from None
    if kind != "lora" or architecture not in UNPERMUTED:
        raise ModelFileError(
            f"'{path}' is an adapter of the kind '{kind}' for '{architecture}'.",
            hint=f"LoRA adapters for {' and '.join(UNPERMUTED)} can be read.",
        )
    tensors: dict[str, np.ndarray[Any, Any]] = {}
    layers: set[int] = set()
    modules: set[str] = set()
    for tensor in reader.tensors:
        _, number, rest = tensor.name.split(".", 2)
        matrix, _, factor = rest.partition(".weight.lora_")
        module = _MODULES[matrix]
        layers.add(int(number))
        modules.add(module.rpartition(".")[2])
        name = f"base_model.model.model.layers.{number}.{module}.lora_{factor.upper()}.weight"
        tensors[name] = np.ascontiguousarray(tensor.data, dtype=np.float32)
    rank = min(next(iter(tensors.values())).shape)
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, folder / _WEIGHTS)
    config = {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "base_model_name_or_path": base,
        "r": rank,
        "lora_alpha": alpha,
        "target_modules": sorted(modules),
        "layers_to_transform": sorted(layers),
        "bias": "none",
        "lora_dropout": 0.0,
        "inference_mode": True,
    }
    (folder / _CONFIG).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def peft_config(folder: Path) -> Mapping[str, Any]:
    """The configuration of a folder of peft's.

    Raises:
        ModelFileError: the folder holds no plain LoRA adapter.
    """
    try:
        config = json.loads((folder / _CONFIG).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelFileError(
            f"'{folder}' holds no adapter of peft's: {error}.",
            hint="Name the folder 'adapter' of a finished run of nl2opt train.",
        ) from None
    plain = config.get("peft_type") == "LORA" and config.get("bias", "none") == "none" and not config.get("use_dora")
    if not plain or config.get("use_rslora") or config.get("rank_pattern") or config.get("alpha_pattern"):
        raise ModelFileError(
            f"'{folder}' is no plain LoRA adapter.", hint="llama.cpp reads one rank and alpha for all matrices."
        )
    assert isinstance(config, dict)
    return config


_MODULES = {
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}


def _peft_tensors(folder: Path) -> dict[str, np.ndarray[Any, Any]]:
    try:
        from safetensors import SafetensorError
        from safetensors.numpy import load_file
    except ImportError:
        raise MissingExtraError("Converting adapters", "safetensors", "train") from None
    try:
        return dict(load_file(folder / _WEIGHTS))
    except (OSError, SafetensorError) as error:
        raise ModelFileError(
            f"The weights of '{folder}' cannot be read: {error}.", hint="Copy the folder again."
        ) from None


def _architecture(gguf: Any, name: str) -> Any:
    return next(key for key, value in gguf.MODEL_ARCH_NAMES.items() if value == name)


def _gguf() -> Any:
    try:
        import gguf
    except ImportError:
        raise MissingExtraError("Converting adapters", "gguf", "train") from None
    return gguf
