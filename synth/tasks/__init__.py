"""Training tasks out of verified pairs (LLMOPT's multi-instruction form, arXiv 2410.13213), one task a file."""
