"""Spread the load evenly, with absolute deviations and extremes."""

import pulp

# Sets and data
M = ["a", "b", "c"]
goal = {"a": 10, "b": 14, "c": 9}
# abs(x["a"] - x["b"]) is no further than this from its argument, or from the negative of it
M_far = 60
M_peak = 30  # max(x[m] for m in M) is no further than this from any of its arguments
M_low = 30  # min(x[m] for m in M) is no further than this from any of its arguments
M_cover = 50  # max(x["a"], x["b"], 2 * y) is no further than this from any of its arguments

# Model
model = pulp.LpProblem("model", pulp.LpMinimize)

# Variables
x = pulp.LpVariable.dicts("x", M, lowBound=0, upBound=30)
y = pulp.LpVariable("y", lowBound=0, upBound=25)
z = pulp.LpVariable("z", lowBound=-5, upBound=5)
abs_x = pulp.LpVariable.dicts("abs_x", M, lowBound=0)  # stands for abs(x[m] - goal[m])
max_x = pulp.LpVariable("max_x", lowBound=0)  # stands for max(x[m] for m in M)
min_y = pulp.LpVariable("min_y")  # stands for min(y, z + 3)
max_z = pulp.LpVariable("max_z", lowBound=0)  # stands for max(0, z)
abs_x_2 = pulp.LpVariable("abs_x_2", lowBound=0)  # stands for abs(x["a"] - x["b"])
abs_x_2_positive = pulp.LpVariable("abs_x_2_positive", cat="Binary")  # 1 if abs_x_2 is its argument
max_x_2 = pulp.LpVariable("max_x_2", lowBound=0)  # stands for max(x[m] for m in M)
max_x_2_at = pulp.LpVariable.dicts("max_x_2_at", M, cat="Binary")  # 1 where max_x_2 is attained
min_x = pulp.LpVariable("min_x", lowBound=0)  # stands for min(x[m] for m in M)
min_x_at = pulp.LpVariable.dicts("min_x_at", M, cat="Binary")  # 1 where min_x is attained
max_x_3 = pulp.LpVariable("max_x_3", lowBound=0)  # stands for max(x["a"], x["b"], 2 * y)
max_x_3_at_1 = pulp.LpVariable("max_x_3_at_1", cat="Binary")  # 1 where max_x_3 is attained
max_x_3_at_2 = pulp.LpVariable("max_x_3_at_2", cat="Binary")  # 1 where max_x_3 is attained
max_x_3_at_3 = pulp.LpVariable("max_x_3_at_3", cat="Binary")  # 1 where max_x_3 is attained

# Objective
model += pulp.lpSum(abs_x[m] for m in M) + 2 * max_x - min_y + max_z

# Constraints
for m in M:
    model += abs_x[m] >= x[m] - goal[m], f"abs_x_above_{m}"
    model += abs_x[m] >= -(x[m] - goal[m]), f"abs_x_below_{m}"
    model += max_x >= x[m], f"max_x_bound_{m}"
model += min_y <= y, "min_y_bound_1"
model += min_y <= z + 3, "min_y_bound_2"
model += max_z >= z, "max_z_bound_2"
model += pulp.lpSum(x[m] for m in M) >= 36, "total"
model += abs_x_2 >= x["a"] - x["b"], "abs_x_2_above"
model += abs_x_2 >= -(x["a"] - x["b"]), "abs_x_2_below"
model += abs_x_2 <= x["a"] - x["b"] + M_far * (1 - abs_x_2_positive), "abs_x_2_up"
model += abs_x_2 <= -(x["a"] - x["b"]) + M_far * abs_x_2_positive, "abs_x_2_down"
model += abs_x_2 >= 3, "far"
for m in M:
    model += max_x_2 >= x[m], f"max_x_2_bound_{m}"
    model += max_x_2 <= x[m] + M_peak * (1 - max_x_2_at[m]), f"max_x_2_attained_{m}"
model += pulp.lpSum(max_x_2_at[m] for m in M) == 1, "max_x_2_once"
model += max_x_2 >= y - 8, "peak"
for m in M:
    model += min_x <= x[m], f"min_x_bound_{m}"
    model += min_x >= x[m] - M_low * (1 - min_x_at[m]), f"min_x_attained_{m}"
model += pulp.lpSum(min_x_at[m] for m in M) == 1, "min_x_once"
model += min_x <= 9, "low"
model += max_x_3 >= x["a"], "max_x_3_bound_1"
model += max_x_3 <= x["a"] + M_cover * (1 - max_x_3_at_1), "max_x_3_attained_1"
model += max_x_3 >= x["b"], "max_x_3_bound_2"
model += max_x_3 <= x["b"] + M_cover * (1 - max_x_3_at_2), "max_x_3_attained_2"
model += max_x_3 >= 2 * y, "max_x_3_bound_3"
model += max_x_3 <= 2 * y + M_cover * (1 - max_x_3_at_3), "max_x_3_attained_3"
model += max_x_3_at_1 + max_x_3_at_2 + max_x_3_at_3 == 1, "max_x_3_once"
model += max_x_3 >= 20, "cover"
for m in M:
    model += x[m] - y >= -12, f"small_min_{m}"
    model += x[m] - y <= 12, f"small_max_{m}"

# Solution
model.solve(pulp.PULP_CBC_CMD(msg=False))
status = pulp.LpStatus[model.status]
print("status:", status)
if status == "Optimal":
    for variable in model.variables():
        if abs(variable.value() or 0) > 1e-9:
            print(f"{variable.name} = {variable.value():g}")
    print(f"objective: {pulp.value(model.objective):.10g}")
