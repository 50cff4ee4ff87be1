"""Choose projects under rules."""

from ortools.sat.python import cp_model

# Sets and data
P = ["alpha", "beta", "gamma", "delta", "eps"]
gain = {"alpha": 7, "beta": 6, "gamma": 9, "delta": 4, "eps": 5}
cost = {"alpha": 4, "beta": 3, "gamma": 6, "delta": 2, "eps": 3}

# Model
model = cp_model.CpModel()

# Variables
pick = {p: model.new_bool_var(f"pick_{p}") for p in P}
staff = model.new_int_var(0, 20, "staff")
rent = model.new_int_var(0, 50, "rent")
staff_at_least_7 = model.new_bool_var("staff_at_least_7")  # 1 if staff >= 7
rent_at_least_20 = model.new_bool_var("rent_at_least_20")  # 1 if rent >= 20
staff_at_least_3 = model.new_bool_var("staff_at_least_3")  # 1 if staff >= 3
staff_at_least_18 = model.new_bool_var("staff_at_least_18")  # 1 if staff >= 18
odd_holds = model.new_bool_var("odd_holds")  # 1 if pick["beta"] xor pick["eps"]
rent_at_least_30 = model.new_bool_var("rent_at_least_30")  # 1 if rent >= 30
# 1 if pick[p] and rent >= 3 * cost[p]
some_holds = {p: model.new_bool_var(f"some_holds_{p}") for p in P}
some_holds_2 = {p: model.new_bool_var(f"some_holds_2_{p}") for p in P}  # 1 if rent >= 3 * cost[p]

# Objective
model.maximize(sum(gain[p] * pick[p] for p in P) - 0.5 * staff - 0.1 * rent)

# Constraints
model.add(sum(cost[p] * pick[p] for p in P) <= 13)
model.add_implication(pick["alpha"], pick["beta"])
model.add(pick["gamma"] + pick["delta"] <= 1)
model.add_bool_or(pick["alpha"], pick["gamma"], pick["eps"])
model.add(staff >= 5).only_enforce_if(pick["gamma"])
for p in P:
    if p != "eps":
        model.add(rent >= 2 * cost[p]).only_enforce_if(pick[p])
model.add(staff >= 7).only_enforce_if(staff_at_least_7)
model.add(rent >= 20).only_enforce_if(rent_at_least_20)
model.add(staff_at_least_7 + rent_at_least_20 >= 1)
model.add(staff >= 3).only_enforce_if(staff_at_least_3)
model.add(staff <= 2).only_enforce_if(~staff_at_least_3)
model.add(pick["delta"] == staff_at_least_3)
model.add_at_most_one(pick[p] for p in ["alpha", "delta", "eps"])
model.add(staff >= 18).only_enforce_if(staff_at_least_18)
model.add(staff <= 17).only_enforce_if(~staff_at_least_18)
model.add(pick["beta"] + pick["gamma"] + staff_at_least_18 == 1)
model.add(odd_holds <= pick["beta"] + pick["eps"])
model.add(odd_holds <= 2 - (pick["beta"] + pick["eps"]))
model.add(odd_holds >= pick["beta"] - pick["eps"])
model.add(odd_holds >= pick["eps"] - pick["beta"])
model.add(rent >= 30).only_enforce_if(rent_at_least_30)
model.add(odd_holds + rent_at_least_30 >= 1)
for p in P:
    model.add(rent >= 1).only_enforce_if(pick[p])
    model.add(rent >= 3 * cost[p]).only_enforce_if(some_holds_2[p])
    model.add(some_holds[p] <= pick[p])
    model.add(some_holds[p] <= some_holds_2[p])
model.add(sum(some_holds[p] for p in P) >= 1)

# Solution
solver = cp_model.CpSolver()
status = solver.solve(model)
print("status:", solver.status_name(status))
if status == cp_model.OPTIMAL:
    for p, variable in pick.items():
        if solver.value(variable):
            print(f"pick[{p}] = {solver.value(variable)}")
    print(f"staff = {solver.value(staff)}")
    print(f"rent = {solver.value(rent)}")
    print(f"staff_at_least_7 = {solver.value(staff_at_least_7)}")
    print(f"rent_at_least_20 = {solver.value(rent_at_least_20)}")
    print(f"staff_at_least_3 = {solver.value(staff_at_least_3)}")
    print(f"staff_at_least_18 = {solver.value(staff_at_least_18)}")
    print(f"odd_holds = {solver.value(odd_holds)}")
    print(f"rent_at_least_30 = {solver.value(rent_at_least_30)}")
    for p, variable in some_holds.items():
        if solver.value(variable):
            print(f"some_holds[{p}] = {solver.value(variable)}")
    for p, variable in some_holds_2.items():
        if solver.value(variable):
            print(f"some_holds_2[{p}] = {solver.value(variable)}")
    print(f"objective: {solver.objective_value:.10g}")
