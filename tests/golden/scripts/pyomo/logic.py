"""Choose projects under rules."""

import pyomo.environ as pyo

# Sets and data
P = ["alpha", "beta", "gamma", "delta", "eps"]
gain = {"alpha": 7, "beta": 6, "gamma": 9, "delta": 4, "eps": 5}
cost = {"alpha": 4, "beta": 3, "gamma": 6, "delta": 2, "eps": 3}
M_same = 18  # within the bounds, staff < 3 is missed by no more than this
M_exactly = 3  # within the bounds, staff < 18 is missed by no more than this

# Model
model = pyo.ConcreteModel()
model.P = pyo.Set(initialize=P)
model.gain = pyo.Param(model.P, initialize=gain)
model.cost = pyo.Param(model.P, initialize=cost)

# Variables
model.pick = pyo.Var(model.P, within=pyo.Binary)
model.staff = pyo.Var(within=pyo.NonNegativeIntegers, bounds=(0, 20))
model.rent = pyo.Var(within=pyo.NonNegativeReals, bounds=(0, 50))
model.staff_at_least_7 = pyo.Var(within=pyo.Binary)  # 1 if staff >= 7
model.rent_at_least_20 = pyo.Var(within=pyo.Binary)  # 1 if rent >= 20
model.staff_at_least_3 = pyo.Var(within=pyo.Binary)  # 1 if staff >= 3
model.staff_at_least_18 = pyo.Var(within=pyo.Binary)  # 1 if staff >= 18
model.odd_holds = pyo.Var(within=pyo.Binary)  # 1 if pick["beta"] xor pick["eps"]
model.rent_at_least_30 = pyo.Var(within=pyo.Binary)  # 1 if rent >= 30
model.some_holds = pyo.Var(model.P, within=pyo.Binary)  # 1 if pick[p] and rent >= 3 * cost[p]
model.some_holds_2 = pyo.Var(model.P, within=pyo.Binary)  # 1 if rent >= 3 * cost[p]


# Objective
@model.Objective(sense=pyo.maximize)
def objective(m):
    return sum(m.gain[p] * m.pick[p] for p in m.P) - 0.5 * m.staff - 0.1 * m.rent


# Constraints
@model.Constraint()
def money(m):
    return sum(m.cost[p] * m.pick[p] for p in m.P) <= 13


@model.Constraint()
def needs(m):
    return m.pick["alpha"] <= m.pick["beta"]


@model.Constraint()
def not_both(m):
    return m.pick["gamma"] + m.pick["delta"] <= 1


@model.Constraint()
def at_least(m):
    return m.pick["alpha"] + m.pick["gamma"] + m.pick["eps"] >= 1


@model.Constraint()
def people(m):
    return m.staff >= 5 * m.pick["gamma"]


@model.Constraint(model.P)
def room(m, p):
    if p == "eps":
        return pyo.Constraint.Skip
    return m.rent >= 2 * m.cost[p] * m.pick[p]


@model.Constraint()
def staff_at_least_7_then(m):
    return m.staff >= 7 * m.staff_at_least_7


@model.Constraint()
def rent_at_least_20_then(m):
    return m.rent >= 20 * m.rent_at_least_20


@model.Constraint()
def either(m):
    return m.staff_at_least_7 + m.rent_at_least_20 >= 1


@model.Constraint()
def staff_at_least_3_then(m):
    return m.staff >= 3 * m.staff_at_least_3


@model.Constraint()
def staff_at_least_3_if(m):
    return m.staff <= 2 + M_same * m.staff_at_least_3


@model.Constraint()
def same(m):
    return m.pick["delta"] == m.staff_at_least_3


@model.Constraint()
def one(m):
    return sum(m.pick[p] for p in ["alpha", "delta", "eps"]) <= 1


@model.Constraint()
def staff_at_least_18_then(m):
    return m.staff >= 18 * m.staff_at_least_18


@model.Constraint()
def staff_at_least_18_if(m):
    return m.staff <= 17 + M_exactly * m.staff_at_least_18


@model.Constraint()
def exactly(m):
    return m.pick["beta"] + m.pick["gamma"] + m.staff_at_least_18 == 1


@model.Constraint()
def odd_holds_xor(m):
    return m.odd_holds <= m.pick["beta"] + m.pick["eps"]


@model.Constraint()
def odd_holds_xor_2(m):
    return m.odd_holds <= 2 - (m.pick["beta"] + m.pick["eps"])


@model.Constraint()
def odd_holds_xor_3(m):
    return m.odd_holds >= m.pick["beta"] - m.pick["eps"]


@model.Constraint()
def odd_holds_xor_4(m):
    return m.odd_holds >= m.pick["eps"] - m.pick["beta"]


@model.Constraint()
def rent_at_least_30_then(m):
    return m.rent >= 30 * m.rent_at_least_30


@model.Constraint()
def odd(m):
    return m.odd_holds + m.rent_at_least_30 >= 1


@model.Constraint(model.P)
def every(m, p):
    return m.rent >= m.pick[p]


@model.Constraint(model.P)
def some_holds_2_then(m, p):
    return m.rent >= 3 * m.cost[p] * m.some_holds_2[p]


@model.Constraint(model.P)
def some_holds_each(m, p):
    return m.some_holds[p] <= m.pick[p]


@model.Constraint(model.P)
def some_holds_each_2(m, p):
    return m.some_holds[p] <= m.some_holds_2[p]


@model.Constraint()
def some(m):
    return sum(m.some_holds[p] for p in m.P) >= 1


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
