"""What a checkpoint tells without its values, and what its values tell."""

import doctest
import importlib
import math
import pkgutil

import numpy as np
import pytest

from tests.checkpoint import writing
from tfgraph_dnn import checkpoint
from tfgraph_dnn.checkpoint.figures import histogram, statistics
from tfgraph_dnn.checkpoint.info import TensorInfo
from tfgraph_dnn.checkpoint.relations import attachments, roles

ROOM = "tfgraph_dnn.checkpoint"
COLD = (ROOM, f"{ROOM}.format", f"{ROOM}.mapping", "tfgraph_dnn.cli.ckpt")


def _tensors(**shapes):
    return {name: TensorInfo(name, "float32", shape, 4 * math.prod(shape)) for name, shape in shapes.items()}


def _write(directory, arrays, name="model.ckpt"):
    """A V2 checkpoint of float32, float64 and int64 arrays."""
    numbers = {"float32": 1, "float64": 2, "int64": 9}
    entries, content = {}, b""
    for key, array in sorted(arrays.items()):
        data = np.ascontiguousarray(array).tobytes()
        entries[key] = writing.entry(numbers[array.dtype.name], array.shape, len(content), len(data), data=data)
        content += data
    (directory / f"{name}.index").write_bytes(writing.index(entries))
    (directory / f"{name}.data-00000-of-00001").write_bytes(content)
    return directory / name


def test_doctests(monkeypatch):
    monkeypatch.chdir(importlib.import_module("tests.checkpoint.conftest").ROOT)
    tried = 0
    for package in COLD:
        paths = importlib.import_module(package).__path__
        for module in [package, *(f"{package}.{info.name}" for info in pkgutil.iter_modules(paths) if not info.ispkg)]:
            result = doctest.testmod(importlib.import_module(module), optionflags=doctest.ELLIPSIS)
            assert result.failed == 0, module
            tried += result.attempted
    assert tried > 10


def test_roles():
    known = roles(
        _tensors(
            **{
                "w": (2, 3),
                "w/Momentum": (2, 3),
                "train/w/Adam_1": (2, 3),
                "w/MyOptimizer": (2, 3),
                "w/ExponentialMovingAverage": (2, 3),
                "w/Adam": (2, 3),
                "gone/Adam": (4,),
                "other/w/Adam": (9,),
                "train/beta1_power": (),
                "scope/global_step": (),
                "scope/w": (2, 3),
                "w/extra": (5,),
                "_CHECKPOINTABLE_OBJECT_GRAPH": (),
                "a/.ATTRIBUTES/VARIABLE_VALUE": (7,),
                "a/.OPTIMIZER_SLOT/optimizer/m/.ATTRIBUTES/VARIABLE_VALUE": (7,),
            }
        )
    )
    assert {name: (role.kind, role.of, role.label) for name, role in known.items()} == {
        "w": ("variable", None, ""),
        "w/Momentum": ("slot", "w", "Momentum"),
        "train/w/Adam_1": ("slot", "w", "Adam_1"),
        "w/MyOptimizer": ("slot", "w", "MyOptimizer"),
        "w/ExponentialMovingAverage": ("average", "w", "ExponentialMovingAverage"),
        "w/Adam": ("slot", "w", "Adam"),
        "gone/Adam": ("slot", None, "Adam"),
        "other/w/Adam": ("slot", None, "Adam"),
        "train/beta1_power": ("optimizer", None, ""),
        "scope/global_step": ("step", None, ""),
        "scope/w": ("variable", None, ""),
        "w/extra": ("variable", None, ""),
        "_CHECKPOINTABLE_OBJECT_GRAPH": ("objects", None, ""),
        "a/.ATTRIBUTES/VARIABLE_VALUE": ("variable", None, ""),
        "a/.OPTIMIZER_SLOT/optimizer/m/.ATTRIBUTES/VARIABLE_VALUE": ("slot", "a/.ATTRIBUTES/VARIABLE_VALUE", "m"),
    }
    assert attachments(known)["w"] == [
        "w/Momentum", "train/w/Adam_1", "w/MyOptimizer", "w/ExponentialMovingAverage", "w/Adam"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "variables", "slots", "step"),
    [
        ("dense_momentum", 6, {"Momentum": 6}, 100),
        ("dense_momentum_v1", 6, {"Momentum": 6}, 100),
        ("contrib_batch_norm_adam", 12, {"Adam": 8, "Adam_1": 8}, None),
        ("lstm_gru_adagrad", 8, {"Adagrad": 8, "ExponentialMovingAverage": 2}, None),
    ],
)
def test_summaries(checkpoints, name, variables, slots, step):
    summary = checkpoint.summarize(checkpoint.open(checkpoints / name))
    assert (summary.variables, summary.slots, summary.step) == (variables, slots, step)
    assert summary.tensorflow == "1.15.5" and summary.notes == () and summary.missing == ()
    assert sum(summary.files.values()) > 100_000


