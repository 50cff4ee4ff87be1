"""What training data cost and what they are like: the parts of ``benchmarks/synthesis.py``."""
