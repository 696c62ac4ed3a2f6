"""The order of the tests: what is fast comes first, so that a mistake shows in the first seconds."""

# The directories that take longest, the longest last; all others come before them, in the order of their names.
SLOW = ("golden", "conformance", "old_graphs", "checkpoint", "facade", "sessions", "tensorboard", "training", "slides",
        "lessons", "weights", "run", "parity")  # fmt: skip
RANK = {name: at for at, name in enumerate(SLOW, 1)}


def pytest_collection_modifyitems(items):
    """Sorts by directory; inside of one nothing moves."""
    items.sort(key=lambda item: RANK.get(item.nodeid.split("/")[1] if "/" in item.nodeid else "", 0))
