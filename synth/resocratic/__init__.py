"""ReSocratic synthesis (arXiv 2407.09887): scenarios step by step, then questions about every valid prefix."""
