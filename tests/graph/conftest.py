"""Graphs to explain: small ones built here, and the project's own checkpoints."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def checkpoints() -> Path:
    return ROOT / "checkpoints"


@pytest.fixture
def tf():
    import tfgraph_dnn.v1 as tf

    with tf.Graph().as_default():
        yield tf
