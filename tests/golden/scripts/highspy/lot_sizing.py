"""Make and store goods over the year's months; a set-up costs money, and so does storing."""

import highspy

# Sets and data
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May"]
previous_in_MONTHS = dict(zip(MONTHS[1:], MONTHS))
previous_2_in_MONTHS = dict(zip(MONTHS[2:], MONTHS))
n = len(MONTHS)
PERIODS = range(1, n + 1)
ORDER = ["Feb", "Mar", "Apr"]
next_in_ORDER = dict(zip(ORDER, ORDER[1:]))
need = {"Jan": 20, "Feb": 35, "Mar": 10, "Apr": 50, "May": 25}
later = {t: sum(s for s in range(t, n + 1)) for t in PERIODS}

# Model
model = highspy.Highs()
model.silent()  # without it, HiGHS prints its log

# Variables
make = model.addVariables(MONTHS, ub=60, name_prefix="make")
stock = model.addVariables(MONTHS, name_prefix="stock")
setup = model.addBinaries(MONTHS, name_prefix="setup")
crew = model.addIntegrals(PERIODS, ub=9, name_prefix="crew")

# Objective
model.setObjective(
    model.qsum(30 * setup[m] + 1.5 * stock[m] for m in MONTHS)
    + model.qsum(crew[t] * later[t] for t in PERIODS),
    highspy.ObjSense.kMinimize,
)

# Constraints
model.addConstr(make["Jan"] == stock["Jan"] + need["Jan"], name="first")
for m in MONTHS:
    if m != "Jan":
        model.addConstr(
            stock[previous_in_MONTHS[m]] + make[m] == stock[m] + need[m], name=f"balance_{m}"
        )
for m in MONTHS:
    model.addConstr(make[m] <= 60 * setup[m], name=f"switch_{m}")
for m in MONTHS:
    if MONTHS.index(m) > MONTHS.index("Feb"):
        model.addConstr(
            setup[m] + setup[previous_in_MONTHS[m]] + setup[previous_2_in_MONTHS[m]] <= 2,
            name=f"rest_{m}",
        )
for m in ["Feb", "Mar", "Apr"]:
    if m != "Apr":
        model.addConstr(stock[next_in_ORDER[m]] + stock[m] >= 4, name=f"seasons_{m}")
for t in PERIODS:
    if t >= 2:
        model.addConstr(crew[t] >= crew[t - 1] + 1, name=f"grow_{t}")

# Solution
model.solve()
status = model.getModelStatus()
print("status:", model.modelStatusToString(status))
if status == highspy.HighsModelStatus.kOptimal:
    for m, value in model.vals(make).items():
        if abs(value) > 1e-9:
            print(f"make[{m}] = {value:g}")
    for m, value in model.vals(stock).items():
        if abs(value) > 1e-9:
            print(f"stock[{m}] = {value:g}")
    for m, value in model.vals(setup).items():
        if abs(value) > 1e-9:
            print(f"setup[{m}] = {value:g}")
    for t, value in model.vals(crew).items():
        if abs(value) > 1e-9:
            print(f"crew[{t}] = {value:g}")
    print(f"objective: {model.getObjectiveValue():.10g}")
