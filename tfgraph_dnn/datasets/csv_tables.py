"""`tf.contrib.learn.datasets.base` as it was in TF 1.15: a CSV file as arrays, a download where the file is missing.

`load_iris` and `load_boston` are not here: TF 1.15 carried their two files, this package does not.
"""

from __future__ import annotations

import csv
from collections import namedtuple
from typing import Any

import numpy as np

from tfgraph_dnn.datasets.tutorials_mnist import Datasets, maybe_download
from tfgraph_dnn.errors import ArgumentError

__all__ = ["Dataset", "Datasets", "load_csv_with_header", "load_csv_without_header", "maybe_download", "shrink_csv"]

# The module is what programs print with the type.
Dataset = namedtuple("Dataset", ["data", "target"], module="tensorflow.contrib.learn.python.learn.datasets.base")


def load_csv_with_header(filename: str, target_dtype: Any, features_dtype: Any, target_column: int = -1) -> Dataset:
    """Reads a file whose first line starts with the number of rows and the number of features.

    Args:
      filename: its path.
      target_dtype: of the targets.
      features_dtype: of the features.
      target_column: where the target stands in each row.

    Returns:
      `Dataset(data, target)` of shapes (rows, features) and (rows,). Rows the file lacks stay zero, as in TF 1.15.

    Raises:
      ArgumentError: (a ValueError) the first line does not start with two numbers, or a row is one too many.

    Example:
      >>> import pathlib, tempfile
      >>> path = pathlib.Path(tempfile.mkdtemp(), "flowers.csv")
      >>> _ = path.write_text("2,3,setosa,virginica\\n5.1,3.5,1.4,0\\n6.3,3.3,6.0,1\\n")
      >>> load_csv_with_header(str(path), int, float).target.tolist()
      [0, 1]
    """
    with open(filename, newline="") as file:
        rows = csv.reader(file)
        header = next(rows, [])
        try:
            count, width = int(header[0]), int(header[1])
        except (IndexError, ValueError):
            raise ArgumentError(
                f"{filename} should start with the number of its rows and of its features, got {','.join(header)!r}",
                hint="load_csv_without_header takes a file without such a line",
            ) from None
        data = np.zeros((count, width), features_dtype)
        target = np.zeros((count,), target_dtype)
        for number, row in enumerate(rows):
            if number == count:
                raise ArgumentError(f"{filename} says that it has {count} rows, and has more")
            target[number] = np.asarray(row.pop(target_column), target_dtype)
            data[number] = np.asarray(row, features_dtype)
    return Dataset(data, target)


def load_csv_without_header(filename: str, target_dtype: Any, features_dtype: Any, target_column: int = -1) -> Dataset:
    """Reads a file of rows only; see `load_csv_with_header`."""
    with open(filename, newline="") as file:
        rows = list(csv.reader(file))
    target = np.array([row.pop(target_column) for row in rows], dtype=target_dtype)
    return Dataset(np.array([np.asarray(row, features_dtype) for row in rows]), target)


def shrink_csv(filename: str, ratio: int) -> None:
    """Writes every `ratio`-th line of `name.csv`, from the first on, to `name_small.csv`."""
    with open(filename, newline="") as file, open(filename.replace(".", "_small."), "w", newline="") as small:
        csv.writer(small).writerows(row for number, row in enumerate(csv.reader(file)) if number % ratio == 0)
