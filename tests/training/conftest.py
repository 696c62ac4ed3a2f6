"""One interpreter for all: every test gets a fresh, seeded graph."""

import os
from pathlib import Path

import pytest

import tfgraph_dnn.v1 as tf


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(42)
        yield graph


@pytest.fixture(scope="session")
def shared() -> Path:
    """A directory with oracle_checkpoints: $TFGRAPH_SHARED, or `shared` beside the checkout."""
    place = Path(os.environ.get("TFGRAPH_SHARED", Path(__file__).resolve().parents[3] / "shared"))
    if not (place / "oracle_checkpoints").is_dir():
        pytest.skip(f"the sample checkpoints are not in {place} (TFGRAPH_SHARED)")
    return place
