"""Duplicates and contamination: what is the same model, nearly the same text, or a part of a benchmark."""
