"""Prepared steps: what `Session.run` works out from its arguments, kept for the next call with the same ones.

On every call TensorFlow maps the structure of the fetches, resolves the keys of `feed_dict` and checks the values, in
Python: three quarters of the time of a small step. A step of ours keeps the first two by the identity of what was
fetched and fed, and repeats the checks in a shorter way. What is not plainly right, or not of a kind listed here, is
left to TensorFlow, which then says what is wrong in its own words; the run itself is the same call of TensorFlow's in
both cases.
"""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn._backend.graphs import Graph
from tfgraph_dnn._backend.memory import Memory
from tfgraph_dnn._backend.tensors import LegacyTensor
from tfgraph_dnn._backend.work import Work, work_of

# More different steps than that in one session: the oldest is forgotten, and prepared anew when it comes again.
_MOST = 256

_ELEMENTS = (LegacyTensor, private.SymbolicTensor, tf1.Operation, *private.VARIABLE_KINDS)
_COMPOSITES = (tf1.SparseTensor, tf1.IndexedSlices)
# A kept object is known by its `id`, which nothing else can have as long as it is kept.
_BY_IDENTITY = frozenset((*_ELEMENTS, *_COMPOSITES))
_DICTS = (dict, OrderedDict)
_HANDLES = ("GetSessionHandle", "GetSessionHandleV2")
_PLAIN_VALUES = frozenset((np.ndarray, list, tuple, float, str, bytes))


class Steps:
    """The prepared steps of one session.

    Attributes:
      memory: what large feeds are copied into.
    """

    def __init__(self, graph: tf1.Graph):
        self._graph = graph
        self._steps: dict[Hashable, Step | None] = {}
        self.memory = Memory()
        self._lock = threading.Lock()

    def find(self, fetches: Any, feed_dict: Any) -> Step | None:
        """The step for these fetches and feed keys; None where TensorFlow itself had better look at them."""
        try:
            key = _key(fetches, feed_dict)
        except _Unusual:
            return None
        step = self._steps.get(key)
        if step is None or not step.holds():
            step = self._prepared(key, fetches, feed_dict)
        return step

    def _prepared(self, key: Hashable, fetches: Any, feed_dict: Any) -> Step | None:
        try:
            step = Step(self._graph, fetches, feed_dict or {})
        except Exception:
            # Whatever is the matter, TensorFlow comes to it as well and says it in its own words.
            return None
        with self._lock:
            while len(self._steps) >= _MOST:
                del self._steps[next(iter(self._steps))]
            self._steps[key] = step
        return step

    def clear(self) -> None:
        """Forgets them all."""
        with self._lock:
            self._steps.clear()
        self.memory.clear()


class _Unusual(Exception):
    """Fetches or feeds of a kind that is not kept."""


def _key(fetches: Any, feed_dict: Any) -> Hashable:
    if not feed_dict:
        return _fetch_key(fetches)
    if type(feed_dict) not in _DICTS:
        raise _Unusual
    return _fetch_key(fetches), *[_feed_key(key) for key in feed_dict]


def _fetch_key(fetch: Any) -> Hashable:
    kind = type(fetch)
    if kind in _BY_IDENTITY:
        return id(fetch)
    if kind is str:
        return fetch
    if issubclass(kind, list | tuple):
        return kind, *[_fetch_key(one) for one in fetch]
    if kind in _DICTS:
        return kind, *[(key if type(key) is str else id(key), _fetch_key(one)) for key, one in fetch.items()]
    raise _Unusual


def _feed_key(key: Any) -> Hashable:
    kind = type(key)
    if kind in _BY_IDENTITY and kind is not tf1.IndexedSlices:
        return id(key)
    if kind is str:
        return key
    raise _Unusual


def _converted_otherwise() -> bool:
    """Whether somebody registered a conversion of their own for a kind of fetch that is kept here."""
    kinds = (kind for kind, *_ in private.session_run_conversions if kind not in (object, *_COMPOSITES))
    return any(issubclass(kept, kind) for kind in kinds for kept in _BY_IDENTITY)


