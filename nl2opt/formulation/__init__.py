"""The formulation: five elements, one text, one meaning."""
