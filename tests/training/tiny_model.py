"""A language model of 60,000 weights in a GGUF file: real to transformers and to llama.cpp, and ready in a second."""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

LAYERS, HIDDEN, FEED_FORWARD, HEADS, KEY_HEADS, CONTEXT = 2, 64, 96, 4, 2, 512
SPECIAL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
_TEXTS = (
    "A bakery makes cakes and pies. A cake needs 2 eggs, a pie needs 1 egg; there are 10 eggs. Maximize the profit.",
    "## Variables\ncakes >= 0 integer\npies >= 0 integer\n## Objective\nmaximize 3 * cakes + 2 * pies\n",
    "## Constraints\neggs: 2 * cakes + pies <= 10\nsystem user assistant Formulate.",
)


def write_tiny_model(path: Path, seed: int = 0) -> Path:
    """Write a model of the architecture of the embedded one, with random weights and a tokenizer of its own."""
    tokenizer = _tokenizer()
    vocabulary = tokenizer.get_vocab()
    tokens = sorted(vocabulary, key=lambda token: vocabulary[token])
    writer = gguf.GGUFWriter(path, "qwen2")
    writer.add_name("tiny")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(HIDDEN)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(FEED_FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KEY_HEADS)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_rope_freq_base(10000.0)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(tokens)
    writer.add_token_types([3 if token in SPECIAL else 1 for token in tokens])  # 3: control, 1: normal
    writer.add_token_merges(_merges(tokenizer))
    writer.add_bos_token_id(vocabulary[SPECIAL[0]])
    writer.add_eos_token_id(vocabulary[SPECIAL[2]])
    writer.add_pad_token_id(vocabulary[SPECIAL[0]])
    writer.add_add_bos_token(False)
    writer.add_chat_template(TEMPLATE)
    for name, tensor in _weights(len(tokens), np.random.default_rng(seed)).items():
        writer.add_tensor(name, tensor)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _weights(vocabulary: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    def matrix(rows: int, columns: int) -> np.ndarray:
        return (rng.normal(size=(rows, columns)) / np.sqrt(columns)).astype(np.float32)

    keys = HIDDEN * KEY_HEADS // HEADS
    weights = {
        "token_embd.weight": matrix(vocabulary, HIDDEN),
        "output.weight": matrix(vocabulary, HIDDEN),
        "output_norm.weight": np.ones(HIDDEN, np.float32),
    }
    for layer in range(LAYERS):
        block = f"blk.{layer}."
        for name, rows in (("attn_q", HIDDEN), ("attn_k", keys), ("attn_v", keys)):
            weights[f"{block}{name}.weight"] = matrix(rows, HIDDEN)
            weights[f"{block}{name}.bias"] = rng.normal(size=rows).astype(np.float32) / 10
        weights[f"{block}attn_output.weight"] = matrix(HIDDEN, HIDDEN)
        weights[f"{block}ffn_gate.weight"] = matrix(FEED_FORWARD, HIDDEN)
        weights[f"{block}ffn_up.weight"] = matrix(FEED_FORWARD, HIDDEN)
        weights[f"{block}ffn_down.weight"] = matrix(HIDDEN, FEED_FORWARD)
        weights[f"{block}attn_norm.weight"] = np.ones(HIDDEN, np.float32)
        weights[f"{block}ffn_norm.weight"] = np.ones(HIDDEN, np.float32)
    return weights


def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=320,
        special_tokens=list(SPECIAL),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(_TEXTS, trainer)
    return tokenizer


def _merges(tokenizer: Tokenizer) -> list[str]:
    import json

    return [" ".join(pair) for pair in json.loads(tokenizer.to_str())["model"]["merges"]]
