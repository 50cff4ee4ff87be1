"""Send 12 units from a to d along arcs with capacities at least cost."""

import pyomo.environ as pyo

# Sets and data
NODES = ["a", "b", "c", "d", "e"]
ARCS = [("a", "b"), ("a", "c"), ("b", "c"), ("b", "d"), ("c", "d")]
capacity = {("a", "b"): 8, ("a", "c"): 6, ("b", "c"): 4, ("b", "d"): 7, ("c", "d"): 10}
BIG = [(i, j) for i, j in ARCS if capacity[i, j] >= 8]
BIG_SET = set(BIG)
PLAIN = [item for item in ARCS if item not in BIG_SET]
cost = {("a", "b"): 2, ("a", "c"): 5, ("b", "c"): 1, ("b", "d"): 6, ("c", "d"): 2}
supply = {"a": 12, "b": 0, "c": 0, "d": -12, "e": 0}

# Model
model = pyo.ConcreteModel()
model.NODES = pyo.Set(initialize=NODES)
model.ARCS = pyo.Set(initialize=ARCS, dimen=2)
model.BIG = pyo.Set(initialize=BIG, dimen=2)
model.PLAIN = pyo.Set(initialize=PLAIN, dimen=2)
model.capacity = pyo.Param(model.ARCS, initialize=capacity)
model.cost = pyo.Param(model.ARCS, initialize=cost)
model.supply = pyo.Param(model.NODES, initialize=supply)

# Variables
model.flow = pyo.Var(model.ARCS, within=pyo.NonNegativeReals)
model.used = pyo.Var(model.BIG, within=pyo.Binary)


# Objective
@model.Objective(sense=pyo.minimize)
def objective(m):
    return sum(m.cost[i, j] * m.flow[i, j] for i, j in m.ARCS) + 3 * sum(
        m.used[i, j] for i, j in m.BIG
    )


# Constraints
@model.Constraint(model.ARCS)
def limit(m, i, j):
    return m.flow[i, j] <= m.capacity[i, j]


@model.Constraint(model.BIG)
def switch(m, i, j):
    return m.flow[i, j] <= m.capacity[i, j] * m.used[i, j]


@model.Constraint(model.NODES)
def balance(m, n):
    row = (
        sum(m.flow[i, j] for i, j in m.ARCS if i == n)
        - sum(m.flow[i, j] for i, j in m.ARCS if j == n)
        == m.supply[n]
    )
    return pyo.Constraint.Feasible if row is True else row  # there may be nothing to sum


@model.Constraint(model.NODES)
def some(m, n):
    if not (n != "d" and n != "e"):
        return pyo.Constraint.Skip
    return sum(m.flow[n, j] for j in m.NODES if (n, j) in m.ARCS) >= 1


@model.Constraint()
def few(m):
    return sum(m.flow[i, j] for i, j in m.PLAIN) <= 20


# Solution
solver = pyo.SolverFactory("appsi_highs")
results = solver.solve(model, load_solutions=False)
status = results.solver.termination_condition
print("status:", status)
if status == pyo.TerminationCondition.optimal:
    model.solutions.load_from(results)
    for variable in model.component_data_objects(pyo.Var):
        if abs(variable.value or 0) > 1e-9:
            print(f"{variable.name} = {variable.value:g}")
    print(f"objective: {pyo.value(model.objective):.10g}")
