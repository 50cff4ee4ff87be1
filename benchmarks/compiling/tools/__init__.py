"""One file for each tool: how a person who knows it well would build the models, and hand them to the solver.

Every file has ``builder(instance)``, which brings the data into the form that the tool likes best and returns the
function that the clock measures, from those data to the solver with the model; and, for what that function returns,
``highs(held)``, the ``highspy.Highs`` with the model, or ``optimum(held)`` where the tool keeps its solver to itself.
"""
