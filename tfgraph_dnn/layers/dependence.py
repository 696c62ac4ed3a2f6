"""Which updates and losses hang on which inputs, read from the graph."""

from __future__ import annotations

import collections
from typing import Any

from tfgraph_dnn._backend import tf1


def depends_on(target: Any, inputs: Any) -> bool:
    """Whether `target` (an operation or tensor) is reached from any tensor of `inputs`, control edges included."""
    sources = {id(_operation(item)) for item in tf1.nest.flatten(inputs, expand_composites=True) if item is not None}
    queue = collections.deque([_operation(target)])
    seen = {id(queue[0])}
    while queue:
        operation = queue.popleft()
        if id(operation) in sources:
            return True
        for before in (*(tensor.op for tensor in operation.inputs), *operation.control_inputs):
            if id(before) not in seen:
                seen.add(id(before))
                queue.append(before)
    return False


def _operation(item: Any) -> Any:
    return item if isinstance(item, tf1.Operation) else item.op
