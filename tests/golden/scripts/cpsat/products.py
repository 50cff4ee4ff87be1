"""An optimization model for CP-SAT."""

from ortools.sat.python import cp_model

# Sets and data
K = ["a", "b", "c"]
v = {("a", "b"): 3, ("a", "c"): -2, ("b", "c"): 4}

# Model
model = cp_model.CpModel()

# Variables
on = {i: model.new_bool_var(f"on_{i}") for i in K}
amount = {i: model.new_int_var(0, 8, f"amount_{i}") for i in K}
# stands for on[i] * on[j]
product = {
    (i, j): model.new_bool_var(f"product_{i}_{j}") for i in K for j in K if K.index(i) < K.index(j)
}
# stands for on[i] * amount[i]
product_2 = {i: model.new_int_var(0, 8, f"product_2_{i}") for i in K}
objective_holds = model.new_bool_var("objective_holds")  # 1 if all(on[i] for i in K)
product_3 = model.new_bool_var("product_3")  # stands for on["a"] * on["b"]

# Objective
model.maximize(
    sum(v[i, j] * product[i, j] for i in K for j in K if K.index(i) < K.index(j))
    + sum(product_2[i] for i in K)
    - objective_holds
    - 0.3 * sum(amount[i] for i in K)
)

# Constraints
for i in K:
    for j in K:
        if K.index(i) < K.index(j):
            model.add(product[i, j] <= on[i])
            model.add(product[i, j] <= on[j])
            model.add(product[i, j] >= on[j] - (1 - on[i]))
for i in K:
    model.add(product_2[i] <= 8 * on[i])
    model.add(product_2[i] <= amount[i])
    model.add(product_2[i] >= amount[i] - (8 - 8 * on[i]))
model.add(1 - objective_holds <= sum(1 - on[i] for i in K))
for i in K:
    model.add(objective_holds <= on[i])
model.add(product_3 <= on["a"])
model.add(product_3 <= on["b"])
model.add(product_3 >= on["b"] - (1 - on["a"]))
model.add(sum(on[i] for i in K) <= 2 + product_3)
model.add(sum(amount[i] for i in K) <= 15)

# Solution
solver = cp_model.CpSolver()
status = solver.solve(model)
print("status:", solver.status_name(status))
if status == cp_model.OPTIMAL:
    for i, variable in on.items():
        if solver.value(variable):
            print(f"on[{i}] = {solver.value(variable)}")
    for i, variable in amount.items():
        if solver.value(variable):
            print(f"amount[{i}] = {solver.value(variable)}")
    for (i, j), variable in product.items():
        if solver.value(variable):
            print(f"product[{i}, {j}] = {solver.value(variable)}")
    for i, variable in product_2.items():
        if solver.value(variable):
            print(f"product_2[{i}] = {solver.value(variable)}")
    print(f"objective_holds = {solver.value(objective_holds)}")
    print(f"product_3 = {solver.value(product_3)}")
    print(f"objective: {solver.objective_value:.10g}")
