"""How much there is to compute in a run: the floating-point operations of its largest kernel, from static shapes.

What is not known of a shape is taken to be the number of rows that are fed, so the answer is a polynomial of that.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from tfgraph_dnn._backend import private, tf1

# More operations than that in one run: they are not looked through.
_MOST = 5000
# About what an element of a tensor costs outside of matrix products, `exp` and random numbers included.
_PER_ELEMENT = 16
_PRODUCTS = frozenset(("MatMul", "SparseMatMul"))
# Of these it is not worked out: they are taken for large.
_LONG = re.compile("Conv|FFT|BatchMatMul|Cudnn|Cholesky|Svd|Eig|^Qr|MatrixInverse|Matrix.*Solve|LSTM|GRUBlock")
# Kernels that wait for others, or run elsewhere: they must have threads to leave to others meanwhile.
_WAITING = re.compile(
    "Queue|Stag|Barrier|Iterator|Dataset|Reader|Accumulator|Lock|Mutex|Recv|Send|PyFunc|Collective|Nccl|Batch$|"
    "BatchFunction|Unbatch|Save|Restore|Call$|RemoteCall|SymbolicGradient|^If$|^While$|^Case$|Stateless(If|While|Case)|"
    "Xla|File|Summary(Writer|DbWriter)|Sleep"
)
# Of the kernels with a state those that are known to do nothing else than compute.
_COMPUTING = re.compile(
    "Variable|Random|Truncated|Multinomial|^Assert$|^Print|ResourceApply|ResourceSparseApply|ResourceScatter|"
    "ResourceGather|TensorArray|Stack|LookupTable|HashTable|Placeholder"
)


class Work(NamedTuple):
    """The work of one set of fetches and feeds.

    Attributes:
      fixed: floating-point operations of the largest kernel whose size does not depend on the rows fed.
      per_row: of the largest that is proportional to them, for each row.
      per_row_squared: of the largest that is proportional to their square.
      waits: whether kernels may wait for others, or were too many to look through.
    """

    fixed: float
    per_row: float
    per_row_squared: float
    waits: bool

    def largest(self, rows: int) -> float:
        """The floating-point operations of the largest kernel when `rows` rows are fed."""
        return self.fixed + self.per_row * rows + self.per_row_squared * rows * rows


def work_of(fetched: Iterable[tf1.Operation | tf1.Tensor], fed: Iterable[tf1.Tensor]) -> Work:
    """Looks through all that runs when `fetched` are fetched and `fed` are fed."""
    fed_ids = {id(tensor) for tensor in fed}
    queue = [item if isinstance(item, tf1.Operation) else item.op for item in fetched if id(item) not in fed_ids]
    seen = set(map(id, queue))
    largest = [0.0, 0.0, 0.0]
    waits = False
    while queue and not waits:
        op = queue.pop()
        waits = _may_wait(op.type) or len(seen) > _MOST
        amount, power = _cost(op)
        largest[power] = max(largest[power], amount)
        before = [tensor.op for tensor in op.inputs if id(tensor) not in fed_ids]
        for source in (*before, *op.control_inputs):
            if id(source) not in seen:
                seen.add(id(source))
                queue.append(source)
    return Work(*largest, waits)


@functools.cache
def _may_wait(type_: str) -> bool:
    definition = private.operation_definition(type_)
    has_state = definition is None or definition.is_stateful
    return bool(_WAITING.search(type_)) or (has_state and not _COMPUTING.search(type_))


@functools.cache
def takes_long(type_: str) -> bool:
    """Whether kernels of this type are taken for large, whatever their shapes are."""
    return bool(_LONG.search(type_))


def _cost(op: tf1.Operation) -> tuple[float, int]:
    """Coefficient and power of the rows."""
    if takes_long(op.type):
        return math.inf, 0
    if not op.outputs:
        return 0, 0
    if op.type in _PRODUCTS:
        (outer, power), (inner, inner_power) = _size(op.outputs[0].shape), _inner_size(op)
        return 2 * outer * inner, min(2, power + inner_power)
    elements, power = _size(op.outputs[0].shape)
    return _PER_ELEMENT * elements, power


def _inner_size(op: tf1.Operation) -> tuple[int, int]:
    shape = op.inputs[0].shape
    if shape.rank != 2:
        return 1, 1
    return _size(shape[:1] if op.get_attr("transpose_a") else shape[1:])


def _size(shape: Any) -> tuple[int, int]:
    """The product of the known dimensions, and the number of unknown ones, two at most."""
    if shape.rank is None:
        return 1, 1
    elements, unknown = 1, 0
    for size in shape.as_list():
        if size is None:
            unknown += 1
        else:
            elements *= size
    return elements, min(2, unknown)
