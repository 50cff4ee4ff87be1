"""Choose projects under rules."""

import gurobipy as gp
from gurobipy import GRB

# Sets and data
P = ["alpha", "beta", "gamma", "delta", "eps"]
gain = {"alpha": 7, "beta": 6, "gamma": 9, "delta": 4, "eps": 5}
cost = {"alpha": 4, "beta": 3, "gamma": 6, "delta": 2, "eps": 3}

# Model
model = gp.Model()
model.Params.OutputFlag = 0  # 1 shows the log of the solver

# Variables
pick = model.addVars(P, vtype=GRB.BINARY, name="pick")
staff = model.addVar(ub=20, vtype=GRB.INTEGER, name="staff")
rent = model.addVar(ub=50, name="rent")
staff_at_least_7 = model.addVar(vtype=GRB.BINARY, name="staff_at_least_7")  # 1 if staff >= 7
rent_at_least_20 = model.addVar(vtype=GRB.BINARY, name="rent_at_least_20")  # 1 if rent >= 20
staff_at_least_3 = model.addVar(vtype=GRB.BINARY, name="staff_at_least_3")  # 1 if staff >= 3
staff_at_least_18 = model.addVar(vtype=GRB.BINARY, name="staff_at_least_18")  # 1 if staff >= 18
odd_holds = model.addVar(vtype=GRB.BINARY, name="odd_holds")  # 1 if pick["beta"] xor pick["eps"]
rent_at_least_30 = model.addVar(vtype=GRB.BINARY, name="rent_at_least_30")  # 1 if rent >= 30
# 1 if pick[p] and rent >= 3 * cost[p]
some_holds = model.addVars(P, vtype=GRB.BINARY, name="some_holds")
some_holds_2 = model.addVars(P, vtype=GRB.BINARY, name="some_holds_2")  # 1 if rent >= 3 * cost[p]

# Objective
model.setObjective(
    gp.quicksum(gain[p] * pick[p] for p in P) - 0.5 * staff - 0.1 * rent, GRB.MAXIMIZE
)

# Constraints
model.addConstr(gp.quicksum(cost[p] * pick[p] for p in P) <= 13, name="money")
model.addConstr(pick["alpha"] <= pick["beta"], name="needs")
model.addConstr(pick["gamma"] + pick["delta"] <= 1, name="not_both")
model.addConstr(pick["alpha"] + pick["gamma"] + pick["eps"] >= 1, name="at_least")
model.addConstr((pick["gamma"] == 1) >> (staff >= 5), name="people")
model.addConstrs(((pick[p] == 1) >> (rent >= 2 * cost[p]) for p in P if p != "eps"), name="room")
model.addConstr((staff_at_least_7 == 1) >> (staff >= 7), name="staff_at_least_7_then")
model.addConstr((rent_at_least_20 == 1) >> (rent >= 20), name="rent_at_least_20_then")
model.addConstr(staff_at_least_7 + rent_at_least_20 >= 1, name="either")
model.addConstr((staff_at_least_3 == 1) >> (staff >= 3), name="staff_at_least_3_then")
model.addConstr((staff_at_least_3 == 0) >> (staff <= 2), name="staff_at_least_3_if")
model.addConstr(pick["delta"] == staff_at_least_3, name="same")
model.addConstr(gp.quicksum(pick[p] for p in ["alpha", "delta", "eps"]) <= 1, name="one")
model.addConstr((staff_at_least_18 == 1) >> (staff >= 18), name="staff_at_least_18_then")
model.addConstr((staff_at_least_18 == 0) >> (staff <= 17), name="staff_at_least_18_if")
model.addConstr(pick["beta"] + pick["gamma"] + staff_at_least_18 == 1, name="exactly")
model.addConstr(odd_holds <= pick["beta"] + pick["eps"], name="odd_holds_xor")
model.addConstr(odd_holds <= 2 - (pick["beta"] + pick["eps"]), name="odd_holds_xor_2")
model.addConstr(odd_holds >= pick["beta"] - pick["eps"], name="odd_holds_xor_3")
model.addConstr(odd_holds >= pick["eps"] - pick["beta"], name="odd_holds_xor_4")
model.addConstr((rent_at_least_30 == 1) >> (rent >= 30), name="rent_at_least_30_then")
model.addConstr(odd_holds + rent_at_least_30 >= 1, name="odd")
model.addConstrs(((pick[p] == 1) >> (rent >= 1) for p in P), name="every")
model.addConstrs(
    ((some_holds_2[p] == 1) >> (rent >= 3 * cost[p]) for p in P), name="some_holds_2_then"
)
model.addConstrs((some_holds[p] <= pick[p] for p in P), name="some_holds_each")
model.addConstrs((some_holds[p] <= some_holds_2[p] for p in P), name="some_holds_each_2")
model.addConstr(some_holds.sum() >= 1, name="some")

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
