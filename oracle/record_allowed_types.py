"""Records the dtypes each operation of TF 1.15 takes: tfgraph_dnn/symbols/tf115_allowed_types.txt.gz.

    python3.7 oracle/record_allowed_types.py      under TF 1.15.5

A line for each attribute that is a dtype of a list: operation, attribute, and the list in TF 1.15's order, which is
what its refusals say.
"""
import gzip
import os

import tensorflow as tf
from tensorflow.core.framework import op_def_pb2
from tensorflow.python import pywrap_tensorflow

SYMBOLS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "tfgraph_dnn", "symbols")


def main():
    assert tf.__version__ == "1.15.5", "the lists come from TF 1.15.5, not " + tf.__version__
    registered = op_def_pb2.OpList()
    registered.ParseFromString(pywrap_tensorflow.TF_GetBuffer(pywrap_tensorflow.TF_GetAllOpList()))
    lines = []
    for op in sorted(registered.op, key=lambda op: op.name):
        for attr in op.attr:
            types = [tf.as_dtype(number).name for number in attr.allowed_values.list.type]
            if types and not op.name.startswith("_"):
                lines.append(" ".join([op.name, attr.name] + types))
    with open(os.path.join(SYMBOLS, "tf115_allowed_types.txt.gz"), "wb") as file:
        packed = gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=file, mtime=0)
        packed.write("\n".join(lines).encode())
        packed.close()


if __name__ == "__main__":
    main()
