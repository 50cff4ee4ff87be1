"""Choose projects under rules."""

import highspy

# Sets and data
P = ["alpha", "beta", "gamma", "delta", "eps"]
gain = {"alpha": 7, "beta": 6, "gamma": 9, "delta": 4, "eps": 5}
cost = {"alpha": 4, "beta": 3, "gamma": 6, "delta": 2, "eps": 3}
M_same = 18  # within the bounds, staff < 3 is missed by no more than this
M_exactly = 3  # within the bounds, staff < 18 is missed by no more than this

# Model
model = highspy.Highs()
model.silent()  # without it, HiGHS prints its log

# Variables
pick = model.addBinaries(P, name_prefix="pick")
staff = model.addIntegral(ub=20, name="staff")
rent = model.addVariable(ub=50, name="rent")
staff_at_least_7 = model.addBinary(name="staff_at_least_7")  # 1 if staff >= 7
rent_at_least_20 = model.addBinary(name="rent_at_least_20")  # 1 if rent >= 20
staff_at_least_3 = model.addBinary(name="staff_at_least_3")  # 1 if staff >= 3
staff_at_least_18 = model.addBinary(name="staff_at_least_18")  # 1 if staff >= 18
odd_holds = model.addBinary(name="odd_holds")  # 1 if pick["beta"] xor pick["eps"]
rent_at_least_30 = model.addBinary(name="rent_at_least_30")  # 1 if rent >= 30
some_holds = model.addBinaries(P, name_prefix="some_holds")  # 1 if pick[p] and rent >= 3 * cost[p]
some_holds_2 = model.addBinaries(P, name_prefix="some_holds_2")  # 1 if rent >= 3 * cost[p]

# Objective
model.setObjective(
    model.qsum(gain[p] * pick[p] for p in P) - 0.5 * staff - 0.1 * rent, highspy.ObjSense.kMaximize
)

# Constraints
model.addConstr(model.qsum(cost[p] * pick[p] for p in P) <= 13, name="money")
model.addConstr(pick["alpha"] <= pick["beta"], name="needs")
model.addConstr(pick["gamma"] + pick["delta"] <= 1, name="not_both")
model.addConstr(pick["alpha"] + pick["gamma"] + pick["eps"] >= 1, name="at_least")
model.addConstr(staff >= 5 * pick["gamma"], name="people")
for p in P:
    if p != "eps":
        model.addConstr(rent >= 2 * cost[p] * pick[p], name=f"room_{p}")
model.addConstr(staff >= 7 * staff_at_least_7, name="staff_at_least_7_then")
model.addConstr(rent >= 20 * rent_at_least_20, name="rent_at_least_20_then")
model.addConstr(staff_at_least_7 + rent_at_least_20 >= 1, name="either")
model.addConstr(staff >= 3 * staff_at_least_3, name="staff_at_least_3_then")
model.addConstr(staff <= 2 + M_same * staff_at_least_3, name="staff_at_least_3_if")
model.addConstr(pick["delta"] == staff_at_least_3, name="same")
model.addConstr(model.qsum(pick[p] for p in ["alpha", "delta", "eps"]) <= 1, name="one")
model.addConstr(staff >= 18 * staff_at_least_18, name="staff_at_least_18_then")
model.addConstr(staff <= 17 + M_exactly * staff_at_least_18, name="staff_at_least_18_if")
model.addConstr(pick["beta"] + pick["gamma"] + staff_at_least_18 == 1, name="exactly")
model.addConstr(odd_holds <= pick["beta"] + pick["eps"], name="odd_holds_xor")
model.addConstr(odd_holds <= 2 - (pick["beta"] + pick["eps"]), name="odd_holds_xor_2")
model.addConstr(odd_holds >= pick["beta"] - pick["eps"], name="odd_holds_xor_3")
model.addConstr(odd_holds >= pick["eps"] - pick["beta"], name="odd_holds_xor_4")
model.addConstr(rent >= 30 * rent_at_least_30, name="rent_at_least_30_then")
model.addConstr(odd_holds + rent_at_least_30 >= 1, name="odd")
for p in P:
    model.addConstr(rent >= pick[p], name=f"every_{p}")
    model.addConstr(rent >= 3 * cost[p] * some_holds_2[p], name=f"some_holds_2_then_{p}")
    model.addConstr(some_holds[p] <= pick[p], name=f"some_holds_each_{p}")
    model.addConstr(some_holds[p] <= some_holds_2[p], name=f"some_holds_each_2_{p}")
model.addConstr(model.qsum(some_holds[p] for p in P) >= 1, name="some")

# Solution
model.solve()
status = model.getModelStatus()
print("status:", model.modelStatusToString(status))
if status == highspy.HighsModelStatus.kOptimal:
    for p, value in model.vals(pick).items():
        if abs(value) > 1e-9:
            print(f"pick[{p}] = {value:g}")
    print(f"staff = {model.val(staff):g}")
    print(f"rent = {model.val(rent):g}")
    print(f"staff_at_least_7 = {model.val(staff_at_least_7):g}")
    print(f"rent_at_least_20 = {model.val(rent_at_least_20):g}")
    print(f"staff_at_least_3 = {model.val(staff_at_least_3):g}")
    print(f"staff_at_least_18 = {model.val(staff_at_least_18):g}")
    print(f"odd_holds = {model.val(odd_holds):g}")
    print(f"rent_at_least_30 = {model.val(rent_at_least_30):g}")
    for p, value in model.vals(some_holds).items():
        if abs(value) > 1e-9:
            print(f"some_holds[{p}] = {value:g}")
    for p, value in model.vals(some_holds_2).items():
        if abs(value) > 1e-9:
            print(f"some_holds_2[{p}] = {value:g}")
    print(f"objective: {model.getObjectiveValue():.10g}")
