"""Spread the load evenly, with absolute deviations and extremes."""

from ortools.math_opt.python import mathopt

# Sets and data
M = ["a", "b", "c"]
goal = {"a": 10, "b": 14, "c": 9}

# Model
model = mathopt.Model()

# Variables
x = {m: model.add_variable(lb=0, ub=30, name=f"x_{m}") for m in M}
y = model.add_variable(lb=0, ub=25, name="y")
z = model.add_variable(lb=-5, ub=5, name="z")
# stands for abs(x[m] - goal[m])
abs_x = {m: model.add_variable(lb=0, name=f"abs_x_{m}") for m in M}
max_x = model.add_variable(lb=0, name="max_x")  # stands for max(x[m] for m in M)
min_y = model.add_variable(name="min_y")  # stands for min(y, z + 3)
max_z = model.add_variable(lb=0, name="max_z")  # stands for max(0, z)
abs_x_2 = model.add_variable(lb=0, name="abs_x_2")  # stands for abs(x["a"] - x["b"])
# 1 if abs_x_2 is its argument
abs_x_2_positive = model.add_binary_variable(name="abs_x_2_positive")
max_x_2 = model.add_variable(lb=0, name="max_x_2")  # stands for max(x[m] for m in M)
# 1 where max_x_2 is attained
max_x_2_at = {m: model.add_binary_variable(name=f"max_x_2_at_{m}") for m in M}
min_x = model.add_variable(lb=0, name="min_x")  # stands for min(x[m] for m in M)
# 1 where min_x is attained
min_x_at = {m: model.add_binary_variable(name=f"min_x_at_{m}") for m in M}
max_x_3 = model.add_variable(lb=0, name="max_x_3")  # stands for max(x["a"], x["b"], 2 * y)
max_x_3_at_1 = model.add_binary_variable(name="max_x_3_at_1")  # 1 where max_x_3 is attained
max_x_3_at_2 = model.add_binary_variable(name="max_x_3_at_2")  # 1 where max_x_3 is attained
max_x_3_at_3 = model.add_binary_variable(name="max_x_3_at_3")  # 1 where max_x_3 is attained

# Objective
model.minimize(mathopt.fast_sum(abs_x[m] for m in M) + 2 * max_x - min_y + max_z)

# Constraints
for m in M:
    model.add_linear_constraint(abs_x[m] >= x[m] - goal[m], name=f"abs_x_above_{m}")
    model.add_linear_constraint(abs_x[m] >= -(x[m] - goal[m]), name=f"abs_x_below_{m}")
    model.add_linear_constraint(max_x >= x[m], name=f"max_x_bound_{m}")
model.add_linear_constraint(min_y <= y, name="min_y_bound_1")
model.add_linear_constraint(min_y <= z + 3, name="min_y_bound_2")
model.add_linear_constraint(max_z >= z, name="max_z_bound_2")
model.add_linear_constraint(mathopt.fast_sum(x[m] for m in M) >= 36, name="total")
model.add_linear_constraint(abs_x_2 >= x["a"] - x["b"], name="abs_x_2_above")
model.add_linear_constraint(abs_x_2 >= -(x["a"] - x["b"]), name="abs_x_2_below")
model.add_indicator_constraint(
    indicator=abs_x_2_positive, implied_constraint=abs_x_2 <= x["a"] - x["b"], name="abs_x_2_up"
)
model.add_indicator_constraint(
    indicator=abs_x_2_positive,
    activate_on_zero=True,
    implied_constraint=abs_x_2 <= -(x["a"] - x["b"]),
    name="abs_x_2_down",
)
model.add_linear_constraint(abs_x_2 >= 3, name="far")
for m in M:
    model.add_linear_constraint(max_x_2 >= x[m], name=f"max_x_2_bound_{m}")
    model.add_indicator_constraint(
        indicator=max_x_2_at[m], implied_constraint=max_x_2 <= x[m], name=f"max_x_2_attained_{m}"
    )
model.add_linear_constraint(mathopt.fast_sum(max_x_2_at[m] for m in M) == 1, name="max_x_2_once")
model.add_linear_constraint(max_x_2 >= y - 8, name="peak")
for m in M:
    model.add_linear_constraint(min_x <= x[m], name=f"min_x_bound_{m}")
    model.add_indicator_constraint(
        indicator=min_x_at[m], implied_constraint=min_x >= x[m], name=f"min_x_attained_{m}"
    )
model.add_linear_constraint(mathopt.fast_sum(min_x_at[m] for m in M) == 1, name="min_x_once")
model.add_linear_constraint(min_x <= 9, name="low")
model.add_linear_constraint(max_x_3 >= x["a"], name="max_x_3_bound_1")
model.add_indicator_constraint(
    indicator=max_x_3_at_1, implied_constraint=max_x_3 <= x["a"], name="max_x_3_attained_1"
)
model.add_linear_constraint(max_x_3 >= x["b"], name="max_x_3_bound_2")
model.add_indicator_constraint(
    indicator=max_x_3_at_2, implied_constraint=max_x_3 <= x["b"], name="max_x_3_attained_2"
)
model.add_linear_constraint(max_x_3 >= 2 * y, name="max_x_3_bound_3")
model.add_indicator_constraint(
    indicator=max_x_3_at_3, implied_constraint=max_x_3 <= 2 * y, name="max_x_3_attained_3"
)
model.add_linear_constraint(max_x_3_at_1 + max_x_3_at_2 + max_x_3_at_3 == 1, name="max_x_3_once")
model.add_linear_constraint(max_x_3 >= 20, name="cover")
for m in M:
    model.add_linear_constraint(lb=-12, expr=x[m] - y, ub=12, name=f"small_{m}")

# Solution
result = mathopt.solve(model, mathopt.SolverType.GSCIP)
print("status:", result.termination.reason.name)
if result.termination.reason == mathopt.TerminationReason.OPTIMAL:
    for variable, value in result.variable_values().items():
        if abs(value) > 1e-9:
            print(f"{variable.name} = {value:g}")
    print(f"objective: {result.objective_value():.10g}")
