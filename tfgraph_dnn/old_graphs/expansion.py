"""Operations that today's TensorFlow lacks, put together from those it has, in a `GraphDef`.

The node's name stays, as an `Identity` of the result; what it is made of is in a scope of that name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.layers.seq2seq.gather_tree import gather_tree
from tfgraph_dnn.ops.images.resampling import resampler, resampler_grad


def _image_projective_transform(node, images, transforms) -> Any:
    return tf1.raw_ops.ImageProjectiveTransformV2(
        images=images,
        transforms=transforms,
        output_shape=tf1.shape(images)[1:3],
        interpolation=node.attr["interpolation"].s or b"NEAREST",
    )


# Operation -> (its inputs, each a dtype, or the name of the attribute that has it, and a rank; how it is made).
EQUIVALENTS: dict[str, tuple[Sequence[tuple[Any, int | None]], Callable]] = {
    "Resampler": ((("T", 4), ("T", None)), lambda node, *inputs: resampler(*inputs)),
    "ResamplerGrad": ((("T", 4), ("T", None), ("T", None)), lambda node, *inputs: resampler_grad(*inputs)),
    "ImageProjectiveTransform": ((("dtype", 4), (tf1.float32, 2)), _image_projective_transform),
    "GatherTree": (
        ((tf1.int32, 3), (tf1.int32, 3), (tf1.int32, 1), (tf1.int32, 0)), lambda node, *inputs: gather_tree(*inputs)
    ),
}  # fmt: skip


def expand(graph_def) -> list[str]:
    """Puts equivalents in the place of operations that are not registered.

    Args:
      graph_def: a `GraphDef`, changed in place.

    Returns:
      The names of the nodes that were replaced.

    Raises:
      ValueError: a node says it computes with a type that its operation does not take.
    """
    wanted = [node for node in graph_def.node if node.op in EQUIVALENTS and not private.registered_operation(node.op)]
    replaced = [node.name for node in wanted]
    made = [part for node in wanted for part in _expanded(node)]
    kept = [node for node in graph_def.node if node.name not in set(replaced)]
    if replaced:
        kept = [tf1.NodeDef.FromString(node.SerializeToString()) for node in kept]
        del graph_def.node[:]
        graph_def.node.extend([*kept, *made])
    return replaced


def _expanded(node) -> list:
    """The nodes that stand for one."""
    kinds, build = EQUIVALENTS[node.op]
    inputs = [name for name in node.input if not name.startswith("^")]
    controls = [name for name in node.input if name.startswith("^")]
    with tf1.Graph().as_default() as graph:
        given = [
            tf1.placeholder(
                node.attr[dtype].type if isinstance(dtype, str) else dtype,
                None if rank is None else [None] * rank,
                name=f"input{number}",
            )
            for number, (dtype, rank) in enumerate(kinds)
        ]
        try:
            made = build(node, *given)
        except TypeError as error:
            raise ValueError(f"{node.name} ({node.op}) has attributes that no {node.op} has: {error}") from error
        made = made if isinstance(made, list) else [made]
        outputs, types = [tensor.name for tensor in made], [tensor.dtype.as_datatype_enum for tensor in made]
        parts = graph.as_graph_def().node
    names = {f"input{number}": name for number, name in enumerate(inputs)}
    result = []
    for part in parts:
        if part.op == "Placeholder":
            continue
        copy = tf1.NodeDef.FromString(part.SerializeToString())
        copy.name = f"{node.name}/{part.name}"
        copy.device = node.device
        del copy.input[:]
        copy.input.extend(_renamed(name, names, node.name) for name in part.input)
        copy.input.extend(controls if not part.input else [])
        if "frame_name" in copy.attr:
            copy.attr["frame_name"].s = f"{node.name}/".encode() + copy.attr["frame_name"].s
        if "_class" in copy.attr:
            del copy.attr["_class"]
        result.append(copy)
    end = tf1.NodeDef(name=node.name, op="Identity" if len(types) == 1 else "IdentityN", device=node.device)
    if len(types) == 1:
        end.attr["T"].type = types[0]
    else:
        end.attr["T"].list.type.extend(types)
    end.input.extend([*(_renamed(name, names, node.name) for name in outputs), *controls])
    return [*result, end]


def _renamed(name: str, inputs: dict[str, str], scope: str) -> str:
    mark, name = ("^", name[1:]) if name.startswith("^") else ("", name)
    base, _, port = name.partition(":")
    if base in inputs:
        return mark + (inputs[base].partition(":")[0] if mark else inputs[base])
    return f"{mark}{scope}/{base}" + (f":{port}" if port and port != "0" else "")
