"""Make and store goods over the year's months; a set-up costs money, and so does storing."""

import pyomo.environ as pyo

# Sets and data
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May"]
n = len(MONTHS)
PERIODS = range(1, n + 1)
ORDER = ["Feb", "Mar", "Apr"]
need = {"Jan": 20, "Feb": 35, "Mar": 10, "Apr": 50, "May": 25}
later = {t: sum(s for s in range(t, n + 1)) for t in PERIODS}

# Model
model = pyo.ConcreteModel()
model.MONTHS = pyo.Set(initialize=MONTHS)
model.PERIODS = pyo.Set(initialize=PERIODS)
model.ORDER = pyo.Set(initialize=ORDER)
model.need = pyo.Param(model.MONTHS, initialize=need)
model.later = pyo.Param(model.PERIODS, initialize=later)

# Variables
model.make = pyo.Var(model.MONTHS, within=pyo.NonNegativeReals, bounds=(0, 60))
model.stock = pyo.Var(model.MONTHS, within=pyo.NonNegativeReals)
model.setup = pyo.Var(model.MONTHS, within=pyo.Binary)
model.crew = pyo.Var(model.PERIODS, within=pyo.NonNegativeIntegers, bounds=(0, 9))


# Objective
@model.Objective(sense=pyo.minimize)
def objective(m):
    return sum(30 * m.setup[m_] + 1.5 * m.stock[m_] for m_ in m.MONTHS) + sum(
        m.crew[t] * m.later[t] for t in m.PERIODS
    )


# Constraints
@model.Constraint()
def first(m):
    return m.make["Jan"] == m.stock["Jan"] + m.need["Jan"]


@model.Constraint(model.MONTHS)
def balance(m, m_):
    if m_ == "Jan":
        return pyo.Constraint.Skip
    return m.stock[m.MONTHS.prev(m_)] + m.make[m_] == m.stock[m_] + m.need[m_]


@model.Constraint(model.MONTHS)
def switch(m, m_):
    return m.make[m_] <= 60 * m.setup[m_]


@model.Constraint(model.MONTHS)
def rest(m, m_):
    if m.MONTHS.ord(m_) <= m.MONTHS.ord("Feb"):
        return pyo.Constraint.Skip
    return m.setup[m_] + m.setup[m.MONTHS.prev(m_)] + m.setup[m.MONTHS.prev(m_, 2)] <= 2


@model.Constraint([m_ for m_ in ["Feb", "Mar", "Apr"] if m_ != "Apr"])
def seasons(m, m_):
    return m.stock[m.ORDER.next(m_)] + m.stock[m_] >= 4


@model.Constraint(model.PERIODS)
def grow(m, t):
    if t < 2:
        return pyo.Constraint.Skip
    return m.crew[t] >= m.crew[t - 1] + 1


# Solution
solver = pyo.SolverFactory("appsi_highs")
results = solver.solve(model, load_solutions=False)
status = results.solver.termination_condition
print("status:", status)
if status == pyo.TerminationCondition.optimal:
    model.solutions.load_from(results)
    for variable in model.component_data_objects(pyo.Var):
        if abs(variable.value or 0) > 1e-9:
            print(f"{variable.name} = {variable.value:g}")
    print(f"objective: {pyo.value(model.objective):.10g}")
