"""Benchmarks: readers, metrics and reports."""
