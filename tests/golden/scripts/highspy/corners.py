"""Spread the load evenly, with absolute deviations and extremes."""

import highspy

# Sets and data
M = ["a", "b", "c"]
goal = {"a": 10, "b": 14, "c": 9}
# abs(x["a"] - x["b"]) is no further than this from its argument, or from the negative of it
M_far = 60
M_peak = 30  # max(x[m] for m in M) is no further than this from any of its arguments
M_low = 30  # min(x[m] for m in M) is no further than this from any of its arguments
M_cover = 50  # max(x["a"], x["b"], 2 * y) is no further than this from any of its arguments

# Model
model = highspy.Highs()
model.silent()  # without it, HiGHS prints its log

# Variables
x = model.addVariables(M, ub=30, name_prefix="x")
y = model.addVariable(ub=25, name="y")
z = model.addVariable(lb=-5, ub=5, name="z")
abs_x = model.addVariables(M, name_prefix="abs_x")  # stands for abs(x[m] - goal[m])
max_x = model.addVariable(name="max_x")  # stands for max(x[m] for m in M)
min_y = model.addVariable(lb=-highspy.kHighsInf, name="min_y")  # stands for min(y, z + 3)
max_z = model.addVariable(name="max_z")  # stands for max(0, z)
abs_x_2 = model.addVariable(name="abs_x_2")  # stands for abs(x["a"] - x["b"])
abs_x_2_positive = model.addBinary(name="abs_x_2_positive")  # 1 if abs_x_2 is its argument
max_x_2 = model.addVariable(name="max_x_2")  # stands for max(x[m] for m in M)
max_x_2_at = model.addBinaries(M, name_prefix="max_x_2_at")  # 1 where max_x_2 is attained
min_x = model.addVariable(name="min_x")  # stands for min(x[m] for m in M)
min_x_at = model.addBinaries(M, name_prefix="min_x_at")  # 1 where min_x is attained
max_x_3 = model.addVariable(name="max_x_3")  # stands for max(x["a"], x["b"], 2 * y)
max_x_3_at_1 = model.addBinary(name="max_x_3_at_1")  # 1 where max_x_3 is attained
max_x_3_at_2 = model.addBinary(name="max_x_3_at_2")  # 1 where max_x_3 is attained
max_x_3_at_3 = model.addBinary(name="max_x_3_at_3")  # 1 where max_x_3 is attained

# Objective
model.setObjective(
    model.qsum(abs_x[m] for m in M) + 2 * max_x - min_y + max_z, highspy.ObjSense.kMinimize
)

# Constraints
for m in M:
    model.addConstr(abs_x[m] >= x[m] - goal[m], name=f"abs_x_above_{m}")
    model.addConstr(abs_x[m] >= -(x[m] - goal[m]), name=f"abs_x_below_{m}")
    model.addConstr(max_x >= x[m], name=f"max_x_bound_{m}")
model.addConstr(min_y <= y, name="min_y_bound_1")
model.addConstr(min_y <= z + 3, name="min_y_bound_2")
model.addConstr(max_z >= z, name="max_z_bound_2")
model.addConstr(model.qsum(x[m] for m in M) >= 36, name="total")
model.addConstr(abs_x_2 >= x["a"] - x["b"], name="abs_x_2_above")
model.addConstr(abs_x_2 >= -(x["a"] - x["b"]), name="abs_x_2_below")
model.addConstr(abs_x_2 <= x["a"] - x["b"] + M_far * (1 - abs_x_2_positive), name="abs_x_2_up")
model.addConstr(abs_x_2 <= -(x["a"] - x["b"]) + M_far * abs_x_2_positive, name="abs_x_2_down")
model.addConstr(abs_x_2 >= 3, name="far")
for m in M:
    model.addConstr(max_x_2 >= x[m], name=f"max_x_2_bound_{m}")
    model.addConstr(max_x_2 <= x[m] + M_peak * (1 - max_x_2_at[m]), name=f"max_x_2_attained_{m}")
model.addConstr(model.qsum(max_x_2_at[m] for m in M) == 1, name="max_x_2_once")
model.addConstr(max_x_2 >= y - 8, name="peak")
for m in M:
    model.addConstr(min_x <= x[m], name=f"min_x_bound_{m}")
    model.addConstr(min_x >= x[m] - M_low * (1 - min_x_at[m]), name=f"min_x_attained_{m}")
model.addConstr(model.qsum(min_x_at[m] for m in M) == 1, name="min_x_once")
model.addConstr(min_x <= 9, name="low")
model.addConstr(max_x_3 >= x["a"], name="max_x_3_bound_1")
model.addConstr(max_x_3 <= x["a"] + M_cover * (1 - max_x_3_at_1), name="max_x_3_attained_1")
model.addConstr(max_x_3 >= x["b"], name="max_x_3_bound_2")
model.addConstr(max_x_3 <= x["b"] + M_cover * (1 - max_x_3_at_2), name="max_x_3_attained_2")
model.addConstr(max_x_3 >= 2 * y, name="max_x_3_bound_3")
model.addConstr(max_x_3 <= 2 * y + M_cover * (1 - max_x_3_at_3), name="max_x_3_attained_3")
model.addConstr(max_x_3_at_1 + max_x_3_at_2 + max_x_3_at_3 == 1, name="max_x_3_once")
model.addConstr(max_x_3 >= 20, name="cover")
for m in M:
    model.addConstr(-12 <= x[m] - y <= 12, name=f"small_{m}")

# Solution
model.solve()
status = model.getModelStatus()
print("status:", model.modelStatusToString(status))
if status == highspy.HighsModelStatus.kOptimal:
    for m, value in model.vals(x).items():
        if abs(value) > 1e-9:
            print(f"x[{m}] = {value:g}")
    print(f"y = {model.val(y):g}")
    print(f"z = {model.val(z):g}")
    for m, value in model.vals(abs_x).items():
        if abs(value) > 1e-9:
            print(f"abs_x[{m}] = {value:g}")
    print(f"max_x = {model.val(max_x):g}")
    print(f"min_y = {model.val(min_y):g}")
    print(f"max_z = {model.val(max_z):g}")
    print(f"abs_x_2 = {model.val(abs_x_2):g}")
    print(f"abs_x_2_positive = {model.val(abs_x_2_positive):g}")
    print(f"max_x_2 = {model.val(max_x_2):g}")
    for m, value in model.vals(max_x_2_at).items():
        if abs(value) > 1e-9:
            print(f"max_x_2_at[{m}] = {value:g}")
    print(f"min_x = {model.val(min_x):g}")
    for m, value in model.vals(min_x_at).items():
        if abs(value) > 1e-9:
            print(f"min_x_at[{m}] = {value:g}")
    print(f"max_x_3 = {model.val(max_x_3):g}")
    print(f"max_x_3_at_1 = {model.val(max_x_3_at_1):g}")
    print(f"max_x_3_at_2 = {model.val(max_x_3_at_2):g}")
    print(f"max_x_3_at_3 = {model.val(max_x_3_at_3):g}")
    print(f"objective: {model.getObjectiveValue():.10g}")
