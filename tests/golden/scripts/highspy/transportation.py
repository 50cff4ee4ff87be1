"""Two plants ship to three stores. Lyon makes up to 120 tons a week, Turin 90."""

import highspy

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
model = highspy.Highs()
model.silent()  # without it, HiGHS prints its log

# Variables
ship = model.addVariables(PLANTS, STORES, name_prefix="ship")  # tons shipped

# Objective
model.setObjective(
    model.qsum(cost[p][s] * ship[p, s] for p in PLANTS for s in STORES), highspy.ObjSense.kMinimize
)

# Constraints
# no plant makes more than it can
for p in PLANTS:
    model.addConstr(model.qsum(ship[p, s] for s in STORES) <= capacity[p], name=f"supply_{p}")
# every store gets what it needs
for s in STORES:
    model.addConstr(model.qsum(ship[p, s] for p in PLANTS) >= need[s], name=f"demand_{s}")

# Solution
model.solve()
status = model.getModelStatus()
print("status:", model.modelStatusToString(status))
if status == highspy.HighsModelStatus.kOptimal:
    for (p, s), value in model.vals(ship).items():
        if abs(value) > 1e-9:
            print(f"ship[{p}, {s}] = {value:g}")
    print(f"objective: {model.getObjectiveValue():.10g}")
