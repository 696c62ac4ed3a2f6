"""How frameworks lay their weights out, and what must be done to have them as TF 1.x does."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from tfgraph_dnn.errors import ArgumentError

TF_GATES = "ijfo"  # input, candidate, forget, output: as BasicLSTMCell and LSTMCell split their kernel


@dataclass(frozen=True)
class Layout:
    """The layout of a framework.

    Attributes:
      conv: axes of convolution kernels, "OIHW" or "HWIO"; those of 1-D and 3-D ones likewise.
      flip: kernels are turned by 180 degrees (Theano computes true convolutions).
      swap: height and width are exchanged (nets trained in MATLAB, whose images are columns first).
      bgr: the first layer takes blue, green, red.
      dense: axes of dense kernels, "oi" (outputs, inputs) or "io".
      flatten: the order in which feature maps become the inputs of a dense layer, "CHW" or "HWC".
      gates: order of an LSTM's gates, of the letters i, j (candidate), f, o.
      forget_bias_stored: the forget gate's bias stands in the file as it is used; TF 1.x adds its `forget_bias` to it.
      epsilon: batch normalization's, as the framework has it unless told otherwise; None where it is not known.
    """

    conv: str = "HWIO"
    flip: bool = False
    swap: bool = False
    bgr: bool = False
    dense: str = "io"
    flatten: str = "HWC"
    gates: str = TF_GATES
    forget_bias_stored: bool = False
    epsilon: float | None = None

    def __post_init__(self):
        allowed = {"conv": ("OIHW", "HWIO"), "dense": ("oi", "io"), "flatten": ("CHW", "HWC")}
        for name, values in allowed.items():
            if getattr(self, name) not in values:
                raise ArgumentError(f"{name} is one of {', '.join(values)}, not {getattr(self, name)!r}")
        if sorted(self.gates) != sorted(TF_GATES):
            raise ArgumentError(f"gates are the letters i, j, f, o in some order, not {self.gates!r}")

    def differences(self, other: Layout) -> dict[str, object]:
        """What this one has otherwise than `other`."""
        pairs = dataclasses.asdict(self).items()
        return {name: value for name, value in pairs if getattr(other, name) != value}


_CHANNELS_FIRST = Layout(conv="OIHW", dense="oi", flatten="CHW", gates="ifjo", forget_bias_stored=True)
_THEANO = dataclasses.replace(_CHANNELS_FIRST, dense="io", flip=True, epsilon=1e-4)

SOURCES = {
    "tf": Layout(),
    "keras": Layout(gates="ifjo", forget_bias_stored=True, epsilon=1e-3),
    "caffe": dataclasses.replace(_CHANNELS_FIRST, gates="ifoj", epsilon=1e-5),
    "theano": _THEANO,
    "lasagne": _THEANO,
    "torch": dataclasses.replace(_CHANNELS_FIRST, epsilon=1e-5),
    "onnx": dataclasses.replace(_CHANNELS_FIRST, gates="iofj", epsilon=1e-5),
    "keras1-th": dataclasses.replace(_THEANO, epsilon=1e-5),
    "mxnet": dataclasses.replace(_CHANNELS_FIRST, epsilon=1e-3),
    "matconvnet": Layout(epsilon=1e-4),
}


def layout(source: str | Layout, **changes: object) -> Layout:
    """The layout of a framework by its name, with changes.

    Raises:
      ArgumentError: (a ValueError) there is none of that name, or a change that no layout has.

    Example:
      >>> layout("caffe", swap=True).differences(layout("caffe"))
      {'swap': True}
    """
    if isinstance(source, str):
        if source not in SOURCES:
            raise ArgumentError(f"no layout {source!r}", hint=f"There are: {', '.join(SOURCES)}.")
        source = SOURCES[source]
    known = {field.name for field in dataclasses.fields(Layout)}
    if not known.issuperset(changes):
        unknown = ", ".join(sorted(set(changes) - known))
        raise ArgumentError(f"a layout has no {unknown}", hint=f"It has: {', '.join(sorted(known))}.")
    return dataclasses.replace(source, **changes)  # type: ignore[arg-type]
