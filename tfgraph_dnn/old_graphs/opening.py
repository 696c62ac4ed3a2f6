"""Opens an old graph, whole or cut to some outputs, with what it cannot run without replaced."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from google.protobuf.message import DecodeError

from tfgraph_dnn._backend import Graph, Session, tf1
from tfgraph_dnn.errors import ArgumentError, CheckpointNotFoundError, GraphFileError, TfgraphError
from tfgraph_dnn.old_graphs import cutting, devices, expansion, files, pipelines, python_functions
from tfgraph_dnn.old_graphs.importing import prepared
from tfgraph_dnn.old_graphs.loading import Loader
from tfgraph_dnn.training.saver import adopted

_KEEP, _PLACEHOLDERS = "keep", "placeholders"
_INPUTS = ("Placeholder", "PlaceholderV2", "PlaceholderWithDefault")
# What is run once the values are there, in SavedModels and session bundles.
_INITIALIZERS = ("saved_model_main_op", "legacy_init_op", "serving_init_op")


@dataclass
class OpenedGraph:
    """A graph that was opened.

    Attributes:
      graph: the `tf.Graph`.
      inputs: name -> placeholder, of every placeholder in it.
      outputs: the tensors or operations that were asked for, in that order; those of the signature, of a SavedModel.
      saver: restores and saves its variables; None where it has none.
      checkpoint: the checkpoint with their values, or None.
      notes: what should be known: what was replaced, left out or forgotten.
    """

    graph: tf1.Graph
    inputs: dict[str, tf1.Tensor]
    outputs: list
    saver: tf1.train.Saver | None
    checkpoint: str | None
    notes: tuple[str, ...] = ()
    _start: Callable = field(default=lambda session: None, repr=False)

    def session(self, config=None) -> Session:
        """A session with the values restored, the tables filled and local variables initialized.

        Raises:
          CheckpointNotFoundError: (a FileNotFoundError) there are variables, and no checkpoint.
        """
        if self.saver is not None and self.checkpoint is None:
            raise CheckpointNotFoundError(
                "there is no checkpoint beside the graph, so its variables have no values",
                hint="open_graph(path, checkpoint=prefix) says where they are.",
            )
        session = Session(graph=self.graph, config=config)
        with self.graph.as_default():
            if self.saver is not None:
                self.saver.restore(session, self.checkpoint)
            self._start(session)
        return session


def open_graph(
    path: str | os.PathLike[str],
    *,
    outputs: Sequence[str] | None = None,
    checkpoint: str | os.PathLike[str] | None = None,
    queues: str = _KEEP,
    callbacks: Mapping[str, Callable] | None = None,
    clear_devices: bool = True,
    tags: Iterable[str] | None = None,
) -> OpenedGraph:
    """Opens a graph that TF 0.x or 1.x wrote, in a `tf.Graph` of its own.

    Args:
      path: a `.meta` file, a checkpoint (prefix, any of its files, or a directory of them) with one beside it, a frozen
        graph (`.pb`, `.pbtxt`), a SavedModel or a session bundle (its directory).
      outputs: names of tensors or operations to cut the graph to, such as `["logits"]`; what only served training is
        not imported then, whatever operations it is made of. None for the whole graph.
      checkpoint: where the variables' values are, when not beside the graph (a `graph.pbtxt` has none).
      queues: "keep" them, or "placeholders" where data came out of queues, readers and iterators.
      callbacks: name or key (`pyfunc_0`) of a `tf.py_func` operation -> the Python function to call. Those that get
        none say so when they are run.
      clear_devices: let all operations run where TensorFlow places them; otherwise, only those whose device is absent.
      tags: which graph of a SavedModel; the one there is, or that of `{"serve"}`, when not given.

    Returns:
      An OpenedGraph.

    Raises:
      CheckpointNotFoundError: (a FileNotFoundError) nothing is there.
      GraphFileError: (a ValueError) what is there is no graph.
      GraphNameError: (a KeyError) an output is not in it.
      UnknownOperations: (a ValueError) it needs operations that are not known today; the message has all of them.
      ArgumentError: (a ValueError) `queues` is something else, or a callback belongs to no operation.

    Example:
      >>> opened = open_graph("checkpoints/dense_momentum", outputs=["dnn/outputs/BiasAdd"])
      >>> sorted(opened.inputs), len(opened.graph.get_operations()) < 100
      (['X'], True)
    """
    if queues not in (_KEEP, _PLACEHOLDERS):
        raise ArgumentError(f"queues is {_KEEP!r} or {_PLACEHOLDERS!r}, not {queues!r}")
    wanted = None if outputs is None else [outputs] if isinstance(outputs, str) else list(outputs)
    if wanted is not None and not wanted:
        raise ArgumentError("outputs names none", hint="None opens the whole graph.")
    found = files.find(path)
    values = found.checkpoint if checkpoint is None else files.restorable(checkpoint)
    change = _Change(found.what, wanted, queues == _PLACEHOLDERS, callbacks or {}, clear_devices)
    with _naming(found.what), Graph().as_default() as graph:
        if found.saved_model is not None:
            return _of_saved_model(found.saved_model, graph, change, wanted, tags, values)
        meta_graph = found.meta_graph
        change(meta_graph)
        prepared(meta_graph, found.what, clear_devices)
        saver = adopted(tf1.train.import_meta_graph(meta_graph))
        assets = _assets(meta_graph, os.path.dirname(found.what))
        return _opened(graph, wanted or [], saver, values, change, lambda s: _initialize(s, assets))


@contextlib.contextmanager
def _naming(what: str) -> Iterator[None]:
    """Names the file in what TensorFlow says of a graph that does not fit together."""
    try:
        yield
    except TfgraphError:
        raise
    except (ValueError, KeyError, DecodeError, tf1.errors.InvalidArgumentError) as error:
        said = str(error).strip().partition("\n")[0][:300]
        raise GraphFileError(f"{what} holds a damaged graph: {said}") from error


class _Change:
    """What `open_graph` does to a graph before it is imported."""

    def __init__(self, what: str, outputs: list[str] | None, placeholders: bool, callbacks, clear_devices: bool):
        self._what, self._outputs, self._placeholders = what, outputs, placeholders
        self._callbacks, self._clear = callbacks, clear_devices
        self.notes: list[str] = []
        self.functions: list[Callable] = []

    def __call__(self, meta_graph) -> None:
        before = len(meta_graph.graph_def.node)
        if self._placeholders and (made := pipelines.replace(meta_graph)):
            self.notes.append(f"placeholders in the place of what brought data: {', '.join(made)}")
        if self._outputs is not None:
            known = [meta_graph.collection_def[key] for key in _INITIALIZERS if key in meta_graph.collection_def]
            also = [name for collection in known for name in collection.node_list.value]
            cutting.cut(meta_graph, self._outputs, also, self._what)
            self.notes.append(f"cut to {len(meta_graph.graph_def.node):,} of {before:,} operations")
        if replaced := expansion.expand(meta_graph.graph_def):
            self.notes.append(f"put together from today's operations: {', '.join(replaced)}")
        if self._clear:
            devices.forget_all(meta_graph.graph_def)
        for name, token in python_functions.calls(meta_graph.graph_def):
            if not {name, token} & set(self._callbacks):
                self.notes.append(f"{name} calls a Python function ({token}) that no file holds: callbacks={{...}}")
        self.functions += python_functions.supply(meta_graph.graph_def, self._callbacks, self._what)


def _opened(graph, wanted: list[str], saver, checkpoint, change: _Change, start: Callable) -> OpenedGraph:
    graph._tfgraph_functions = change.functions  # TensorFlow refers to them weakly
    of_saver = {saver.saver_def.filename_tensor_name.partition(":")[0]} if saver is not None else set()
    of_saver |= {parent.op.name for name in of_saver for parent in graph.get_operation_by_name(name).inputs}
    operations = [op for op in graph.get_operations() if op.type in _INPUTS and op.name not in of_saver]
    inputs = {op.name: op.outputs[0] for op in operations}
    elements = [_element(graph, name) for name in wanted]
    return OpenedGraph(graph, inputs, elements, saver, checkpoint, tuple(change.notes), start)


def _element(graph, name: str):
    """A tensor or an operation by name; the name of an operation with one output is that output's."""
    found = graph.as_graph_element(name)
    return found.outputs[0] if isinstance(found, tf1.Operation) and len(found.outputs) == 1 else found


