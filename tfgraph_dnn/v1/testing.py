"""`tf.test.TestCase` on graphs of ours: TF 1.15's own tests draw TF 1.15's op seeds."""

from __future__ import annotations

import unittest

from tfgraph_dnn._backend import Session, reset_default_graph, tensorflow_module, tf1
from tfgraph_dnn._backend.rebinding import rebound

# The seed TF 1.15's TestCase gives the default graph.
_GRAPH_SEED = 87654321


_test_util = tensorflow_module("python.framework.test_util")


class _ErrorLoggingSession(Session):
    """Logs what a run raised, but for the end of a data set."""

    def run(self, *args, **kwargs):
        try:
            return super().run(*args, **kwargs)
        except Exception as error:
            if not isinstance(error, tf1.errors.OutOfRangeError):
                tf1.logging.error(str(error))
            raise


class TestCase(tf1.test.TestCase):
    """TF 1.15's `tf.test.TestCase`: `session()`, `cached_session()`, `test_session()` and its assertions.

    Each test starts in a new default graph of ours, seeded as TF 1.15 seeds it. The names that unittest's assertions
    had until Python 3.12 answer as well.
    """

    def setUp(self) -> None:
        super().setUp()
        reset_default_graph()
        if getattr(self, "_set_default_seed", True):
            tf1.set_random_seed(_GRAPH_SEED)

    _create_session = rebound(tf1.test.TestCase._create_session, {_test_util.ErrorLoggingSession: _ErrorLoggingSession})

    assertEquals = unittest.TestCase.assertEqual
    assertNotEquals = unittest.TestCase.assertNotEqual
    assertAlmostEquals = unittest.TestCase.assertAlmostEqual
    assertItemsEqual = unittest.TestCase.assertCountEqual
    assertRaisesRegexp = unittest.TestCase.assertRaisesRegex
    assertRegexpMatches = unittest.TestCase.assertRegex
    assertNotRegexpMatches = unittest.TestCase.assertNotRegex
    assert_ = unittest.TestCase.assertTrue


def is_built_with_cuda() -> bool:
    """Whether operations can run on a GPU here.

    TF 1.15 came as two packages, and its CPU package said no. Today's one package is built for GPUs in any case, so
    what a program asks for - channels first or last, for instance - is whether there is a GPU.
    """
    return bool(tf1.config.list_physical_devices("GPU"))
