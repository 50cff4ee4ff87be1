"""An optimization model for MathOpt."""

from ortools.math_opt.python import mathopt

# Sets and data
K = ["a", "b", "c"]
v = {("a", "b"): 3, ("a", "c"): -2, ("b", "c"): 4}

# Model
model = mathopt.Model()

# Variables
on = {i: model.add_binary_variable(name=f"on_{i}") for i in K}
amount = {i: model.add_variable(lb=0, ub=8, name=f"amount_{i}") for i in K}
objective_holds = model.add_binary_variable(name="objective_holds")  # 1 if all(on[i] for i in K)

# Objective
model.maximize(
    mathopt.fast_sum(v[i, j] * on[i] * on[j] for i in K for j in K if K.index(i) < K.index(j))
    + mathopt.fast_sum(on[i] * amount[i] for i in K)
    - objective_holds
    - 0.3 * mathopt.fast_sum(amount[i] for i in K)
)

# Constraints
model.add_linear_constraint(
    1 - objective_holds <= mathopt.fast_sum(1 - on[i] for i in K), name="objective_holds_any"
)
for i in K:
    model.add_linear_constraint(objective_holds <= on[i], name=f"objective_holds_each_{i}")
model.add_quadratic_constraint(
    mathopt.fast_sum(on[i] for i in K) <= 2 + on["a"] * on["b"], name="two"
)
model.add_linear_constraint(mathopt.fast_sum(amount[i] for i in K) <= 15, name="room")

# Solution
result = mathopt.solve(model, mathopt.SolverType.GSCIP)
print("status:", result.termination.reason.name)
if result.termination.reason == mathopt.TerminationReason.OPTIMAL:
    for variable, value in result.variable_values().items():
        if abs(value) > 1e-9:
            print(f"{variable.name} = {value:g}")
    print(f"objective: {result.objective_value():.10g}")
