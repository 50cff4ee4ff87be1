"""Make and store goods over the year's months; a set-up costs money, and so does storing."""

from ortools.math_opt.python import mathopt

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
model = mathopt.Model()

# Variables
make = {m: model.add_variable(lb=0, ub=60, name=f"make_{m}") for m in MONTHS}
stock = {m: model.add_variable(lb=0, name=f"stock_{m}") for m in MONTHS}
setup = {m: model.add_binary_variable(name=f"setup_{m}") for m in MONTHS}
crew = {t: model.add_integer_variable(lb=0, ub=9, name=f"crew_{t}") for t in PERIODS}

# Objective
model.minimize(
    mathopt.fast_sum(30 * setup[m] + 1.5 * stock[m] for m in MONTHS)
    + mathopt.fast_sum(crew[t] * later[t] for t in PERIODS)
)

# Constraints
model.add_linear_constraint(make["Jan"] == stock["Jan"] + need["Jan"], name="first")
for m in MONTHS:
    if m != "Jan":
        model.add_linear_constraint(
            stock[previous_in_MONTHS[m]] + make[m] == stock[m] + need[m], name=f"balance_{m}"
        )
for m in MONTHS:
    model.add_linear_constraint(make[m] <= 60 * setup[m], name=f"switch_{m}")
for m in MONTHS:
    if MONTHS.index(m) > MONTHS.index("Feb"):
        model.add_linear_constraint(
            setup[m] + setup[previous_in_MONTHS[m]] + setup[previous_2_in_MONTHS[m]] <= 2,
            name=f"rest_{m}",
        )
for m in ["Feb", "Mar", "Apr"]:
    if m != "Apr":
        model.add_linear_constraint(stock[next_in_ORDER[m]] + stock[m] >= 4, name=f"seasons_{m}")
for t in PERIODS:
    if t >= 2:
        model.add_linear_constraint(crew[t] >= crew[t - 1] + 1, name=f"grow_{t}")

# Solution
result = mathopt.solve(model, mathopt.SolverType.HIGHS)
print("status:", result.termination.reason.name)
if result.termination.reason == mathopt.TerminationReason.OPTIMAL:
    for variable, value in result.variable_values().items():
        if abs(value) > 1e-9:
            print(f"{variable.name} = {value:g}")
    print(f"objective: {result.objective_value():.10g}")
