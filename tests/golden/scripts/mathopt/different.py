"""An optimization model for MathOpt."""

from ortools.math_opt.python import mathopt

# Sets and data
N = range(1, 5)

# Model
model = mathopt.Model()

# Variables
q = {n: model.add_integer_variable(lb=1, ub=4, name=f"q_{n}") for n in N}
r = model.add_integer_variable(lb=0, ub=9, name="r")
s = model.add_integer_variable(lb=0, ub=9, name="s")
# 1 if q[n] is v
queens_is = {
    (n, v): model.add_binary_variable(name=f"queens_is_{n}_{v}") for n in N for v in range(1, 5)
}
apart_above = model.add_binary_variable(name="apart_above")  # 1 if r > s
not_two_above = model.add_binary_variable(name="not_two_above")  # 1 if q[1] > r
not_two_above_2 = model.add_binary_variable(name="not_two_above_2")  # 1 if q[1] > 3
not_two_above_3 = model.add_binary_variable(name="not_two_above_3")  # 1 if r > 3

# Objective
model.minimize(mathopt.fast_sum(n * q[n] for n in N) + r - 2 * s)

# Constraints
for n in N:
    model.add_linear_constraint(
        mathopt.fast_sum(queens_is[n, v] for v in range(1, 5)) == 1, name=f"queens_has_value_{n}"
    )
    model.add_linear_constraint(
        q[n] == mathopt.fast_sum(v * queens_is[n, v] for v in range(1, 5)), name=f"queens_value_{n}"
    )
for v in range(1, 5):
    model.add_linear_constraint(
        mathopt.fast_sum(queens_is[n, v] for n in N) <= 1, name=f"queens_{v}"
    )
model.add_indicator_constraint(
    indicator=apart_above, activate_on_zero=True, implied_constraint=r <= s - 1, name="apart_1"
)
model.add_indicator_constraint(indicator=apart_above, implied_constraint=r >= s + 1, name="apart_2")
model.add_linear_constraint(s <= r + 2, name="strict")
model.add_linear_constraint(r >= 1, name="chain_1")
model.add_linear_constraint(r <= s - 1, name="chain_2")
model.add_linear_constraint(s <= 8, name="chain_3")
model.add_indicator_constraint(
    indicator=not_two_above,
    activate_on_zero=True,
    implied_constraint=q[1] <= r - 1,
    name="not_two_1",
)
model.add_indicator_constraint(
    indicator=not_two_above, implied_constraint=q[1] >= r + 1, name="not_two_2"
)
model.add_indicator_constraint(
    indicator=not_two_above_2, activate_on_zero=True, implied_constraint=q[1] <= 2, name="not_two_3"
)
model.add_indicator_constraint(
    indicator=not_two_above_2, implied_constraint=q[1] >= 4, name="not_two_4"
)
model.add_indicator_constraint(
    indicator=not_two_above_3, activate_on_zero=True, implied_constraint=r <= 2, name="not_two_5"
)
model.add_indicator_constraint(
    indicator=not_two_above_3, implied_constraint=r >= 4, name="not_two_6"
)

# Solution
result = mathopt.solve(model, mathopt.SolverType.GSCIP)
print("status:", result.termination.reason.name)
if result.termination.reason == mathopt.TerminationReason.OPTIMAL:
    for variable, value in result.variable_values().items():
        if abs(value) > 1e-9:
            print(f"{variable.name} = {value:g}")
    print(f"objective: {result.objective_value():.10g}")