def _of_saved_model(directory: str, graph, change: _Change, wanted, tags, values) -> OpenedGraph:
    try:
        loader = Loader(directory, change)
    except OSError as error:
        raise GraphFileError(f"{directory}: {error}") from error
    tags = _tags(loader, tags, directory)
    saver, _ = loader.load_graph(graph, tags)
    if wanted is None:
        signatures = loader.as_written(tags).signature_def
        signature = signatures.get("serving_default") or next(iter(signatures.values()), None)
        wanted = [signature.outputs[key].name for key in sorted(signature.outputs)] if signature else []
    values = values or (loader.variables_path if saver is not None else None)
    return _opened(graph, wanted, adopted(saver), values, change, lambda s: loader.run_init_ops(s, tags))


def _tags(loader: Loader, tags, directory: str) -> list[str]:
    there = [sorted(meta_graph.meta_info_def.tags) for meta_graph in loader.saved_model.meta_graphs]
    wanted = sorted(tags) if tags is not None else there[0] if len(there) == 1 else ["serve"]
    if wanted not in there:
        raise ArgumentError(f"{directory} has no graph of the tags {wanted}; there are: {there}")
    return wanted


def _assets(meta_graph, directory: str) -> dict[str, str]:
    """Tensor -> path, of the files that a session bundle's tables are made from."""
    key, found = "serving_assets", {}
    for packed in meta_graph.collection_def[key].any_list.value if key in meta_graph.collection_def else ():
        # AssetFile of TF 0.x: tensor_binding (1) with tensor_name (1), filename (2).
        fields = dict(_strings(packed.value))
        tensor = dict(_strings(fields.get(1, b""))).get(1, b"").decode()
        found[tensor] = os.path.join(directory, "assets", fields.get(2, b"").decode())
    return found


def _strings(content: bytes):
    from tfgraph_dnn.checkpoint.format.wire import fields

    return ((number, bytes(value)) for number, value in fields(content) if not isinstance(value, int))


def _initialize(session, assets: dict[str, str]) -> None:
    """Fills tables and initializes local variables, as a program does after it restored the others."""
    for key in _INITIALIZERS:
        for operation in tf1.get_collection(key):
            session.run(operation, assets)
    session.run(tf1.get_collection(tf1.GraphKeys.TABLE_INITIALIZERS))
    session.run([variable.initializer for variable in tf1.local_variables()])
