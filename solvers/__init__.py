"""From a formulation to a solver and back."""
