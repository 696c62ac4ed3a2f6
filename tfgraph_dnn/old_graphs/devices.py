"""Device strings of another machine."""

from __future__ import annotations

import re

from tfgraph_dnn._backend import tf1

_KIND = re.compile(r"/(?:device:)?(CPU|GPU|TPU|XLA_CPU|XLA_GPU)(?::(\d+|\*))?$", re.IGNORECASE)
_JOB = re.compile(r"/job:(\w+)")


def forget_absent(graph_def) -> dict[str, int]:
    """Takes from nodes the devices that this machine does not have, so that they run where TensorFlow places them.

    What belongs to another job than this process (`/job:ps`) is a cluster's affair and stays.

    Args:
      graph_def: a `GraphDef`, changed in place.

    Returns:
      Device -> from how many nodes it was taken.
    """
    taken: dict[str, int] = {}
    known: dict[str, bool] = {}
    for nodes in (graph_def.node, *(function.node_def for function in graph_def.library.function)):
        for node in nodes:
            if not node.device:
                continue
            if node.device not in known:
                known[node.device] = _is_there(node.device)
            if not known[node.device]:
                taken[node.device] = taken.get(node.device, 0) + 1
                node.device = ""
    return taken


def forget_all(graph_def) -> None:
    """Takes the device from every node."""
    for nodes in (graph_def.node, *(function.node_def for function in graph_def.library.function)):
        for node in nodes:
            node.device = ""


def _is_there(device: str) -> bool:
    job = _JOB.search(device)
    if job and job[1] != "localhost":
        return True
    kind = _KIND.search(device)
    if not kind:
        return True
    count = len(tf1.config.list_physical_devices(kind[1].upper()))
    return count > (int(kind[2]) if kind[2] not in (None, "*") else 0)


def told(taken: dict[str, int]) -> str:
    """What `forget_absent` did, as a sentence."""
    shown = ", ".join(f"{device} ({count})" for device, count in sorted(taken.items()))
    return (
        f"nodes were placed on devices that are not here: {shown}. They run where TensorFlow places them, "
        "as under clear_devices=True"
    )
