"""Send 12 units from a to d along arcs with capacities at least cost."""

import gurobipy as gp
from gurobipy import GRB

# Sets and data
NODES = ["a", "b", "c", "d", "e"]
ARCS = [("a", "b"), ("a", "c"), ("b", "c"), ("b", "d"), ("c", "d")]
ARCS_SET = set(ARCS)
capacity = {("a", "b"): 8, ("a", "c"): 6, ("b", "c"): 4, ("b", "d"): 7, ("c", "d"): 10}
BIG = [(i, j) for i, j in ARCS if capacity[i, j] >= 8]
BIG_SET = set(BIG)
PLAIN = [item for item in ARCS if item not in BIG_SET]
cost = {("a", "b"): 2, ("a", "c"): 5, ("b", "c"): 1, ("b", "d"): 6, ("c", "d"): 2}
supply = {"a": 12, "b": 0, "c": 0, "d": -12, "e": 0}

# Model
model = gp.Model()
model.Params.OutputFlag = 0  # 1 shows the log of the solver

# Variables
flow = model.addVars(ARCS, name="flow")
used = model.addVars(BIG, vtype=GRB.BINARY, name="used")

# Objective
model.setObjective(
    gp.quicksum(cost[i, j] * flow[i, j] for i, j in ARCS) + 3 * used.sum(), GRB.MINIMIZE
)

# Constraints
model.addConstrs((flow[i, j] <= capacity[i, j] for i, j in ARCS), name="limit")
model.addConstrs((flow[i, j] <= capacity[i, j] * used[i, j] for i, j in BIG), name="switch")
model.addConstrs((flow.sum(n, "*") - flow.sum("*", n) == supply[n] for n in NODES), name="balance")
model.addConstrs(
    (
        gp.quicksum(flow[n, j] for j in NODES if (n, j) in ARCS_SET) >= 1
        for n in NODES
        if n != "d" and n != "e"
    ),
    name="some",
)
model.addConstr(gp.quicksum(flow[i, j] for i, j in PLAIN) <= 20, name="few")

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
