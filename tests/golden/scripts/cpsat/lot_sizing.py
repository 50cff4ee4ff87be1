"""Make and store goods over the year's months; a set-up costs money, and so does storing."""

from ortools.sat.python import cp_model

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
BOUND = 10**9  # CP-SAT needs bounds; variables that have none get this one
model = cp_model.CpModel()

# Variables
make = {m: model.new_int_var(0, 60, f"make_{m}") for m in MONTHS}
stock = {m: model.new_int_var(0, BOUND, f"stock_{m}") for m in MONTHS}
setup = {m: model.new_bool_var(f"setup_{m}") for m in MONTHS}
crew = {t: model.new_int_var(0, 9, f"crew_{t}") for t in PERIODS}

# Objective
model.minimize(
    sum(30 * setup[m] + 1.5 * stock[m] for m in MONTHS) + sum(crew[t] * later[t] for t in PERIODS)
)

# Constraints
model.add(make["Jan"] == stock["Jan"] + need["Jan"])
for m in MONTHS:
    if m != "Jan":
        model.add(stock[previous_in_MONTHS[m]] + make[m] == stock[m] + need[m])
for m in MONTHS:
    model.add(make[m] <= 60 * setup[m])
for m in MONTHS:
    if MONTHS.index(m) > MONTHS.index("Feb"):
        model.add(setup[m] + setup[previous_in_MONTHS[m]] + setup[previous_2_in_MONTHS[m]] <= 2)
for m in ["Feb", "Mar", "Apr"]:
    if m != "Apr":
        model.add(stock[next_in_ORDER[m]] + stock[m] >= 4)
for t in PERIODS:
    if t >= 2:
        model.add(crew[t] >= crew[t - 1] + 1)

# Solution
solver = cp_model.CpSolver()
status = solver.solve(model)
print("status:", solver.status_name(status))
if status == cp_model.OPTIMAL:
    for m, variable in make.items():
        if solver.value(variable):
            print(f"make[{m}] = {solver.value(variable)}")
    for m, variable in stock.items():
        if solver.value(variable):
            print(f"stock[{m}] = {solver.value(variable)}")
    for m, variable in setup.items():
        if solver.value(variable):
            print(f"setup[{m}] = {solver.value(variable)}")
    for t, variable in crew.items():
        if solver.value(variable):
            print(f"crew[{t}] = {solver.value(variable)}")
    print(f"objective: {solver.objective_value:.10g}")
