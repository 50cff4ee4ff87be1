"""Readers of model files (MPS, LP): each makes a flat formulation."""
