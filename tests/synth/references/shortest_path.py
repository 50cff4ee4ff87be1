"""The shortest path by Dijkstra's algorithm."""

from __future__ import annotations

import heapq

SIZES = {"inner": (2, 5)}


def optimum(data):
    """The length of the shortest path; None where there is no path."""
    origin, destination = data["ORIGIN"][0], data["DESTINATION"][0]
    settled = {}
    heap = [(0, origin)]
    while heap:
        length, node = heapq.heappop(heap)
        if node in settled:
            continue
        settled[node] = length
        for (start, end), step in data["length"].items():
            if start == node and end not in settled:
                heapq.heappush(heap, (length + step, end))
    return settled.get(destination)
