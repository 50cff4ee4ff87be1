"""Spread the load evenly, with absolute deviations and extremes."""

import pyomo.environ as pyo

# Sets and data
M = ["a", "b", "c"]
goal = {"a": 10, "b": 14, "c": 9}
# abs(x["a"] - x["b"]) is no further than this from its argument, or from the negative of it
M_far = 60
M_peak = 30  # max(x[m_] for m_ in M) is no further than this from any of its arguments
M_low = 30  # min(x[m_] for m_ in M) is no further than this from any of its arguments
M_cover = 50  # max(x["a"], x["b"], 2 * y) is no further than this from any of its arguments

# Model
model = pyo.ConcreteModel()
model.M = pyo.Set(initialize=M)
model.goal = pyo.Param(model.M, initialize=goal)

# Variables
model.x = pyo.Var(model.M, within=pyo.NonNegativeReals, bounds=(0, 30))
model.y = pyo.Var(within=pyo.NonNegativeReals, bounds=(0, 25))
model.z = pyo.Var(bounds=(-5, 5))
model.abs_x = pyo.Var(model.M, within=pyo.NonNegativeReals)  # stands for abs(x[m_] - goal[m_])
model.max_x = pyo.Var(within=pyo.NonNegativeReals)  # stands for max(x[m_] for m_ in M)
model.min_y = pyo.Var()  # stands for min(y, z + 3)
model.max_z = pyo.Var(within=pyo.NonNegativeReals)  # stands for max(0, z)
model.abs_x_2 = pyo.Var(within=pyo.NonNegativeReals)  # stands for abs(x["a"] - x["b"])
model.abs_x_2_positive = pyo.Var(within=pyo.Binary)  # 1 if abs_x_2 is its argument
model.max_x_2 = pyo.Var(within=pyo.NonNegativeReals)  # stands for max(x[m_] for m_ in M)
model.max_x_2_at = pyo.Var(model.M, within=pyo.Binary)  # 1 where max_x_2 is attained
model.min_x = pyo.Var(within=pyo.NonNegativeReals)  # stands for min(x[m_] for m_ in M)
model.min_x_at = pyo.Var(model.M, within=pyo.Binary)  # 1 where min_x is attained
model.max_x_3 = pyo.Var(within=pyo.NonNegativeReals)  # stands for max(x["a"], x["b"], 2 * y)
model.max_x_3_at_1 = pyo.Var(within=pyo.Binary)  # 1 where max_x_3 is attained
model.max_x_3_at_2 = pyo.Var(within=pyo.Binary)  # 1 where max_x_3 is attained
model.max_x_3_at_3 = pyo.Var(within=pyo.Binary)  # 1 where max_x_3 is attained


# Objective
@model.Objective(sense=pyo.minimize)
def objective(m):
    return sum(m.abs_x[m_] for m_ in m.M) + 2 * m.max_x - m.min_y + m.max_z


# Constraints
@model.Constraint(model.M)
def abs_x_above(m, m_):
    return m.abs_x[m_] >= m.x[m_] - m.goal[m_]


@model.Constraint(model.M)
def abs_x_below(m, m_):
    return m.abs_x[m_] >= -(m.x[m_] - m.goal[m_])


@model.Constraint(model.M)
def max_x_bound(m, m_):
    return m.max_x >= m.x[m_]


@model.Constraint()
def min_y_bound_1(m):
    return m.min_y <= m.y


@model.Constraint()
def min_y_bound_2(m):
    return m.min_y <= m.z + 3


@model.Constraint()
def max_z_bound_2(m):
    return m.max_z >= m.z


@model.Constraint()
def total(m):
    return sum(m.x[m_] for m_ in m.M) >= 36


@model.Constraint()
def abs_x_2_above(m):
    return m.abs_x_2 >= m.x["a"] - m.x["b"]


@model.Constraint()
def abs_x_2_below(m):
    return m.abs_x_2 >= -(m.x["a"] - m.x["b"])


@model.Constraint()
def abs_x_2_up(m):
    return m.abs_x_2 <= m.x["a"] - m.x["b"] + M_far * (1 - m.abs_x_2_positive)


@model.Constraint()
def abs_x_2_down(m):
    return m.abs_x_2 <= -(m.x["a"] - m.x["b"]) + M_far * m.abs_x_2_positive


@model.Constraint()
def far(m):
    return m.abs_x_2 >= 3


@model.Constraint(model.M)
def max_x_2_bound(m, m_):
    return m.max_x_2 >= m.x[m_]


@model.Constraint(model.M)
def max_x_2_attained(m, m_):
    return m.max_x_2 <= m.x[m_] + M_peak * (1 - m.max_x_2_at[m_])


@model.Constraint()
def max_x_2_once(m):
    return sum(m.max_x_2_at[m_] for m_ in m.M) == 1


@model.Constraint()
def peak(m):
    return m.max_x_2 >= m.y - 8


@model.Constraint(model.M)
def min_x_bound(m, m_):
    return m.min_x <= m.x[m_]


@model.Constraint(model.M)
def min_x_attained(m, m_):
    return m.min_x >= m.x[m_] - M_low * (1 - m.min_x_at[m_])


@model.Constraint()
def min_x_once(m):
    return sum(m.min_x_at[m_] for m_ in m.M) == 1


@model.Constraint()
def low(m):
    return m.min_x <= 9


@model.Constraint()
def max_x_3_bound_1(m):
    return m.max_x_3 >= m.x["a"]


@model.Constraint()
def max_x_3_attained_1(m):
    return m.max_x_3 <= m.x["a"] + M_cover * (1 - m.max_x_3_at_1)


@model.Constraint()
def max_x_3_bound_2(m):
    return m.max_x_3 >= m.x["b"]


@model.Constraint()
def max_x_3_attained_2(m):
    return m.max_x_3 <= m.x["b"] + M_cover * (1 - m.max_x_3_at_2)


@model.Constraint()
def max_x_3_bound_3(m):
    return m.max_x_3 >= 2 * m.y


@model.Constraint()
def max_x_3_attained_3(m):
    return m.max_x_3 <= 2 * m.y + M_cover * (1 - m.max_x_3_at_3)


@model.Constraint()
def max_x_3_once(m):
    return m.max_x_3_at_1 + m.max_x_3_at_2 + m.max_x_3_at_3 == 1


@model.Constraint()
def cover(m):
    return m.max_x_3 >= 20


@model.Constraint(model.M)
def small(m, m_):
    return pyo.inequality(-12, m.x[m_] - m.y, 12)


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
