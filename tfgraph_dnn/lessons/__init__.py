"""Lessons: one for each section of the slides, run for real and written as one HTML page with plots.

A lesson is a module here that yields the blocks of its page, and a plain TF 1.x program in `programs/`, which it runs
as `tfgraph run` would and whose variables it draws. Without matplotlib the list is all there is.

Example:
  >>> from tfgraph_dnn import lessons
  >>> path = lessons.write("saturation", "saturation.html")                            # doctest: +SKIP
"""

from __future__ import annotations

import importlib
import importlib.util
import os

from tfgraph_dnn.errors import UsageError

# Name -> title, in the slides' order. Each has a module here and a program in `programs/`.
CATALOGUE = {
    "saturation": "Why deep nets did not train: the saturated logistic function",
    "initialization": "Vanishing gradients, seen: initialization, activation and batch normalization in a deep net",
    "activations": "Nonsaturating activation functions: leaky ReLU, ELU, SELU",
    "batch_norm": "Batch normalization: the moving averages, with and without the update operations",
    "clipping": "Gradient clipping: by value, by norm, by global norm",
    "transfer": "Reusing lower layers: restored, frozen, fine-tuned",
    "foreign_weights": "Weights from other frameworks: the order of a flattened image",
    "optimizers": "Faster optimizers: momentum, Nesterov, AdaGrad, RMSProp, Adam",
    "schedules": "Learning rate schedules: piecewise constant, performance, exponential, power",
    "early_stopping": "Early stopping: the best snapshot",
    "sparsity": "l1 regularization: weights that become zero",
    "dropout": "Dropout: masks, and the ensemble behind them",
    "max_norm": "Max-norm: the weights' norms before and after the operation",
    "augmentation": "Data augmentation: one digit, many pictures",
    "guidelines": "Practical guidelines: the default that the slides end with, beside where they began",
}


class LessonError(UsageError):
    """A lesson that cannot be given: exit status 2."""

    slug = "lesson"


def write(name: str, path: str | os.PathLike[str], progress=None) -> str:
    """Runs a lesson and writes its page.

    Args:
      name: one of `CATALOGUE`.
      path: the file to write.
      progress: called with a line of text before each part, or None.

    Returns:
      The path.

    Raises:
      LessonError: there is no such lesson, matplotlib is missing, or the file cannot be written.
    """
    if name not in CATALOGUE:
        raise LessonError(f"there is no lesson {name!r}", hint=f"There are: {', '.join(CATALOGUE)}.")
    if importlib.util.find_spec("matplotlib") is None:
        raise LessonError("lessons draw with matplotlib, which is not installed", hint="pip install matplotlib")
    directory = os.path.dirname(os.path.abspath(path))
    if not os.path.isdir(directory):
        raise LessonError(f"there is no directory {directory} to write the page in")
    from tfgraph_dnn.lessons import page, running

    tell = progress or (lambda line: None)
    tell("running the program")
    ran = running.run(name)
    tell("drawing")
    blocks = importlib.import_module(f"{__name__}.{name}").blocks(ran)
    text = page.render(CATALOGUE[name], blocks, ran)
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise LessonError(f"{os.fspath(path)} cannot be written: {error.strerror}") from None
    return os.fspath(path)
