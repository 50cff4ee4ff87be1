"""Spread the load evenly, with absolute deviations and extremes."""

from ortools.sat.python import cp_model

# Sets and data
M = ["a", "b", "c"]
goal = {"a": 10, "b": 14, "c": 9}

# Model
model = cp_model.CpModel()

# Variables
x = {m: model.new_int_var(0, 30, f"x_{m}") for m in M}
y = model.new_int_var(0, 25, "y")
z = model.new_int_var(-5, 5, "z")
abs_x = {m: model.new_int_var(0, 21, f"abs_x_{m}") for m in M}  # stands for abs(x[m] - goal[m])
max_x = model.new_int_var(0, 30, "max_x")  # stands for max(x[m] for m in M)
min_y = model.new_int_var(-2, 8, "min_y")  # stands for min(y, z + 3)
max_z = model.new_int_var(0, 5, "max_z")  # stands for max(0, z)
abs_x_2 = model.new_int_var(0, 30, "abs_x_2")  # stands for abs(x["a"] - x["b"])
abs_x_2_of = model.new_int_var(-30, 30, "abs_x_2_of")  # equals x["a"] - x["b"]
max_x_2 = model.new_int_var(0, 30, "max_x_2")  # stands for max(x[m] for m in M)
min_x = model.new_int_var(0, 30, "min_x")  # stands for min(x[m] for m in M)
max_x_3 = model.new_int_var(0, 50, "max_x_3")  # stands for max(x["a"], x["b"], 2 * y)
max_x_3_of = model.new_int_var(0, 50, "max_x_3_of")  # equals 2 * y

# Objective
model.minimize(sum(abs_x[m] for m in M) + 2 * max_x - min_y + max_z)

# Constraints
for m in M:
    model.add(abs_x[m] >= x[m] - goal[m])
    model.add(abs_x[m] >= -(x[m] - goal[m]))
    model.add(max_x >= x[m])
model.add(min_y <= y)
model.add(min_y <= z + 3)
model.add(max_z >= z)
model.add(sum(x[m] for m in M) >= 36)
model.add(abs_x_2_of == x["a"] - x["b"])
model.add_abs_equality(abs_x_2, abs_x_2_of)
model.add(abs_x_2 >= 3)
model.add_max_equality(max_x_2, [x[m] for m in M])
model.add(max_x_2 >= y - 8)
model.add_min_equality(min_x, [x[m] for m in M])
model.add(min_x <= 9)
model.add(max_x_3_of == 2 * y)
model.add_max_equality(max_x_3, [x["a"], x["b"], max_x_3_of])
model.add(max_x_3 >= 20)
for m in M:
    model.add_linear_constraint(x[m] - y, -12, 12)

# Solution
solver = cp_model.CpSolver()
status = solver.solve(model)
print("status:", solver.status_name(status))
if status == cp_model.OPTIMAL:
    for m, variable in x.items():
        if solver.value(variable):
            print(f"x[{m}] = {solver.value(variable)}")
    print(f"y = {solver.value(y)}")
    print(f"z = {solver.value(z)}")
    for m, variable in abs_x.items():
        if solver.value(variable):
            print(f"abs_x[{m}] = {solver.value(variable)}")
    print(f"max_x = {solver.value(max_x)}")
    print(f"min_y = {solver.value(min_y)}")
    print(f"max_z = {solver.value(max_z)}")
    print(f"abs_x_2 = {solver.value(abs_x_2)}")
    print(f"abs_x_2_of = {solver.value(abs_x_2_of)}")
    print(f"max_x_2 = {solver.value(max_x_2)}")
    print(f"min_x = {solver.value(min_x)}")
    print(f"max_x_3 = {solver.value(max_x_3)}")
    print(f"max_x_3_of = {solver.value(max_x_3_of)}")
    print(f"objective: {solver.objective_value:.10g}")
