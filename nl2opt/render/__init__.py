"""Answers as people read them: plain text for terminals, HTML for notebooks."""
