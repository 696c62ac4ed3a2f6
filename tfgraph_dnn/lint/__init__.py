"""Checks TF 1.x programs without running them: from the source alone, without TensorFlow.

`model` knows a program's names, scopes and calls; each rule in `rules` asks it one question. A rule is silent where the
source does not decide the answer.

Example:
  >>> from tfgraph_dnn import lint
  >>> [finding.code for finding in lint.check_source("import tensorflow as tf\\ntf.mul(2, 3)\\n")]
  ['TG001']
"""

from __future__ import annotations

from tfgraph_dnn import lazy

_HOMES = {"Finding": "findings", "Rule": "findings", "check_file": "checking", "check_source": "checking"}

__all__ = ["Finding", "Rule", "check_file", "check_source"]

__getattr__, __dir__ = lazy.names(__name__, _HOMES)
