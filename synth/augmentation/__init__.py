"""Augmentation: operations on problems that are told again in words, so that text and model change together."""
