"""What ``benchmarks/compile.py`` is made of: models, tools, measured cells, checks, tables and plots."""
