"""Choose projects under rules."""

import pulp

# Sets and data
P = ["alpha", "beta", "gamma", "delta", "eps"]
gain = {"alpha": 7, "beta": 6, "gamma": 9, "delta": 4, "eps": 5}
cost = {"alpha": 4, "beta": 3, "gamma": 6, "delta": 2, "eps": 3}
M_same = 18  # within the bounds, staff < 3 is missed by no more than this
M_exactly = 3  # within the bounds, staff < 18 is missed by no more than this

# Model
model = pulp.LpProblem("model", pulp.LpMaximize)

# Variables
pick = pulp.LpVariable.dicts("pick", P, cat="Binary")
staff = pulp.LpVariable("staff", lowBound=0, upBound=20, cat="Integer")
rent = pulp.LpVariable("rent", lowBound=0, upBound=50)
staff_at_least_7 = pulp.LpVariable("staff_at_least_7", cat="Binary")  # 1 if staff >= 7
rent_at_least_20 = pulp.LpVariable("rent_at_least_20", cat="Binary")  # 1 if rent >= 20
staff_at_least_3 = pulp.LpVariable("staff_at_least_3", cat="Binary")  # 1 if staff >= 3
staff_at_least_18 = pulp.LpVariable("staff_at_least_18", cat="Binary")  # 1 if staff >= 18
odd_holds = pulp.LpVariable("odd_holds", cat="Binary")  # 1 if pick["beta"] xor pick["eps"]
rent_at_least_30 = pulp.LpVariable("rent_at_least_30", cat="Binary")  # 1 if rent >= 30
# 1 if pick[p] and rent >= 3 * cost[p]
some_holds = pulp.LpVariable.dicts("some_holds", P, cat="Binary")
some_holds_2 = pulp.LpVariable.dicts("some_holds_2", P, cat="Binary")  # 1 if rent >= 3 * cost[p]

# Objective
model += pulp.lpSum(gain[p] * pick[p] for p in P) - 0.5 * staff - 0.1 * rent

# Constraints
model += pulp.lpSum(cost[p] * pick[p] for p in P) <= 13, "money"
model += pick["alpha"] <= pick["beta"], "needs"
model += pick["gamma"] + pick["delta"] <= 1, "not_both"
model += pick["alpha"] + pick["gamma"] + pick["eps"] >= 1, "at_least"
model += staff >= 5 * pick["gamma"], "people"
for p in P:
    if p != "eps":
        model += rent >= 2 * cost[p] * pick[p], f"room_{p}"
model += staff >= 7 * staff_at_least_7, "staff_at_least_7_then"
model += rent >= 20 * rent_at_least_20, "rent_at_least_20_then"
model += staff_at_least_7 + rent_at_least_20 >= 1, "either"
model += staff >= 3 * staff_at_least_3, "staff_at_least_3_then"
model += staff <= 2 + M_same * staff_at_least_3, "staff_at_least_3_if"
model += pick["delta"] == staff_at_least_3, "same"
model += pulp.lpSum(pick[p] for p in ["alpha", "delta", "eps"]) <= 1, "one"
model += staff >= 18 * staff_at_least_18, "staff_at_least_18_then"
model += staff <= 17 + M_exactly * staff_at_least_18, "staff_at_least_18_if"
model += pick["beta"] + pick["gamma"] + staff_at_least_18 == 1, "exactly"
model += odd_holds <= pick["beta"] + pick["eps"], "odd_holds_xor"
model += odd_holds <= 2 - (pick["beta"] + pick["eps"]), "odd_holds_xor_2"
model += odd_holds >= pick["beta"] - pick["eps"], "odd_holds_xor_3"
model += odd_holds >= pick["eps"] - pick["beta"], "odd_holds_xor_4"
model += rent >= 30 * rent_at_least_30, "rent_at_least_30_then"
model += odd_holds + rent_at_least_30 >= 1, "odd"
for p in P:
    model += rent >= pick[p], f"every_{p}"
    model += rent >= 3 * cost[p] * some_holds_2[p], f"some_holds_2_then_{p}"
    model += some_holds[p] <= pick[p], f"some_holds_each_{p}"
    model += some_holds[p] <= some_holds_2[p], f"some_holds_each_2_{p}"
model += pulp.lpSum(some_holds[p] for p in P) >= 1, "some"

# Solution
model.solve(pulp.PULP_CBC_CMD(msg=False))
status = pulp.LpStatus[model.status]
print("status:", status)
if status == "Optimal":
    for variable in model.variables():
        if abs(variable.value() or 0) > 1e-9:
            print(f"{variable.name} = {variable.value():g}")
    print(f"objective: {pulp.value(model.objective):.10g}")
