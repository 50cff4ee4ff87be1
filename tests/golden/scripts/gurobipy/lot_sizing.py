"""Make and store goods over the year's months; a set-up costs money, and so does storing."""

import gurobipy as gp
from gurobipy import GRB

# Sets and data
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May"]
previous_in_MONTHS = dict(zip(MONTHS[1:], MONTHS))
previous_2_in_MONTHS = dict(zip(MONTHS[2:], MONTHS))
n = len(MONTHS)
PERIODS = range(1, n + 1)
ORDER = ["Feb", "Mar", "Apr"]
next_in_ORDER = dict(zip(ORDER, ORDER[1:]))
need = {"Jan": 20, "Feb": 35, "Mar": 10, "Apr": 50, "May": 25}
later = {t: sum(s for s in range(t, n + 1)) for t in PERIODS}

# Model
model = gp.Model()
model.Params.OutputFlag = 0  # 1 shows the log of the solver

# Variables
make = model.addVars(MONTHS, ub=60, name="make")
stock = model.addVars(MONTHS, name="stock")
setup = model.addVars(MONTHS, vtype=GRB.BINARY, name="setup")
crew = model.addVars(PERIODS, ub=9, vtype=GRB.INTEGER, name="crew")

# Objective
model.setObjective(
    gp.quicksum(30 * setup[m] + 1.5 * stock[m] for m in MONTHS)
    + gp.quicksum(crew[t] * later[t] for t in PERIODS),
    GRB.MINIMIZE,
)

# Constraints
model.addConstr(make["Jan"] == stock["Jan"] + need["Jan"], name="first")
model.addConstrs(
    (stock[previous_in_MONTHS[m]] + make[m] == stock[m] + need[m] for m in MONTHS if m != "Jan"),
    name="balance",
)
model.addConstrs((make[m] <= 60 * setup[m] for m in MONTHS), name="switch")
model.addConstrs(
    (
        setup[m] + setup[previous_in_MONTHS[m]] + setup[previous_2_in_MONTHS[m]] <= 2
        for m in MONTHS
        if MONTHS.index(m) > MONTHS.index("Feb")
    ),
    name="rest",
)
model.addConstrs(
    (stock[next_in_ORDER[m]] + stock[m] >= 4 for m in ["Feb", "Mar", "Apr"] if m != "Apr"),
    name="seasons",
)
model.addConstrs((crew[t] >= crew[t - 1] + 1 for t in PERIODS if t >= 2), name="grow")

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
