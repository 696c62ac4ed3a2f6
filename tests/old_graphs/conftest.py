"""Samples to open: the project's own, written by TF 1.15.5, and larger collections where they lie."""

import os
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def own() -> Path:
    """The project's own samples."""
    return Path(__file__).parent / "samples"


@pytest.fixture(scope="session")
def shared() -> Path:
    """A directory with oracle_checkpoints and real_checkpoints: $TFGRAPH_SHARED, or `shared` beside the checkout."""
    place = Path(os.environ.get("TFGRAPH_SHARED", ROOT.parent / "shared"))
    if not (place / "oracle_checkpoints").is_dir() or not (place / "real_checkpoints").is_dir():
        pytest.skip(f"the sample checkpoints are not in {place} (TFGRAPH_SHARED)")
    return place


def golden(path) -> dict[str, dict[str, np.ndarray]]:
    """A recording as kind ("in", "out", "next", ...) -> tensor's name -> array."""
    found: dict[str, dict[str, np.ndarray]] = {}
    with np.load(path) as content:
        for key in content.files:
            kind, _, name = key.partition(":")
            found.setdefault(kind, {})[name.replace("|", "/")] = content[key]
    return found


def difference(got, wanted) -> float:
    """The largest difference; that of texts is 0 or infinite."""
    got, wanted = np.asarray(got), np.asarray(wanted)
    assert got.shape == wanted.shape
    if got.dtype.kind in "OSU":
        return 0.0 if np.array_equal(got.astype(bytes), wanted.astype(bytes)) else float("inf")
    return float(np.max(np.abs(got.astype(np.float64) - wanted.astype(np.float64)), initial=0))
