"""An optimization model for CP-SAT."""

import csv
from pathlib import Path

from ortools.sat.python import cp_model

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
SCALE = 2  # makes the fractions in rows whole, as CP-SAT needs them
model = cp_model.CpModel()

# Variables
ship = {(p, s): model.new_int_var(0, 80, f"ship_{p}_{s}") for p in P for s in S}

# Objective
model.minimize(sum((cost[p, s] + fee[p, s]) * ship[p, s] for p in P for s in S))

# Constraints
for s in S:
    model.add(sum(ship[p, s] for p in P) >= round(need[s]))
for p in P:
    model.add(sum(SCALE * ship[p, s] for s in S) <= round(SCALE * room[p]))

# Solution
solver = cp_model.CpSolver()
status = solver.solve(model)
print("status:", solver.status_name(status))
if status == cp_model.OPTIMAL:
    for (p, s), variable in ship.items():
        if solver.value(variable):
            print(f"ship[{p}, {s}] = {solver.value(variable)}")
    print(f"objective: {solver.objective_value:.10g}")
