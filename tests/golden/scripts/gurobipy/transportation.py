"""Two plants ship to three stores. Lyon makes up to 120 tons a week, Turin 90."""

import gurobipy as gp
from gurobipy import GRB

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
model = gp.Model()
model.Params.OutputFlag = 0  # 1 shows the log of the solver

# Variables
ship = model.addVars(PLANTS, STORES, name="ship")  # tons shipped

# Objective
model.setObjective(
    gp.quicksum(cost[p][s] * ship[p, s] for p in PLANTS for s in STORES), GRB.MINIMIZE
)

# Constraints
# no plant makes more than it can
model.addConstrs((ship.sum(p, "*") <= capacity[p] for p in PLANTS), name="supply")
# every store gets what it needs
model.addConstrs((ship.sum("*", s) >= need[s] for s in STORES), name="demand")

# Solution
model.optimize()
names = {
    GRB.OPTIMAL: "optimal",
    GRB.INFEASIBLE: "infeasible",
    GRB.INF_OR_UNBD: "infeasible or unbounded",
    GRB.UNBOUNDED: "unbounded",
}
print("status:", names.get(model.Status, model.Status))
if model.SolCount:
    for variable in model.getVars():
        if abs(variable.X) > 1e-9:
            print(f"{variable.VarName} = {variable.X:g}")
    print(f"objective: {model.ObjVal:.10g}")
