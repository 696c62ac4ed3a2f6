"""Real files of other frameworks, where they lie."""

import os
import warnings
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def shared() -> Path:
    """A directory with foreign_weights: $TFGRAPH_SHARED, or `shared` beside the checkout."""
    place = Path(os.environ.get("TFGRAPH_SHARED", ROOT.parent / "shared"))
    if not (place / "foreign_weights").is_dir():
        pytest.skip(f"the sample weights are not in {place} (TFGRAPH_SHARED)")
    return place


@pytest.fixture(scope="session")
def foreign(shared) -> Path:
    """The files of other frameworks."""
    return shared / "foreign_weights"


@pytest.fixture
def tf():
    """The face, with a fresh default graph."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what TensorFlow says of itself is not what is tested
        import tfgraph_dnn.v1 as tf

        with tf.Graph().as_default():
            yield tf
