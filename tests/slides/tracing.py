"""What a program did: its graphs, the bits its variables start with, the checkpoints it leaves.

Works on Python 3.7 with TF 1.15.5 and on today's Python with the face; knows neither.
"""

import hashlib
import os

import numpy as np


def traced_session(session_class, global_variables, record):
    """A subclass of `session_class` that appends to `record` one entry for each graph when it is first run."""

    class Session(session_class):
        def run(self, fetches, *args, **kwargs):
            entry = self._entry()
            result = session_class.run(self, fetches, *args, **kwargs)
            if "variables" not in entry and getattr(fetches, "type", None) == "NoOp" and "init" in fetches.name:
                with self.graph.as_default():
                    values = session_class.run(self, {v.name: v for v in global_variables()})
                entry["variables"] = {name: _bits(value) for name, value in values.items()}
            return result

        def _entry(self):
            for graph, entry in _seen:
                if graph is self.graph:
                    return entry
            operations = self.graph.get_operations()
            entry = {"nodes": [[op.name, op.type, _inputs(op)] for op in operations], "seeds": {}}
            for op in operations:
                attributes = op.node_def.attr
                if "seed" in attributes and "seed2" in attributes:
                    entry["seeds"][op.name] = [int(attributes["seed"].i), int(attributes["seed2"].i)]
            _seen.append((self.graph, entry))
            record.append(entry)
            return entry

    _seen = []
    return Session


def checkpoints(tf, directory):
    """The tensors of every checkpoint below `directory`: {prefix: {name: [dtype, shape]}}."""
    found = {}
    for folder, _, files in os.walk(directory):
        for prefix in (os.path.join(folder, file[: -len(".index")]) for file in files if file.endswith(".index")):
            reader = tf.train.NewCheckpointReader(prefix)
            kinds, shapes = reader.get_variable_to_dtype_map(), reader.get_variable_to_shape_map()
            tensors = {name: [tf.as_dtype(kinds[name]).name, list(shapes[name])] for name in shapes}
            found[os.path.relpath(prefix, directory).replace(os.sep, "/")] = tensors
    return found


def _inputs(op):
    return [tensor.name for tensor in op.inputs] + sorted("^" + other.name for other in op.control_inputs)


def _bits(value):
    array = np.ascontiguousarray(value)
    return [str(array.dtype), list(array.shape), hashlib.sha256(array.tobytes()).hexdigest()]
