"""Every parity case against what TF 1.15.5 did: nodes in order, seeds, collections, initial weights, values, errors.

What is known to differ stands in known/TOPIC.json (case: reason); a case that stops differing must leave it.
"""

import gzip
import json
import warnings
from pathlib import Path

import numpy as np
import pytest

from tests.parity import observe

GOLDEN = Path(__file__).parent / "golden"

# TF 2 renamed these kernels; name, inputs and values are the same.
RENAMED_KERNELS = {
    "AddV2": "Add",
    "BatchMatMulV2": "BatchMatMul",
    "FusedBatchNormV2": "FusedBatchNorm",
    "FusedBatchNormV3": "FusedBatchNorm",
    "FusedBatchNormGradV3": "FusedBatchNormGrad",
    "SelectV2": "Select",
    "MaxPoolV2": "MaxPool",
}

# What TF 1.15 put before a tf.data iterator; counted by our graphs, not made.
NOT_MADE = {"OptimizeDataset", "ModelDataset"}

# "topic.case" -> what differs and why.
KNOWN: dict[str, str] = {}
for _path in sorted((Path(__file__).parent / "known").glob("*.json")):
    KNOWN.update({f"{_path.stem}.{case}": reason for case, reason in json.loads(_path.read_text()).items()})


def _golden_cases():
    for path in sorted(GOLDEN.glob("*.json.gz")):
        topic = path.name.removesuffix(".json.gz")
        for name in json.loads(gzip.decompress(path.read_bytes())):
            for_ = f"{topic}.{name}"
            marks = [pytest.mark.xfail(reason=KNOWN[for_], strict=True)] if for_ in KNOWN else []
            yield pytest.param(topic, name, marks=marks, id=for_)


_loaded: dict[str, dict] = {}
_functions: dict[str, dict] = {}


def _expected(topic, name):
    if topic not in _loaded:
        _loaded[topic] = json.loads(gzip.decompress((GOLDEN / f"{topic}.json.gz").read_bytes()))
        _functions[topic] = observe.cases(topic)
    assert name in _functions[topic], f"golden case {topic}.{name} has no function any more: record the topic again"
    return _loaded[topic][name], _functions[topic][name]


@pytest.mark.parametrize(("topic", "name"), list(_golden_cases()))
def test_as_tf_1_15_5(topic, name):
    import tfgraph_dnn.v1 as tf

    expected, case = _expected(topic, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the program's own warnings are not what is compared
        got = json.loads(json.dumps(observe.observe(tf, case)))
    differences = list(compare(expected, got, strict=name.startswith("grad_")))
    assert not differences, "\n".join(differences[:40])


def compare(expected, got, strict=False):
    """Yields one line for each thing that differs; nodes inside `gradients*/` only if `strict` (cases grad_*)."""
    if expected.get("error") or got.get("error"):
        yield from _compare_error("error", expected.get("error"), got.get("error"))
        return
    skip = _nowhere if strict else _in_gradients
    yield from _compare_nodes(expected["nodes"], got["nodes"], skip)
    for op, seeds in expected["seeds"].items():
        if not skip(op) and got["seeds"].get(op) != seeds:
            yield f"seeds of {op}: expected {seeds}, got {got['seeds'].get(op)}"
    for key in sorted(set(expected["collections"]) | set(got["collections"])):
        if expected["collections"].get(key) != got["collections"].get(key):
            yield f"collection {key}: expected {expected['collections'].get(key)}, got {got['collections'].get(key)}"
    for name in sorted(set(expected["variables"]) | set(got["variables"])):
        if expected["variables"].get(name) != got["variables"].get(name):
            was, now = expected["variables"].get(name), got["variables"].get(name)
            yield f"variable {name}: expected {was}, got {now}"
    if expected["last_id"] != got["last_id"]:
        yield f"operation count: expected {expected['last_id']}, got {got['last_id']}"
    yield from _compare_error("run_error", expected.get("run_error"), got.get("run_error"))
    for number, (was, now) in enumerate(zip(expected.get("runs", []), got.get("runs", []), strict=False)):
        for key in was:
            yield from _compare_value(f"run {number}, {key}", was[key], now[key])


def _in_gradients(name):
    return any(part.startswith("gradients") for part in name.split("/")[:-1])


def _nowhere(name):
    return False


def _only_counted(name, kernel):
    return kernel in NOT_MADE or name.rpartition("/")[2].startswith("optimizations")


def _compare_nodes(expected, got, skip):
    was = [(n, RENAMED_KERNELS.get(t, t)) for n, t in expected if not (skip(n) or _only_counted(n, t))]
    now = [(n, RENAMED_KERNELS.get(t, t)) for n, t in got if not skip(n)]
    for index, (a, b) in enumerate(zip(was, now, strict=False)):
        if a != b:
            yield f"node {index}: expected {a}, got {b}"
            yield f"  expected next: {was[index : index + 12]}"
            yield f"  got next:      {now[index : index + 12]}"
            return
    if len(was) != len(now):
        yield f"nodes: expected {len(was)}, got {len(now)}; beyond: {(was[len(now) :] or now[len(was) :])[:12]}"


def _compare_error(what, expected, got):
    if bool(expected) != bool(got):
        yield f"{what}: expected {expected}, got {got}"
    elif expected and expected[0] not in got[2]:  # ours may be a subclass, with a better sentence
        yield f"{what}: expected {expected[0]} ({expected[1][:150]}), got {got[0]} ({got[1][:150]})"


def _compare_value(where, expected, got):
    if "items" in expected or "none" in expected:
        if expected.keys() != got.keys():
            yield f"{where}: expected {expected}, got {got}"
        for number, pair in enumerate(zip(expected.get("items", []), got.get("items", []), strict=False)):
            yield from _compare_value(f"{where}[{number}]", *pair)
        return
    if (expected["shape"], expected["dtype"]) != (got["shape"], got["dtype"]):
        yield f"{where}: expected {expected['dtype']}{expected['shape']}, got {got['dtype']}{got['shape']}"
    elif expected.get("sha256") != got.get("sha256"):
        exact = "bits" in where or not expected["dtype"].startswith(("float", "complex"))
        was, now = np.array(expected["values"]), np.array(got["values"])
        if exact or was.dtype.kind == "U" or not np.allclose(was, now, rtol=1e-4, atol=1e-6, equal_nan=True):
            yield f"{where}: expected {expected['values'][:8]}, got {got['values'][:8]}"
    elif "sha256" not in expected and expected.get("values") != got.get("values"):
        yield f"{where}: expected {expected['values'][:8]}, got {got['values'][:8]}"
