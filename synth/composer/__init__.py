"""Word problems: a few activities, a mix of clause types and one objective, told in a short paragraph."""