def test_a_damaged_graph_does_not_hide_the_variables(tmp_path):
    path = _write(tmp_path, {"w": np.ones((2, 2), np.float32)})
    (tmp_path / "model.ckpt.meta").write_bytes(b"\x0a\xff\x01ab")
    assert "its graph cannot be read" in checkpoint.summarize(checkpoint.open(path)).notes[0]


def test_tree(checkpoints):
    ckpt = checkpoint.open(checkpoints / "contrib_batch_norm_adam")
    top = checkpoint.tree(ckpt)
    assert list(top.scopes) == ["hidden1", "hidden2", "outputs", "train"]
    norm = top.scopes["hidden1"].scopes["BatchNorm"]
    assert [name.rpartition("/")[2] for name in norm.tensors] == ["beta", "gamma", "moving_mean", "moving_variance"]
    assert norm.parameters == 4 * 30 and norm.nbytes == (4 + 2 * 2) * 30 * 4
    assert top.nbytes == sum(info.nbytes for info in ckpt.tensors.values())


def test_statistics():
    array = np.array([[1, 0, np.nan, 1e-9], [2, 0, np.inf, 0]], np.float32)
    figures = statistics(array)
    assert (figures.values, figures.nans, figures.infinities, figures.zeros) == (8, 1, 1, 3)
    assert (figures.minimum, figures.maximum, figures.units, figures.dead) == (0, 2, 4, (1, 3))
    assert statistics(np.full(3, np.nan)).mean is None and statistics(np.zeros((0, 3))).values == 0
    assert statistics(np.array([3 + 4j])).maximum == 5 and statistics(np.array(7)).mean == 7
    assert statistics(np.eye(3, dtype=np.int32)).dead == ()


@pytest.mark.parametrize(
    ("array", "counts"),
    [
        (np.array([0.0, 1.0, 1.0, np.nan]), [1, 0, 0, 2]),
        (np.full(5, 3.0), [0, 0, 5, 0]),
        (np.array([-1.7e308, 1.7e308]), [0, 0, 2, 0]),
        (np.array([1.0, 1.0 + 2e-16]), [0, 0, 2, 0]),
        (np.array([np.inf]), [0, 0, 0, 0]),
    ],
)
def test_histograms(array, counts):
    assert histogram(array, 4)[0].tolist() == counts


def test_compare(tmp_path):
    base = {"same": np.arange(6, dtype=np.float32), "nan": np.array([np.nan, 1]), "step": np.array(3, np.int64)}
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()
    left = _write(tmp_path / "a", base | {"w": np.zeros((2, 2), np.float32), "left": np.ones(1), "t": np.ones(2)})
    changed = np.array([[0, -0.0], [0.5, 0]], np.float32)
    right = _write(
        tmp_path / "b",
        base | {"w": changed, "right": np.ones(1), "t": np.ones(2, np.float32), "step": np.array(5, np.int64)},
    )
    found = checkpoint.compare(checkpoint.open(left), checkpoint.open(right))
    assert found.same == 2
    assert [(d.name, d.kind, d.largest, d.differing) for d in found.differences] == [
        ("left", "only left", None, 0),
        ("right", "only right", None, 0),
        ("step", "values", 2.0, 1),
        ("t", "dtype", None, 0),
        ("w", "values", 0.5, 2),
    ]
    only = checkpoint.compare(checkpoint.open(left), checkpoint.open(right), only="^n|^w", values=False)
    assert (only.same, only.differences) == (2, ())


def test_compare_nan_with_a_number(tmp_path):
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()
    left, right = (_write(tmp_path / d, {"w": np.array([1.0, v])}) for d, v in (("a", np.nan), ("b", 2.0)))
    (difference,) = checkpoint.compare(checkpoint.open(left), checkpoint.open(right)).differences
    assert math.isnan(difference.largest) and difference.differing == 1


def test_compare_every_dtype_with_itself(shared):
    ckpt = checkpoint.open(shared / "oracle_checkpoints/dtypes")
    assert checkpoint.compare(ckpt, ckpt) == checkpoint.comparison.Comparison(len(ckpt), ())
