"""Many metrics at once."""

from __future__ import annotations


def aggregate_metrics(*value_update_tuples) -> tuple[list, list]:
    """All values and all update operations of several `(value, update)` pairs; ValueError for none."""
    if not value_update_tuples:
        raise ValueError("Expected at least one value_tensor/update_op pair")
    values, updates = zip(*value_update_tuples, strict=True)
    return list(values), list(updates)


def aggregate_metric_map(names_to_tuples: dict) -> tuple[dict, dict]:
    """{name: value} and {name: update operation} of {name: (value, update operation)}.

    Example:
      >>> from tfgraph_dnn.contrib.metrics import aggregate_metric_map
      >>> aggregate_metric_map({"accuracy": ("a", "b"), "recall": ("c", "d")})
      ({'accuracy': 'a', 'recall': 'c'}, {'accuracy': 'b', 'recall': 'd'})
    """
    values = {name: value for name, (value, _) in names_to_tuples.items()}
    return values, {name: update for name, (_, update) in names_to_tuples.items()}
