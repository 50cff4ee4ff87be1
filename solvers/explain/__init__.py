"""Explanations of answers: why nothing is feasible, what runs away, what binds and what it is worth."""
