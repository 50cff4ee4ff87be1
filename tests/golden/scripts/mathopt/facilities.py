"""Where shall warehouses be opened, and which one serves each customer?"""

from ortools.math_opt.python import mathopt

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
model = mathopt.Model()

# Variables
# whether the site is opened
open_ = {i: model.add_binary_variable(name=f"open_{i}") for i in SITES}
# whether the site serves the customer
serve = {(i, j): model.add_binary_variable(name=f"serve_{i}_{j}") for i in SITES for j in CUSTOMERS}

# Objective
model.minimize(
    mathopt.fast_sum(opening[i] * open_[i] for i in SITES)
    + mathopt.fast_sum(price[i, j] * serve[i, j] for i in SITES for j in CUSTOMERS)
)

# Constraints
for j in CUSTOMERS:
    model.add_linear_constraint(mathopt.fast_sum(serve[i, j] for i in SITES) == 1, name=f"once_{j}")
for i in SITES:
    model.add_linear_constraint(
        mathopt.fast_sum(size[j] * serve[i, j] for j in CUSTOMERS) <= room[i] * open_[i],
        name=f"fits_{i}",
    )
model.add_linear_constraint(
    mathopt.fast_sum(room[i] * open_[i] for i in SITES) >= total, name="enough"
)
model.add_linear_constraint(
    lb=2, expr=mathopt.fast_sum(open_[i] for i in SITES), ub=3, name="spread"
)

# Solution
result = mathopt.solve(model, mathopt.SolverType.HIGHS)
print("status:", result.termination.reason.name)
if result.termination.reason == mathopt.TerminationReason.OPTIMAL:
    for variable, value in result.variable_values().items():
        if abs(value) > 1e-9:
            print(f"{variable.name} = {value:g}")
    print(f"objective: {result.objective_value():.10g}")
