"""What goes wrong with checkpoints: each case is run by TF 1.15.5, whose error classes are recorded, and by us.

Only names of TF 1.x; `tf` is handed in. `python3.7 tests/training/restore_cases.py` records golden/restore_errors.json.
"""

import json
import os
import shutil
import sys
import tempfile

import numpy as np


class Cases:
    """The cases, as methods; each raises what it raises, or returns."""

    def __init__(self, tf, folder):
        self.tf, self.folder = tf, folder
        self.v2 = self._save("m", tf.train.SaverDef.V2)
        self.v1 = self._save("v1", tf.train.SaverDef.V1)
        self._damage()

    def _path(self, name):
        return os.path.join(self.folder, name)

    def _save(self, name, version):
        tf = self.tf
        with tf.Graph().as_default(), tf.Session() as session:
            tf.get_variable("hidden1/kernel", initializer=np.ones((2, 3), np.float32))
            tf.get_variable("hidden1/bias", initializer=np.zeros(3, np.float32))
            session.run(tf.global_variables_initializer())
            return tf.train.Saver(write_version=version).save(session, self._path(name))

    def _damage(self):
        data = ".data-00000-of-00001"
        shutil.copy(self.v2 + ".index", self._path("without_data.index"))
        for name, ending, size in (("cut_index", ".index", 100), ("cut_data", data, 5)):
            for other in (".index", data):
                shutil.copy(self.v2 + other, self._path(name + other))
            with open(self._path(name + ending), "r+b") as file:
                file.truncate(size)
        with open(self._path("text"), "w") as file:
            file.write("hello")
        os.makedirs(self._path("empty"))
        os.makedirs(self._path("stale"))
        with open(self._path("stale/checkpoint"), "w") as file:
            file.write('model_checkpoint_path: "m-9"\n')

    def _restore(self, path, variables, **kwargs):
        tf = self.tf
        with tf.Graph().as_default(), tf.Session() as session:
            made = variables()
            tf.train.Saver(made, **kwargs).restore(session, path)
            return session.run(made)

    def _kernel(self, shape=(2, 3), name="hidden1/kernel", **kwargs):
        return lambda: [self.tf.get_variable(name, list(shape), **kwargs)]

    def _others(self):
        return [self.tf.get_variable("hidden1/weights", [2, 3]), self.tf.get_variable("hidden1/biases", [3])]

    def _slots(self):
        tf = self.tf
        loss = tf.reduce_sum(tf.get_variable("hidden1/kernel", [2, 3]))
        tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss)
        return tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="hidden[123]")

    def _parts(self, rows):
        tf = self.tf
        return lambda: list(tf.get_variable("hidden1/kernel", [rows, 3], partitioner=tf.fixed_size_partitioner(2)))

    def restores(self):
        """Name -> what is done with a Saver."""
        kernel, path = self._kernel, self._path
        return {
            "as it is": lambda: self._restore(self.v2, kernel()),
            "v1": lambda: self._restore(self.v1, kernel()),
            "parts": lambda: self._restore(self.v2, self._parts(2)),
            "None": lambda: self._restore(None, kernel()),
            "empty path": lambda: self._restore("", kernel()),
            "no path": lambda: self._restore(3, kernel()),
            "nothing there": lambda: self._restore(path("nothing"), kernel()),
            "folder": lambda: self._restore(self.folder, kernel()),
            "folder with a slash": lambda: self._restore(self.folder + "/", kernel()),
            "state file": lambda: self._restore(path("checkpoint"), kernel()),
            ".index": lambda: self._restore(self.v2 + ".index", kernel()),
            ".meta": lambda: self._restore(self.v2 + ".meta", kernel()),
            ".data": lambda: self._restore(self.v2 + ".data-00000-of-00001", kernel()),
            "text": lambda: self._restore(path("text"), kernel()),
            "no data": lambda: self._restore(path("without_data"), kernel()),
            "cut index": lambda: self._restore(path("cut_index"), kernel()),
            "cut data": lambda: self._restore(path("cut_data"), kernel()),
            "missing": lambda: self._restore(self.v2, self._others),
            "missing in v1": lambda: self._restore(self.v1, self._others),
            "missing, sharded": lambda: self._restore(self.v2, self._others, sharded=True),
            "missing, in sequence": lambda: self._restore(self.v2, self._others, restore_sequentially=True),
            "slots": lambda: self._restore(self.v2, self._slots),
            "shape": lambda: self._restore(self.v2, kernel((2, 4))),
            "shape, resource": lambda: self._restore(self.v2, kernel((2, 4), use_resource=True)),
            "shape of parts": lambda: self._restore(self.v2, self._parts(4)),
            "reshaped": lambda: self._restore(self.v2, kernel((3, 2)), reshape=True),
            "reshaped, resource": lambda: self._restore(self.v2, kernel((6,), use_resource=True), reshape=True),
            "not to be reshaped": lambda: self._restore(self.v2, kernel((2, 4)), reshape=True),
            "dtype": lambda: self._restore(self.v2, kernel(dtype=self.tf.float64)),
            "dtype in v1": lambda: self._restore(self.v1, kernel(dtype=self.tf.float64)),
            "dtype, resource": lambda: self._restore(self.v2, kernel(dtype=self.tf.float64, use_resource=True)),
        }

    def readers(self):
        """Name -> what is done with a reader."""
        train = self.tf.train
        paths = {
            "as it is": self.v2,
            "v1": self.v1,
            "nothing there": self._path("nothing"),
            "folder": self.folder,
            "empty folder": self._path("empty"),
            "stale folder": self._path("stale"),
            ".index": self.v2 + ".index",
            ".meta": self.v2 + ".meta",
            "text": self._path("text"),
            "None": None,
        }
        found = {}
        for name, path in paths.items():
            found["list " + name] = lambda path=path: train.list_variables(path)
            found["load " + name] = lambda path=path: train.load_checkpoint(path)
            found["read " + name] = lambda path=path: train.load_variable(path, "hidden1/kernel")
            found["reader " + name] = lambda path=path: train.NewCheckpointReader(path)
        found["read missing"] = lambda: train.load_variable(self.v2, "hidden1/weights")
        found["read :0"] = lambda: train.load_variable(self.v2, "hidden1/kernel:0")
        found["get_tensor missing"] = lambda: train.NewCheckpointReader(self.v2).get_tensor("hidden1/weights")
        return found

    def _start(self, variables, assignment, path=None, init=None):
        tf = self.tf
        with tf.Graph().as_default(), tf.Session() as session:
            made = variables()
            (init or tf.train.init_from_checkpoint)(path or self.v2, assignment)
            session.run(tf.global_variables_initializer())
            return session.run(made)

    def initializers(self):
        """Name -> what is done with `tf.train.init_from_checkpoint`, and with that of tf.contrib."""
        both, kernel = {"hidden1/": "hidden1/"}, self._kernel
        one = {"hidden1/kernel": "hidden1/kernel"}
        contrib = self.tf.contrib.framework.init_from_checkpoint
        return {
            "start": lambda: self._start(kernel(), both),
            "start missing": lambda: self._start(self._others, both),
            "start shape": lambda: self._start(kernel((2, 4)), one),
            "start shape in scope": lambda: self._start(kernel((2, 4)), both),
            "start shape in scope, resource": lambda: self._start(kernel((2, 4), use_resource=True), both),
            "start dtype": lambda: self._start(kernel(dtype=self.tf.float64), both),
            "start nothing there": lambda: self._start(kernel(), both, self._path("nothing")),
            "start .index": lambda: self._start(kernel(), both, self.v2 + ".index"),
            "start empty folder": lambda: self._start(kernel(), both, self._path("empty")),
            "start no such scope": lambda: self._start(kernel(), {"nope/": "hidden1/"}),
            "start no such variable": lambda: self._start(kernel(), {"hidden1/kernel": "hidden9/kernel"}),
            "start name to scope": lambda: self._start(kernel(), {"hidden1": "hidden1/"}),
            "contrib start": lambda: self._start(kernel(), both, init=contrib),
            "contrib start missing": lambda: self._start(self._others, both, init=contrib),
            "contrib start shape": lambda: self._start(kernel((2, 4)), one, init=contrib),
            "contrib start .index": lambda: self._start(kernel(), both, self.v2 + ".index", contrib),
        }

    def _assign(self, variables, path=None, at_once=False, **kwargs):
        tf = self.tf
        with tf.Graph().as_default(), tf.Session() as session:
            made = variables()
            if at_once:
                return tf.contrib.framework.assign_from_checkpoint(path or self.v2, made, **kwargs)
            assign = tf.contrib.framework.assign_from_checkpoint_fn(path or self.v2, made, **kwargs)
            return assign and assign(session)

    def assignments(self):
        """Name -> what is done with tf.contrib.framework's assign_from_checkpoint."""
        kernel, nothing = self._kernel, self._path("nothing")
        return {
            "assign": lambda: self._assign(kernel()),
            "assign missing": lambda: self._assign(self._others),
            "assign missing, ignored": lambda: self._assign(self._others, ignore_missing_vars=True),
            "assign shape": lambda: self._assign(kernel((2, 4))),
            "assign shape, ignored": lambda: self._assign(kernel((2, 4)), ignore_missing_vars=True),
            "assign reshaped": lambda: self._assign(kernel((3, 2)), reshape_variables=True),
            "assign not to be reshaped": lambda: self._assign(kernel((2, 4)), reshape_variables=True),
            "assign nothing there": lambda: self._assign(kernel(), nothing),
            "assign nothing there, ignored": lambda: self._assign(kernel(), nothing, ignore_missing_vars=True),
            "assign .index": lambda: self._assign(kernel(), self.v2 + ".index"),
            "assign at once missing": lambda: self._assign(self._others, at_once=True),
            "assign at once shape": lambda: self._assign(kernel((2, 4)), at_once=True),
            "assign at once nothing there": lambda: self._assign(kernel(), nothing, at_once=True),
        }

    def all(self):
        """All of them."""
        found = {}
        for group in (self.restores(), self.readers(), self.initializers(), self.assignments()):
            found.update(group)
        return found


def main():
    """Records the classes that TF 1.15.5 raises."""
    import tensorflow as tf

    if tf.__version__ != "1.15.5":
        sys.exit("these errors come from TF 1.15.5 alone; this is " + tf.__version__)
    tf.logging.set_verbosity(tf.logging.FATAL)
    recorded = {}
    for name, case in Cases(tf, tempfile.mkdtemp()).all().items():
        try:
            case()
            recorded[name] = None
        except Exception as error:  # whichever it is
            recorded[name] = type(error).__name__
    golden = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden", "restore_errors.json")
    os.makedirs(os.path.dirname(golden), exist_ok=True)
    with open(golden, "w") as file:
        json.dump({"tensorflow": tf.__version__, "raised": recorded}, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()
