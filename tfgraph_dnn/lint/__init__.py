"""Checks TF 1.x programs without running them: from the source alone, without TensorFlow.

`model` knows a program's names, scopes and calls; each rule in `rules` asks it one question. A rule is silent where the
source does not decide the answer.

Example:
  >>> from tfgraph_dnn import lint
  >>> [finding.code for finding in lint.check_source("import tensorflow as tf\\ntf.mul(2, 3)\\n")]
  ['TG001']
"""

import importlib

_HOMES = {"Finding": "findings", "Rule": "findings", "check_file": "checking", "check_source": "checking"}

__all__ = ["Finding", "Rule", "check_file", "check_source"]


def __getattr__(name: str):
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
