"""`tfgraph ckpt COMMAND`: look into checkpoints, and make others of them, without TensorFlow."""

from __future__ import annotations

from tfgraph_dnn.cli import group

# Command -> what it does, in the order of the help page. Each is a module here with `main(argv) -> int`.
COMMANDS = {
    "ls": "list the variables, with their optimizer slots and moving averages",
    "show": "the checkpoint as a whole, or tensors: values, figures, histograms",
    "tree": "the scopes, with their sizes",
    "diff": "compare two checkpoints: names, shapes, values",
    "verify": "check every tensor's checksum, missing shards, trailing bytes",
    "graph": "what the graph needs to be opened today: absent operations, devices, inputs",
    "plan": "what a restore into a graph would do, variable by variable",
    "rename": "other names, by packs, rules, or one by one",
    "strip": "leave out optimizer slots, or what is asked for",
    "slice": "some tensors, some rows or columns; other sizes; new tensors",
    "merge": "one checkpoint out of several",
    "average": "the mean of several checkpoints",
    "convert": "V1, .npz, .safetensors to V2; names to objects and back",
    "unshard": "one data file, whole variables",
    "fold": "batch normalization into the layers before it, for inference",
    "export": "tensors as an .npz or .safetensors file",
}

HELP = """\
usage: tfgraph ckpt COMMAND PATH ...

Looks into a checkpoint of TensorFlow, of either format, or makes another one of it. PATH is a directory (its latest
checkpoint is taken), a prefix such as run/model.ckpt-200, or any of the checkpoint's files.
"""


def main(argv: list[str]) -> int:
    """Carries out one of the commands."""
    return group(argv, "ckpt", COMMANDS, HELP)
