"""An optimization model for CP-SAT."""

from ortools.sat.python import cp_model

# Sets and data
N = range(1, 5)

# Model
model = cp_model.CpModel()

# Variables
q = {n: model.new_int_var(1, 4, f"q_{n}") for n in N}
r = model.new_int_var(0, 9, "r")
s = model.new_int_var(0, 9, "s")

# Objective
model.minimize(sum(n * q[n] for n in N) + r - 2 * s)

# Constraints
model.add_all_different(q[n] for n in N)
model.add(r != s)
model.add(s <= r + 2)
model.add(r >= 1)
model.add(r <= s - 1)
model.add(s <= 8)
model.add_all_different(q[1], r, 3)

# Solution
solver = cp_model.CpSolver()
status = solver.solve(model)
print("status:", solver.status_name(status))
if status == cp_model.OPTIMAL:
    for n, variable in q.items():
        if solver.value(variable):
            print(f"q[{n}] = {solver.value(variable)}")
    print(f"r = {solver.value(r)}")
    print(f"s = {solver.value(s)}")
    print(f"objective: {solver.objective_value:.10g}")
