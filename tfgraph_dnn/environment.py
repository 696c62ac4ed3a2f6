"""The environment variables that TensorFlow reads once, while it loads; whoever loads it."""

from __future__ import annotations

import os

_DEFAULTS = {
    # 3 = nothing: what matters is raised in Python, and a missing GPU driver is no error to a CPU program.
    "TF_CPP_MIN_LOG_LEVEL": "3",
    # TF 1.15 wheels have no oneDNN; its reordered sums move the last bits of a matrix product.
    "TF_ENABLE_ONEDNN_OPTS": "0",
    # Each session has threads of its own: what ours choose (`_backend.threads`) is not to become what other libraries
    # get.
    "TF_OVERRIDE_GLOBAL_THREADPOOL": "1",
    # The C library gives the memory of large tensors back after each step, and in the next all pages are fetched and
    # zeroed anew. With oneDNN TensorFlow keeps memory in a pool of its own; so without it too, and of any size (in MB).
    "TF_CPU_ALLOCATOR_USE_BFC": "1",
    "TF_CPU_BFC_MEM_LIMIT_IN_MB": str(2**30),
}


def is_verbose() -> bool:
    """Whether the user asked to hear TensorFlow (`tfgraph run -v`, or TFGRAPH_VERBOSE=1)."""
    return os.environ.get("TFGRAPH_VERBOSE", "") not in ("", "0")


def set_defaults() -> None:
    """Sets what the user has not set."""
    for name, value in _DEFAULTS.items():
        if not (name == "TF_CPP_MIN_LOG_LEVEL" and is_verbose()):
            os.environ.setdefault(name, value)
