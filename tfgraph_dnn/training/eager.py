"""Eager execution as TF 1.x programs drove it: iterating a dataset, saving without a session."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1


class Iterator:
    """Goes through a `tf.data.Dataset` once, tensor by tensor; as `tf.contrib.eager.Iterator`.

    Raises:
      RuntimeError: eager execution is not enabled.
      TypeError: what was given is no dataset.

    Example: `for images, labels in tfe.Iterator(dataset): ...`
    """

    def __init__(self, dataset: tf1.data.Dataset):
        if not tf1.executing_eagerly():
            raise RuntimeError(
                "tf.contrib.eager.Iterator needs eager execution: call tf.enable_eager_execution() first, "
                "or use dataset.make_one_shot_iterator() in a graph"
            )
        if not isinstance(dataset, tf1.data.Dataset):
            raise TypeError(f"expected a tf.data.Dataset, got {type(dataset).__name__}")
        self._elements = iter(dataset)
        self.output_types = tf1.data.get_output_types(dataset)
        self.output_shapes = tf1.data.get_output_shapes(dataset)
        self.output_classes = tf1.data.get_output_classes(dataset)

    def __iter__(self) -> Iterator:
        return self

    def __next__(self) -> Any:
        return next(self._elements)

    next = __next__

    def get_next(self, name: str | None = None) -> Any:
        """The next element.

        Raises:
          tf.errors.OutOfRangeError: there is none left.
        """
        return self._elements.get_next()


class Saver:
    """Saves variables, and restores them, under eager execution; as `tf.contrib.eager.Saver`.

    Args:
      var_list: the variables, as a list, or as a dict from the name in the checkpoint.

    Raises:
      RuntimeError: eager execution is not enabled.
    """

    def __init__(self, var_list):
        if not tf1.executing_eagerly():
            raise RuntimeError("tfe.Saver needs eager execution; use tf.train.Saver where a graph is built")
        self._saver = tf1.train.Saver(var_list=var_list)

    def save(self, file_prefix: str, global_step=None) -> str:
        """Writes a checkpoint and returns its prefix, which ends in the step where one is given."""
        return self._saver.save(None, file_prefix, write_meta_graph=False, global_step=global_step)

    def restore(self, file_prefix: str) -> None:
        """Gives the variables the values that `save` wrote under the prefix."""
        self._saver.restore(None, file_prefix)


def get_optimizer_variables(optimizer) -> list:
    """The variables an optimizer has made by now: its slots and powers."""
    return optimizer.variables()


def defun(
    func=None,
    input_signature=None,
    autograph=True,
    experimental_autograph_options=None,
    experimental_relax_shapes=False,
):
    """Compiles a Python function to a graph function; as `tf.contrib.eager.defun`, a name of `tf.function` since.

    Args:
      func: the function; without it, a decorator is returned.
      input_signature: nested `tf.TensorSpec`s, one for each argument; one graph then serves all calls.
      autograph: rewrite Python's `if` and `while` to graph control flow first.
      experimental_autograph_options: features of that rewriting.
      experimental_relax_shapes: make fewer graphs, for wider shapes.
    """
    return tf1.function(
        func,
        input_signature,
        autograph,
        experimental_autograph_options=experimental_autograph_options,
        reduce_retracing=experimental_relax_shapes,
    )


def num_gpus() -> int:
    """The number of GPUs TensorFlow sees."""
    return len(tf1.config.list_physical_devices("GPU"))


def list_devices() -> list[str]:
    """The names of the devices eager operations can run on."""
    return [device.name for device in tf1.config.list_logical_devices()]


def run(main=None, argv=None) -> None:
    """Enables eager execution and runs the program's `main(argv)`, as `tf.app.run` does."""
    tf1.enable_eager_execution()
    tf1.app.run(main, argv)
