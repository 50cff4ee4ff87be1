"""From a text to a verified answer."""
