"""Verified training pairs of problem texts and formulations: sources, texts, judgement, tasks, jobs."""
