"""Send 12 units from a to d along arcs with capacities at least cost."""

import highspy

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
model = highspy.Highs()
model.silent()  # without it, HiGHS prints its log

# Variables
flow = model.addVariables(ARCS, name_prefix="flow")
used = model.addBinaries(BIG, name_prefix="used")

# Objective
model.setObjective(
    model.qsum(cost[i, j] * flow[i, j] for i, j in ARCS)
    + 3 * model.qsum(used[i, j] for i, j in BIG),
    highspy.ObjSense.kMinimize,
)

# Constraints
for i, j in ARCS:
    model.addConstr(flow[i, j] <= capacity[i, j], name=f"limit_{i}_{j}")
for i, j in BIG:
    model.addConstr(flow[i, j] <= capacity[i, j] * used[i, j], name=f"switch_{i}_{j}")
for n in NODES:
    model.addConstr(
        model.qsum(flow[i, j] for i, j in ARCS if i == n)
        - model.qsum(flow[i, j] for i, j in ARCS if j == n)
        == supply[n],
        name=f"balance_{n}",
    )
for n in NODES:
    if n != "d" and n != "e":
        model.addConstr(
            model.qsum(flow[n, j] for j in NODES if (n, j) in ARCS_SET) >= 1, name=f"some_{n}"
        )
model.addConstr(model.qsum(flow[i, j] for i, j in PLAIN) <= 20, name="few")

# Solution
model.solve()
status = model.getModelStatus()
print("status:", model.modelStatusToString(status))
if status == highspy.HighsModelStatus.kOptimal:
    for (i, j), value in model.vals(flow).items():
        if abs(value) > 1e-9:
            print(f"flow[{i}, {j}] = {value:g}")
    for (i, j), value in model.vals(used).items():
        if abs(value) > 1e-9:
            print(f"used[{i}, {j}] = {value:g}")
    print(f"objective: {model.getObjectiveValue():.10g}")
