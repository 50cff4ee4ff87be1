"""Two plants ship to three stores. Lyon makes up to 120 tons a week, Turin 90."""

import pulp

# Sets and data
PLANTS = ["Lyon", "Turin"]
STORES = ["Nice", "Milan", "Genoa"]
capacity = {"Lyon": 120, "Turin": 90}  # tons a week
need = {"Nice": 50, "Milan": 40, "Genoa": 30}  # tons a week
# euros a ton
cost = {
    "Lyon": {"Nice": 4, "Milan": 6, "Genoa": 9},
    "Turin": {"Nice": 5, "Milan": 3, "Genoa": 2},
}

# Model
model = pulp.LpProblem("model", pulp.LpMinimize)

# Variables
ship = pulp.LpVariable.dicts("ship", (PLANTS, STORES), lowBound=0)  # tons shipped

# Objective
model += pulp.lpSum(cost[p][s] * ship[p][s] for p in PLANTS for s in STORES)

# Constraints
# no plant makes more than it can
for p in PLANTS:
    model += pulp.lpSum(ship[p][s] for s in STORES) <= capacity[p], f"supply_{p}"
# every store gets what it needs
for s in STORES:
    model += pulp.lpSum(ship[p][s] for p in PLANTS) >= need[s], f"demand_{s}"

# Solution
model.solve(pulp.PULP_CBC_CMD(msg=False))
status = pulp.LpStatus[model.status]
print("status:", status)
if status == "Optimal":
    for variable in model.variables():
        if abs(variable.value() or 0) > 1e-9:
            print(f"{variable.name} = {variable.value():g}")
    print(f"objective: {pulp.value(model.objective):.10g}")