class Step:
    """One set of fetches and feed keys, resolved in its graph.

    Attributes:
      fetches: what TensorFlow is asked for.
      targets: the operations it runs besides.

    Raises:
      Exception: of any kind, where something does not resolve or is not for us.
    """

    def __init__(self, graph: tf1.Graph, fetches: Any, feed_dict: dict):
        if not isinstance(graph, Graph) or _converted_otherwise():
            raise _Unusual
        self._graph = graph
        self._rules = (graph.run_rules, len(private.session_run_conversions))
        self._feeds = [_Feed(graph, key) for key in feed_dict]
        fed = [tensor for feed in self._feeds for tensor in feed.tensors]
        if len({id(tensor) for tensor in fed}) < len(fed):
            raise _Unusual
        self._fed = [tensor._as_tf_output() for tensor in fed]
        elements = _Elements(graph)
        self._build = elements.builder(fetches)
        self._elements, self._fed_tensors = elements.found, fed
        self._resolve(elements.found, fed)
        if not self.fetches and not self.targets:
            raise _Unusual
        # What the key knows by its `id`.
        self._kept = (fetches if type(fetches) in _BY_IDENTITY else elements.kept, list(feed_dict))

    def _resolve(self, elements: Sequence[Any], fed: list) -> None:
        """Where the value of each fetched element comes from: nowhere (an operation), the feeds, or TensorFlow."""
        place_of_fed = {id(tensor): place for place, tensor in enumerate(fed)}
        self.fetches, self.targets = [], []
        self._sources: list[tuple[int, bool] | None] = []
        for element in elements:
            if isinstance(element, tf1.Operation):
                self.targets.append(element._c_op)
                self._sources.append(None)
            elif id(element) in place_of_fed:
                self._sources.append((place_of_fed[id(element)], True))
            else:
                self._sources.append((len(self.fetches), False))
                self.fetches.append(element._as_tf_output())
        self._returns_feeds = any(source and source[1] for source in self._sources)
        # Nearly always the values are TensorFlow's own, in their order.
        self._as_fetched = self._sources == [(place, False) for place in range(len(self._sources))]

    @functools.cached_property
    def work(self) -> Work:
        """How much there is to compute in it."""
        return work_of(self._elements, self._fed_tensors)

    def holds(self) -> bool:
        """Whether what was found is still so: no new rule of what may be fed or fetched, and how, came meanwhile."""
        return self._rules == (self._graph.run_rules, len(private.session_run_conversions))

    def feeds(self, feed_dict: Any, memory: Memory) -> dict | None:
        """What TensorFlow is given; None where it had better look at the values itself."""
        if not self._feeds:
            return {}
        arrays = []
        for feed, value in zip(self._feeds, feed_dict.values(), strict=False):
            if not feed.append_arrays(value, arrays):
                return None
        if not self._returns_feeds:
            arrays = [memory.holding(array) for array in arrays]
        return dict(zip(self._fed, arrays, strict=True))

    def results(self, fetched: list, feeds: dict) -> Any:
        """What `run` returns, from the values of `fetches` and what was fed."""
        if self._as_fetched:
            return self._build(fetched)
        arrays = list(feeds.values())
        return self._build([source and (arrays if source[1] else fetched)[source[0]] for source in self._sources])


class _Feed:
    """One key of `feed_dict`: a tensor, or the three of a sparse tensor."""

    def __init__(self, graph: tf1.Graph, key: Any):
        parts = [key.indices, key.values, key.dense_shape] if isinstance(key, tf1.SparseTensor) else [key]
        self.tensors = [graph.as_graph_element(part, allow_tensor=True, allow_operation=False) for part in parts]
        if not all(graph.is_feedable(tensor) for tensor in self.tensors):
            raise _Unusual
        self._slots = [_Slot(tensor) for tensor in self.tensors]

    def append_arrays(self, value: Any, arrays: list) -> bool:
        """Appends the arrays to feed; False, and some or none appended, where the value is not plainly right."""
        if len(self._slots) == 1:
            values = (value,)
        elif isinstance(value, tuple | list) and len(value) == len(self._slots):
            values = value
        else:
            return False
        for slot, part in zip(self._slots, values, strict=True):
            array = slot.array(part)
            if array is None:
                return False
            arrays.append(array)
        return True


