"""How a family of models is told: opening, data, rules and goal, as declared statements; telling and reading back."""
