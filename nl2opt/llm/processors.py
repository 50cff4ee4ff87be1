"""How many processor cores this process may really use."""

from __future__ import annotations

import contextlib
import math
import os
import subprocess
import sys
from pathlib import Path


def physical_cores() -> int:
    """Physical cores that this process may run on, at least 1.

    Matrix products gain nothing from the second hardware thread of a core, and threads beyond the share of a
    container wait for each other; so hyper-threads, the affinity mask and the CPU quota of the control group count.
    """
    if sys.platform == "linux":
        allowed = os.sched_getaffinity(0)
        return max(1, min(_linux_cores(allowed), _linux_quota()))
    if sys.platform == "darwin":
        # perflevel0 are the performance cores of Apple silicon; Intel machines have only the second name.
        for key in ("hw.perflevel0.physicalcpu", "hw.physicalcpu"):
            with contextlib.suppress(OSError, ValueError, subprocess.SubprocessError):
                answer = subprocess.run(["sysctl", "-n", key], capture_output=True, text=True, timeout=5, check=True)
                return max(1, int(answer.stdout))
    logical = os.cpu_count() or 1
    return max(1, logical // 2) if logical > 2 else logical


def _linux_cores(allowed: set[int]) -> int:
    cores = set()
    for cpu in allowed:
        try:
            siblings = Path(f"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list").read_text()
        except OSError:
            siblings = str(cpu)
        cores.add(siblings.strip())
    return len(cores)


def _linux_quota() -> int:
    """The CPU quota of the control group (version 2, then 1), rounded up; a large number without one."""
    with contextlib.suppress(OSError, ValueError):
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text().split()
        if quota != "max":
            return math.ceil(int(quota) / int(period))
    with contextlib.suppress(OSError, ValueError):
        folder = Path("/sys/fs/cgroup/cpu")
        microseconds = int((folder / "cpu.cfs_quota_us").read_text())
        if microseconds > 0:
            return math.ceil(microseconds / int((folder / "cpu.cfs_period_us").read_text()))
    return sys.maxsize
