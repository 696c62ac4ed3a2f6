"""Checkpoints to read: the project's own, and larger collections where they lie."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def checkpoints() -> Path:
    """The project's own, written by TF 1.15.5."""
    return ROOT / "checkpoints"


@pytest.fixture(scope="session")
def shared() -> Path:
    """A directory with oracle_checkpoints and real_checkpoints: $TFGRAPH_SHARED, or `shared` beside the checkout."""
    place = Path(os.environ.get("TFGRAPH_SHARED", ROOT.parent / "shared"))
    if not (place / "oracle_checkpoints").is_dir() or not (place / "real_checkpoints").is_dir():
        pytest.skip(f"the sample checkpoints are not in {place} (TFGRAPH_SHARED)")
    return place
