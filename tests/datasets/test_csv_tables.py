"""`tf.contrib.learn.datasets.base`: files as arrays, with or without the line that counts them."""

from __future__ import annotations

import numpy as np
import pytest

from tfgraph_dnn.datasets import csv_tables

ROWS = "5.1,3.5,0\n6.3,3.3,1\n4.9,3.0,0\n"


def test_with_a_header(tmp_path):
    (tmp_path / "t.csv").write_text("3,2,setosa,virginica\n" + ROWS)
    table = csv_tables.load_csv_with_header(str(tmp_path / "t.csv"), np.int64, np.float32)
    assert table.data.dtype == np.float32 and table.data.shape == (3, 2) and table.target.tolist() == [0, 1, 0]


def test_rows_the_file_lacks_are_zero(tmp_path):
    (tmp_path / "t.csv").write_text("5,2\n" + ROWS)
    assert csv_tables.load_csv_with_header(str(tmp_path / "t.csv"), int, float).data[3:].tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize(
    ("header", "match"),
    [("a,b\n", "should start with"), ("", "should start with"), ("2,2\n", "2 rows, and has more")],
)
def test_a_wrong_header(tmp_path, header, match):
    (tmp_path / "t.csv").write_text(header + (ROWS if header else ""))
    with pytest.raises(ValueError, match=match):
        csv_tables.load_csv_with_header(str(tmp_path / "t.csv"), int, float)


def test_without_a_header_and_with_the_target_first(tmp_path):
    (tmp_path / "t.csv").write_text("1,2.5,3\n0,4,5\n")
    table = csv_tables.load_csv_without_header(str(tmp_path / "t.csv"), int, float, target_column=0)
    assert table.target.tolist() == [1, 0] and table.data.tolist() == [[2.5, 3], [4, 5]]


def test_every_second_line(tmp_path):
    (tmp_path / "t.csv").write_text(ROWS)
    csv_tables.shrink_csv(str(tmp_path / "t.csv"), 2)
    assert (tmp_path / "t_small.csv").read_text().split() == ["5.1,3.5,0", "4.9,3.0,0"]


def test_types_say_where_tf_1_15_had_them():
    assert str(csv_tables.Datasets) == "<class 'tensorflow.contrib.learn.python.learn.datasets.base.Datasets'>"
    assert csv_tables.Dataset.__module__ == csv_tables.Datasets.__module__
