"""Choose projects under rules."""

from ortools.math_opt.python import mathopt

# Sets and data
P = ["alpha", "beta", "gamma", "delta", "eps"]
gain = {"alpha": 7, "beta": 6, "gamma": 9, "delta": 4, "eps": 5}
cost = {"alpha": 4, "beta": 3, "gamma": 6, "delta": 2, "eps": 3}

# Model
model = mathopt.Model()

# Variables
pick = {p: model.add_binary_variable(name=f"pick_{p}") for p in P}
staff = model.add_integer_variable(lb=0, ub=20, name="staff")
rent = model.add_variable(lb=0, ub=50, name="rent")
staff_at_least_7 = model.add_binary_variable(name="staff_at_least_7")  # 1 if staff >= 7
rent_at_least_20 = model.add_binary_variable(name="rent_at_least_20")  # 1 if rent >= 20
staff_at_least_3 = model.add_binary_variable(name="staff_at_least_3")  # 1 if staff >= 3
staff_at_least_18 = model.add_binary_variable(name="staff_at_least_18")  # 1 if staff >= 18
odd_holds = model.add_binary_variable(name="odd_holds")  # 1 if pick["beta"] xor pick["eps"]
rent_at_least_30 = model.add_binary_variable(name="rent_at_least_30")  # 1 if rent >= 30
# 1 if pick[p] and rent >= 3 * cost[p]
some_holds = {p: model.add_binary_variable(name=f"some_holds_{p}") for p in P}
# 1 if rent >= 3 * cost[p]
some_holds_2 = {p: model.add_binary_variable(name=f"some_holds_2_{p}") for p in P}

# Objective
model.maximize(mathopt.fast_sum(gain[p] * pick[p] for p in P) - 0.5 * staff - 0.1 * rent)

# Constraints
model.add_linear_constraint(mathopt.fast_sum(cost[p] * pick[p] for p in P) <= 13, name="money")
model.add_linear_constraint(pick["alpha"] <= pick["beta"], name="needs")
model.add_linear_constraint(pick["gamma"] + pick["delta"] <= 1, name="not_both")
model.add_linear_constraint(pick["alpha"] + pick["gamma"] + pick["eps"] >= 1, name="at_least")
model.add_indicator_constraint(
    indicator=pick["gamma"], implied_constraint=staff >= 5, name="people"
)
for p in P:
    if p != "eps":
        model.add_indicator_constraint(
            indicator=pick[p], implied_constraint=rent >= 2 * cost[p], name=f"room_{p}"
        )
model.add_indicator_constraint(
    indicator=staff_at_least_7, implied_constraint=staff >= 7, name="staff_at_least_7_then"
)
model.add_indicator_constraint(
    indicator=rent_at_least_20, implied_constraint=rent >= 20, name="rent_at_least_20_then"
)
model.add_linear_constraint(staff_at_least_7 + rent_at_least_20 >= 1, name="either")
model.add_indicator_constraint(
    indicator=staff_at_least_3, implied_constraint=staff >= 3, name="staff_at_least_3_then"
)
model.add_indicator_constraint(
    indicator=staff_at_least_3,
    activate_on_zero=True,
    implied_constraint=staff <= 2,
    name="staff_at_least_3_if",
)
model.add_linear_constraint(pick["delta"] == staff_at_least_3, name="same")
model.add_linear_constraint(
    mathopt.fast_sum(pick[p] for p in ["alpha", "delta", "eps"]) <= 1, name="one"
)
model.add_indicator_constraint(
    indicator=staff_at_least_18, implied_constraint=staff >= 18, name="staff_at_least_18_then"
)
model.add_indicator_constraint(
    indicator=staff_at_least_18,
    activate_on_zero=True,
    implied_constraint=staff <= 17,
    name="staff_at_least_18_if",
)
model.add_linear_constraint(pick["beta"] + pick["gamma"] + staff_at_least_18 == 1, name="exactly")
model.add_linear_constraint(odd_holds <= pick["beta"] + pick["eps"], name="odd_holds_xor")
model.add_linear_constraint(odd_holds <= 2 - (pick["beta"] + pick["eps"]), name="odd_holds_xor_2")
model.add_linear_constraint(odd_holds >= pick["beta"] - pick["eps"], name="odd_holds_xor_3")
model.add_linear_constraint(odd_holds >= pick["eps"] - pick["beta"], name="odd_holds_xor_4")
model.add_indicator_constraint(
    indicator=rent_at_least_30, implied_constraint=rent >= 30, name="rent_at_least_30_then"
)
model.add_linear_constraint(odd_holds + rent_at_least_30 >= 1, name="odd")
for p in P:
    model.add_indicator_constraint(
        indicator=pick[p], implied_constraint=rent >= 1, name=f"every_{p}"
    )
    model.add_indicator_constraint(
        indicator=some_holds_2[p],
        implied_constraint=rent >= 3 * cost[p],
        name=f"some_holds_2_then_{p}",
    )
    model.add_linear_constraint(some_holds[p] <= pick[p], name=f"some_holds_each_{p}")
    model.add_linear_constraint(some_holds[p] <= some_holds_2[p], name=f"some_holds_each_2_{p}")
model.add_linear_constraint(mathopt.fast_sum(some_holds[p] for p in P) >= 1, name="some")

# Solution
result = mathopt.solve(model, mathopt.SolverType.GSCIP)
print("status:", result.termination.reason.name)
if result.termination.reason == mathopt.TerminationReason.OPTIMAL:
    for variable, value in result.variable_values().items():
        if abs(value) > 1e-9:
            print(f"{variable.name} = {value:g}")
    print(f"objective: {result.objective_value():.10g}")
