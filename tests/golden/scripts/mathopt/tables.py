"""An optimization model for MathOpt."""

import csv
from pathlib import Path

from ortools.math_opt.python import mathopt

HERE = Path(__file__).parent

# Sets and data
P = ["Lyon", "Turin"]
S = [1, 2, 3]
with open(HERE / "tables/cost.csv", encoding="utf-8-sig", newline="") as file:
    rows = csv.DictReader(file)
    cost = {(row["p"], int(row["s"])): float(row["cost"]) for row in rows}
with open(HERE / "tables/need.csv", encoding="utf-8-sig", newline="") as file:
    rows = csv.DictReader(file, delimiter=";")
    need = {int(row["store"]): float(row["tons"]) for row in rows}
with open(HERE / "tables/room.csv", encoding="utf-8-sig", newline="") as file:
    rows = csv.reader(file)
    room = {p: float(value) for p, value in rows}
with open(HERE / "tables/fee.csv", encoding="utf-8-sig", newline="") as file:
    heads, *rows = csv.reader(file)
    fee = {
        (row[0], int(head)): float(cell) for row in rows for head, cell in zip(heads[1:], row[1:])
    }

# Model
model = mathopt.Model()

# Variables
ship = {(p, s): model.add_variable(lb=0, name=f"ship_{p}_{s}") for p in P for s in S}

# Objective
model.minimize(mathopt.fast_sum((cost[p, s] + fee[p, s]) * ship[p, s] for p in P for s in S))

# Constraints
for s in S:
    model.add_linear_constraint(mathopt.fast_sum(ship[p, s] for p in P) >= need[s], name=f"met_{s}")
for p in P:
    model.add_linear_constraint(
        mathopt.fast_sum(ship[p, s] for s in S) <= room[p], name=f"held_{p}"
    )

# Solution
result = mathopt.solve(model, mathopt.SolverType.HIGHS)
print("status:", result.termination.reason.name)
if result.termination.reason == mathopt.TerminationReason.OPTIMAL:
    for variable, value in result.variable_values().items():
        if abs(value) > 1e-9:
            print(f"{variable.name} = {value:g}")
    print(f"objective: {result.objective_value():.10g}")
