"""The bar that a probe shows on a terminal, and nowhere else."""

import io
import sys

from tfgraph_dnn.weights import probing


class _Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_bar_on_terminals_alone(monkeypatch):
    for stream, shown in ((_Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setattr(probing, "DELAY", 0)
        with probing._progress(4) as step:
            for _ in range(4):
                step(1)
        assert ("4/4" in stream.getvalue() or "0/4" in stream.getvalue()) == shown
