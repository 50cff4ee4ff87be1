"""Two plants ship to three stores. Lyon makes up to 120 tons a week, Turin 90."""

import pyomo.environ as pyo

# Sets and data
PLANTS = ["Lyon", "Turin"]
STORES = ["Nice", "Milan", "Genoa"]
capacity = {"Lyon": 120, "Turin": 90}  # tons a week
need = {"Nice": 50, "Milan": 40, "Genoa": 30}  # tons a week
# euros a ton
cost = {
    ("Lyon", "Nice"): 4,
    ("Lyon", "Milan"): 6,
    ("Lyon", "Genoa"): 9,
    ("Turin", "Nice"): 5,
    ("Turin", "Milan"): 3,
    ("Turin", "Genoa"): 2,
}

# Model
model = pyo.ConcreteModel()
model.PLANTS = pyo.Set(initialize=PLANTS)
model.STORES = pyo.Set(initialize=STORES)
model.capacity = pyo.Param(model.PLANTS, initialize=capacity)
model.need = pyo.Param(model.STORES, initialize=need)
model.cost = pyo.Param(model.PLANTS, model.STORES, initialize=cost)

# Variables
model.ship = pyo.Var(model.PLANTS, model.STORES, within=pyo.NonNegativeReals)  # tons shipped


# Objective
@model.Objective(sense=pyo.minimize)
def objective(m):
    return sum(m.cost[p, s] * m.ship[p, s] for p in m.PLANTS for s in m.STORES)


# Constraints
@model.Constraint(model.PLANTS)
def supply(m, p):
    # no plant makes more than it can
    return sum(m.ship[p, s] for s in m.STORES) <= m.capacity[p]


@model.Constraint(model.STORES)
def demand(m, s):
    # every store gets what it needs
    return sum(m.ship[p, s] for p in m.PLANTS) >= m.need[s]


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
