"""`tfgraph weights COMMAND`: weights of other frameworks, without them and without TensorFlow."""

from __future__ import annotations

from tfgraph_dnn.cli import group

# Command -> what it does, in the order of the help page. Each is a module here with `main(argv) -> int`.
COMMANDS = {
    "ls": "list the arrays: types, shapes, sizes",
    "show": "arrays: values, figures, histograms",
    "convert": "write them as .npz, .safetensors or a checkpoint of TensorFlow",
}

HELP = """\
usage: tfgraph weights COMMAND FILE ...

Looks into a file of weights, whatever framework wrote it: .npy, .npz, pickled dicts and lists of arrays, .caffemodel,
Keras .h5 and .keras, PyTorch .pt and .pth, safetensors, ONNX, MATLAB .mat, MXNet .params, Torch7 .t7, each also
gzipped. The format is found by the content. Nothing in the file is ever run.
"""


def main(argv: list[str]) -> int:
    """Carries out one of the commands."""
    return group(argv, "weights", COMMANDS, HELP)
