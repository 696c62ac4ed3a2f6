"""`pickle` as TF 1.x programs knew it: what they pickled of TensorFlow's is looked for where TF 1.15 had it.

An old file names `tensorflow.python.ops.rnn_cell_impl.LSTMStateTuple` or
`tensorflow.contrib.training.python.training.hparam.HParams`. As with any pickle, read only files that you trust.
"""

from __future__ import annotations

import io
import pickle


class Unpickler(pickle.Unpickler):
    """Finds the classes of TF 1.x, and of tensorflow_estimator, in TF 1.15's namespace."""

    def find_class(self, module, name):
        """The class or function that a pickle names."""
        top = module.partition(".")[0]
        if top in ("tensorflow", "tensorflow_core", "tensorflow_estimator"):
            import tfgraph_dnn.v1  # noqa: F401  (what it unpickles lives in TF 1.x graphs)
            from tfgraph_dnn.v1 import face

            found = face.module("tensorflow" + module[len(top) :])
            for part in name.split("."):
                found = getattr(found, part)
            return found
        return super().find_class(module, name)


def load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    """`pickle.load`."""
    return Unpickler(file, fix_imports=fix_imports, encoding=encoding, errors=errors, buffers=buffers).load()


def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    """`pickle.loads`."""
    return load(io.BytesIO(data), fix_imports=fix_imports, encoding=encoding, errors=errors, buffers=buffers)
