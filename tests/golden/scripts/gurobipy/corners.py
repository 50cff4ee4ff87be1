"""Spread the load evenly, with absolute deviations and extremes."""

import gurobipy as gp
from gurobipy import GRB

# Sets and data
M = ["a", "b", "c"]
goal = {"a": 10, "b": 14, "c": 9}

# Model
model = gp.Model()
model.Params.OutputFlag = 0  # 1 shows the log of the solver

# Variables
x = model.addVars(M, ub=30, name="x")
y = model.addVar(ub=25, name="y")
z = model.addVar(lb=-5, ub=5, name="z")
abs_x = model.addVars(M, name="abs_x")  # stands for abs(x[m] - goal[m])
max_x = model.addVar(name="max_x")  # stands for max(x[m] for m in M)
min_y = model.addVar(lb=-GRB.INFINITY, name="min_y")  # stands for min(y, z + 3)
max_z = model.addVar(name="max_z")  # stands for max(0, z)
abs_x_2 = model.addVar(name="abs_x_2")  # stands for abs(x["a"] - x["b"])
abs_x_2_of = model.addVar(lb=-GRB.INFINITY, name="abs_x_2_of")  # equals x["a"] - x["b"]
max_x_2 = model.addVar(name="max_x_2")  # stands for max(x[m] for m in M)
min_x = model.addVar(name="min_x")  # stands for min(x[m] for m in M)
max_x_3 = model.addVar(name="max_x_3")  # stands for max(x["a"], x["b"], 2 * y)
max_x_3_of = model.addVar(name="max_x_3_of")  # equals 2 * y

# Objective
model.setObjective(abs_x.sum() + 2 * max_x - min_y + max_z, GRB.MINIMIZE)

# Constraints
model.addConstrs((abs_x[m] >= x[m] - goal[m] for m in M), name="abs_x_above")
model.addConstrs((abs_x[m] >= -(x[m] - goal[m]) for m in M), name="abs_x_below")
model.addConstrs((max_x >= x[m] for m in M), name="max_x_bound")
model.addConstr(min_y <= y, name="min_y_bound_1")
model.addConstr(min_y <= z + 3, name="min_y_bound_2")
model.addConstr(max_z >= z, name="max_z_bound_2")
model.addConstr(x.sum() >= 36, name="total")
model.addConstr(abs_x_2_of == x["a"] - x["b"], name="abs_x_2_of_value")
model.addConstr(abs_x_2 == gp.abs_(abs_x_2_of), name="abs_x_2_value")
model.addConstr(abs_x_2 >= 3, name="far")
model.addConstr(max_x_2 == gp.max_([x[m] for m in M]), name="max_x_2_value")
model.addConstr(max_x_2 >= y - 8, name="peak")
model.addConstr(min_x == gp.min_([x[m] for m in M]), name="min_x_value")
model.addConstr(min_x <= 9, name="low")
model.addConstr(max_x_3_of == 2 * y, name="max_x_3_of_value")
model.addConstr(max_x_3 == gp.max_(x["a"], x["b"], max_x_3_of), name="max_x_3_value")
model.addConstr(max_x_3 >= 20, name="cover")
model.addConstrs((x[m] - y >= -12 for m in M), name="small_min")
model.addConstrs((x[m] - y <= 12 for m in M), name="small_max")

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