class _Slot:
    """A tensor that is fed: turns values into arrays of its dtype and shape."""

    def __init__(self, tensor: tf1.Tensor):
        self._tensor = tensor
        self._dtype = np.dtype(tensor.dtype.as_numpy_dtype)
        self._casts = private.feeds_are_cast() and np.issubdtype(self._dtype, np.number)
        self._static: Any = None  # the tensor's shape object when `_good` was found to fit it
        self._good: tuple[int, ...] | None = None

    def array(self, value: Any) -> np.ndarray | None:
        """The array to feed; None where the value is of a kind, a range or a shape to be looked at by TensorFlow."""
        kind = type(value)
        if kind is np.ndarray and value.dtype is self._dtype:
            array = value
        else:
            try:
                array = self._converted(value, kind)
            except Exception:
                return None
            if array is None:
                return None
        static = self._tensor.get_shape()
        if array.shape != self._good or static is not self._static:
            if not static.is_compatible_with(array.shape):
                return None
            self._static, self._good = static, array.shape
        return array

    def _converted(self, value: Any, kind: type) -> np.ndarray | None:
        if kind in _PLAIN_VALUES or issubclass(kind, np.generic):
            return self._as_array(value)
        if kind in (int, bool) and self._dtype.kind != "O":
            array = self._as_array(value)
            return None if array[()] != value else array
        return None

    def _as_array(self, value: Any) -> np.ndarray:
        if self._casts:
            return np.asarray(value).astype(self._dtype, copy=False)
        return np.asarray(value, dtype=self._dtype)


class _Elements:
    """Resolves a structure of fetches into the graph's tensors and operations, each once, in the order they come."""

    def __init__(self, graph: tf1.Graph):
        self._graph = graph
        self.found: list[Any] = []
        self.kept: list[Any] = []
        self._places: dict[int, int] = {}

    def builder(self, fetch: Any) -> Callable[[list], Any]:
        """A function that makes the result for `fetch` from the values of all elements."""
        kind = type(fetch)
        if kind in _COMPOSITES:
            return self._composite(fetch)
        if kind is str or kind in _BY_IDENTITY:
            return self._leaf(fetch)
        if kind in _DICTS:
            self.kept.extend(fetch)
            keys, parts = list(fetch), [self.builder(one) for one in fetch.values()]
            return lambda values: kind(zip(keys, [part(values) for part in parts], strict=True))
        parts = [self.builder(one) for one in fetch]
        if issubclass(kind, list):
            return lambda values: [part(values) for part in parts]
        if kind is tuple:
            return lambda values: tuple([part(values) for part in parts])
        return lambda values: kind(*[part(values) for part in parts])

    def _leaf(self, fetch: Any) -> Callable[[list], Any]:
        self.kept.append(fetch)
        place = self._place(fetch)
        return lambda values: values[place]

    def _composite(self, fetch: Any) -> Callable[[list], Any]:
        self.kept.append(fetch)
        if isinstance(fetch, tf1.SparseTensor):
            places = [self._place(part) for part in (fetch.indices, fetch.values, fetch.dense_shape)]
            return lambda values: tf1.SparseTensorValue(*[values[place] for place in places])
        parts = (fetch.values, fetch.indices, fetch.dense_shape)
        places = [self._place(part) for part in parts if part is not None]
        nothing = [None] * (len(parts) - len(places))
        return lambda values: private.IndexedSlicesValue(*[values[place] for place in places], *nothing)

    def _place(self, fetch: Any) -> int:
        element = self._graph.as_graph_element(fetch, allow_tensor=True, allow_operation=True)
        if id(element) not in self._places:
            op = element if isinstance(element, tf1.Operation) else element.op
            if not self._graph.is_fetchable(op) or op.type in _HANDLES:
                raise _Unusual
            self._places[id(element)] = len(self.found)
            self.found.append(element)
        return self._places[id(element)]
