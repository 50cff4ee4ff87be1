"""Where shall warehouses be opened, and which one serves each customer?"""

from ortools.sat.python import cp_model

# Sets and data
SITES = range(1, 5)
CUSTOMERS = ["north", "east", "south", "west", "centre"]
opening = {1: 40, 2: 55, 3: 38, 4: 60}
room = {1: 9, 2: 14, 3: 8, 4: 20}
size = {"north": 4, "east": 3, "south": 5, "west": 2, "centre": 6}
distance = {
    1: {"north": 3, "east": 8, "south": 9, "west": 4, "centre": 5},
    2: {"north": 7, "east": 2, "south": 6, "west": 9, "centre": 4},
    3: {"north": 9, "east": 7, "south": 2, "west": 5, "centre": 3},
    4: {"north": 4, "east": 5, "south": 5, "west": 6, "centre": 1},
}
price = {(i, j): distance[i][j] * size[j] for i in SITES for j in CUSTOMERS}
total = sum(size[j] for j in CUSTOMERS)

# Model
model = cp_model.CpModel()

# Variables
open_ = {i: model.new_bool_var(f"open_{i}") for i in SITES}  # whether the site is opened
# whether the site serves the customer
serve = {(i, j): model.new_bool_var(f"serve_{i}_{j}") for i in SITES for j in CUSTOMERS}

# Objective
model.minimize(
    sum(opening[i] * open_[i] for i in SITES)
    + sum(price[i, j] * serve[i, j] for i in SITES for j in CUSTOMERS)
)

# Constraints
for j in CUSTOMERS:
    model.add(sum(serve[i, j] for i in SITES) == 1)
for i in SITES:
    model.add(sum(size[j] * serve[i, j] for j in CUSTOMERS) <= room[i] * open_[i])
model.add(sum(room[i] * open_[i] for i in SITES) >= total)
model.add_linear_constraint(sum(open_[i] for i in SITES), 2, 3)

# Solution
solver = cp_model.CpSolver()
status = solver.solve(model)
print("status:", solver.status_name(status))
if status == cp_model.OPTIMAL:
    for i, variable in open_.items():
        if solver.value(variable):
            print(f"open[{i}] = {solver.value(variable)}")
    for (i, j), variable in serve.items():
        if solver.value(variable):
            print(f"serve[{i}, {j}] = {solver.value(variable)}")
    print(f"objective: {solver.objective_value:.10g}")
