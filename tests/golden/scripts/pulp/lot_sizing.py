"""Make and store goods over the year's months; a set-up costs money, and so does storing."""

import pulp

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
model = pulp.LpProblem("model", pulp.LpMinimize)

# Variables
make = pulp.LpVariable.dicts("make", MONTHS, lowBound=0, upBound=60)
stock = pulp.LpVariable.dicts("stock", MONTHS, lowBound=0)
setup = pulp.LpVariable.dicts("setup", MONTHS, cat="Binary")
crew = pulp.LpVariable.dicts("crew", PERIODS, lowBound=0, upBound=9, cat="Integer")

# Objective
model += pulp.lpSum(30 * setup[m] + 1.5 * stock[m] for m in MONTHS) + pulp.lpSum(
    crew[t] * later[t] for t in PERIODS
)

# Constraints
model += make["Jan"] == stock["Jan"] + need["Jan"], "first"
for m in MONTHS:
    if m != "Jan":
        model += stock[previous_in_MONTHS[m]] + make[m] == stock[m] + need[m], f"balance_{m}"
for m in MONTHS:
    model += make[m] <= 60 * setup[m], f"switch_{m}"
for m in MONTHS:
    if MONTHS.index(m) > MONTHS.index("Feb"):
        model += (
            setup[m] + setup[previous_in_MONTHS[m]] + setup[previous_2_in_MONTHS[m]] <= 2,
            f"rest_{m}",
        )
for m in ["Feb", "Mar", "Apr"]:
    if m != "Apr":
        model += stock[next_in_ORDER[m]] + stock[m] >= 4, f"seasons_{m}"
for t in PERIODS:
    if t >= 2:
        model += crew[t] >= crew[t - 1] + 1, f"grow_{t}"

# Solution
model.solve(pulp.PULP_CBC_CMD(msg=False))
status = pulp.LpStatus[model.status]
print("status:", status)
if status == "Optimal":
    for variable in model.variables():
        if abs(variable.value() or 0) > 1e-9:
            print(f"{variable.name} = {variable.value():g}")
    print(f"objective: {pulp.value(model.objective):.10g}")
