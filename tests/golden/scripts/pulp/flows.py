"""Send 12 units from a to d along arcs with capacities at least cost."""

import pulp

# Sets and data
NODES = ["a", "b", "c", "d", "e"]
ARCS = [("a", "b"), ("a", "c"), ("b", "c"), ("b", "d"), ("c", "d")]
ARCS_SET = set(ARCS)
capacity = {("a", "b"): 8, ("a", "c"): 6, ("b", "c"): 4, ("b", "d"): 7, ("c", "d"): 10}
BIG = [(i, j) for i, j in ARCS if capacity[i, j] >= 8]
BIG_SET = set(BIG)
PLAIN = [item for item in ARCS if item not in BIG_SET]
cost = {("a", "b"): 2, ("a", "c"): 5, ("b", "c"): 1, ("b", "d"): 6, ("c", "d"): 2}
supply = {"a": 12, "b": 0, "c": 0, "d": -12, "e": 0}

# Model
model = pulp.LpProblem("model", pulp.LpMinimize)

# Variables
flow = pulp.LpVariable.dicts("flow", ARCS, lowBound=0)
used = pulp.LpVariable.dicts("used", BIG, cat="Binary")

# Objective
model += pulp.lpSum(cost[i, j] * flow[i, j] for i, j in ARCS) + 3 * pulp.lpSum(
    used[i, j] for i, j in BIG
)

# Constraints
for i, j in ARCS:
    model += flow[i, j] <= capacity[i, j], f"limit_{i}_{j}"
for i, j in BIG:
    model += flow[i, j] <= capacity[i, j] * used[i, j], f"switch_{i}_{j}"
for n in NODES:
    model += (
        pulp.lpSum(flow[i, j] for i, j in ARCS if i == n)
        - pulp.lpSum(flow[i, j] for i, j in ARCS if j == n)
        == supply[n],
        f"balance_{n}",
    )
for n in NODES:
    if n != "d" and n != "e":
        model += pulp.lpSum(flow[n, j] for j in NODES if (n, j) in ARCS_SET) >= 1, f"some_{n}"
model += pulp.lpSum(flow[i, j] for i, j in PLAIN) <= 20, "few"

# Solution
model.solve(pulp.PULP_CBC_CMD(msg=False))
status = pulp.LpStatus[model.status]
print("status:", status)
if status == "Optimal":
    for variable in model.variables():
        if abs(variable.value() or 0) > 1e-9:
            print(f"{variable.name} = {variable.value():g}")
    print(f"objective: {pulp.value(model.objective):.10g}")
