"""Controllable complexity: a score of models, its bands, and the loop that tunes ranges until instances fall in one."""
