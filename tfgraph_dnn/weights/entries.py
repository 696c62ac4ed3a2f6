"""What arrays are, by their names: whose layer's kernel or bias; which of them together are the kernel of an LSTM."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

_ROLES = {
    "kernel": ("kernel", "weights", "weight", "w", "matrix", "filter", "filters", "embeddings"),
    "bias": ("bias", "biases", "b"),
    "gamma": ("gamma", "scale"),
    "beta": ("beta", "offset"),
    "mean": ("moving_mean", "running_mean", "mean"),
    "variance": ("moving_variance", "moving_var", "running_var", "running_std", "variance", "var"),
    "alpha": ("alpha", "alphas"),
}
_ROLE = {name: role for role, names in _ROLES.items() for name in names}
_SEPARATE = re.compile(r"(.*?)_?([wubWUB])_([xh]?)([ifcjo])$")
_STACKED = (  # kernel of the inputs, kernel of the state, biases
    re.compile(r"(?P<layer>.*?)weight_(?P<part>ih|hh)_l(?P<rest>\d+(?:_reverse)?)$"),
    re.compile(r"(?P<layer>.*?)bias_(?P<part>ih|hh)_l(?P<rest>\d+(?:_reverse)?)$"),
    re.compile(r"(?P<layer>.*?)(?P<part>i2h|h2h)_weight(?P<rest>)$"),
    re.compile(r"(?P<layer>.*?)(?P<part>i2h|h2h)_bias(?P<rest>)$"),
)


@dataclass(frozen=True)
class Entry:
    """An array, or several that make up one variable.

    Attributes:
      names: of the arrays.
      layer: whose they are, in a form that compares; "" when the name does not say.
      role: "kernel", "bias", "gamma", ..., or None when the name does not say.
      kind: "plain"; "lstm" or "gru" for those that only such a cell takes; "scaled" for Caffe's sums and their count.
      part: of an LSTM whose gates stand in arrays of their own, "kernel" or "bias"; of a GRU, "gates" or "candidate".
    """

    names: tuple[str, ...]
    layer: str
    role: str | None
    kind: str = "plain"
    part: str = ""


def entries(arrays: Mapping[str, np.ndarray]) -> list[Entry]:
    """The arrays by what they are, in their order."""
    found: list[Entry] = []
    left = dict(arrays)
    for make in (_separate_gates, _stacked_gates, _keras_recurrent, _caffe_normalization):
        made = list(make(left))
        found += made
        for name in {name for entry in made for name in entry.names}:
            del left[name]
    layers = {name: split(name)[0] for name in left}
    for name in left:
        found.append(Entry((name,), layers[name], _role(name, left, layers)))
    place = {name: number for number, name in enumerate(arrays)}
    return sorted(found, key=lambda entry: place[entry.names[0]])


def split(name: str) -> tuple[str, str | None]:
    """Layer and role of a name: of an array, or of a variable.

    Example:
      >>> split("conv1/conv1/kernel:0"), split("arg:conv4_1_weight"), split("net.conv1.bias"), split("7")
      (('conv1', 'kernel'), ('conv4_1', 'kernel'), ('net_conv1', 'bias'), ('', None))
    """
    plain = re.sub(r"^(arg|aux):|:\d+$", "", name).replace("-", "_").lower()
    parts = [part for part in re.split(r"[/.:]", plain) if part]
    last = parts.pop() if parts else ""
    role = _ROLE.get(last)
    if role is None:
        head, _, tail = last.rpartition("_")
        for word in (tail, "_".join(last.split("_")[-2:])):
            if word in _ROLE and last != word:
                role, head = _ROLE[word], last[: -len(word) - 1]
        if role is not None and head:
            parts.append(head)
        elif role is None and not last.isdigit():
            parts.append(last)
    kept = [part for at, part in enumerate(parts) if at == 0 or part != parts[at - 1]]
    layer = "_".join(kept)
    if role == "gamma" and "prelu" in layer:  # MXNet's name of the slopes
        role = "alpha"
    return layer, role


def _role(name: str, arrays: Mapping[str, np.ndarray], layers: Mapping[str, str]) -> str | None:
    role = split(name)[1]
    is_vector = arrays[name].ndim == 1
    if role == "bias" and arrays[name].squeeze().ndim > 1:  # called b for another reason
        return None
    if role == "kernel" and is_vector:
        # A weight that is a vector scales: a normalization's where there is a mean, the slopes of a PReLU elsewhere.
        beside = {split(other)[1] for other, layer in layers.items() if layer == layers[name]}
        return "gamma" if "mean" in beside else "alpha" if "prelu" in name.lower() else None
    if role == "bias" and is_vector and "mean" in {split(o)[1] for o, layer in layers.items() if layer == layers[name]}:
        return "beta"
    if role is None and (match := re.fullmatch(r"(.+)/(\d+)", name)):  # Caffe's blobs
        blobs = [arrays[other] for other in arrays if re.fullmatch(re.escape(match[1]) + r"/\d+", other)]
        matrices = [blob.squeeze().ndim > 1 for blob in blobs]
        if len(blobs) == 2 and match[2] in "01" and matrices[1] is False:
            return (("kernel", "bias") if matrices[0] else ("gamma", "beta"))[int(match[2])]
        if len(blobs) == 1:
            return "kernel" if matrices[0] else "alpha"
        if len(blobs) == 4 and "/vars/" in name and not any(matrices):  # Keras 3
            return ("gamma", "beta", "mean", "variance")[int(match[2])]
    return role


def _separate_gates(arrays: Mapping[str, np.ndarray]) -> Iterable[Entry]:
    """W_i, U_i, b_i, W_f, ... (Keras 1) or w_xi, w_hi, b_i (Theano)."""
    layers: dict[str, dict[tuple[str, str], str]] = {}
    for name in arrays:
        if match := _SEPARATE.match(name.removesuffix(":0")):
            letter, place = match[2].lower(), match[3]
            part = {"u": "h", "b": "b"}.get(letter, place or "x")
            layers.setdefault(match[1], {})[part, match[4].replace("c", "j")] = name
    for layer, parts in layers.items():
        if all((part, gate) in parts for part in "xhb" for gate in "ijfo"):
            kernels = tuple(parts[part, gate] for part in "xh" for gate in "ijfo")
            yield Entry(kernels, split(layer)[0], "kernel", "lstm", "kernel")
            yield Entry(tuple(parts["b", gate] for gate in "ijfo"), split(layer)[0], "bias", "lstm", "bias")


def _stacked_gates(arrays: Mapping[str, np.ndarray]) -> Iterable[Entry]:
    """PyTorch's and MXNet's: a kernel for the inputs and one for the state, and two biases that are added."""
    pairs: dict[tuple[int, str, str], dict[str, str]] = {}
    for name in arrays:
        for number, pattern in enumerate(_STACKED):
            if match := pattern.match(name):
                pairs.setdefault((number, match["layer"], match["rest"]), {})[match["part"][0]] = name
    for (number, layer, rest), parts in pairs.items():
        if set(parts) != {"i", "h"}:
            continue
        first, second = parts["i"], parts["h"]
        ratio = _ratio(arrays, layer, rest, number)
        kind = {4: "lstm", 3: "gru"}.get(ratio or 0, "plain")
        yield Entry((first, second), split(f"{layer}{rest}/x")[0], "bias" if number % 2 else "kernel", kind)


def _ratio(arrays: Mapping[str, np.ndarray], layer: str, rest: str, number: int) -> int | None:
    """How many gates there are: rows to columns of the state's kernel."""
    name = f"{layer}weight_hh_l{rest}" if number < 2 else f"{layer}h2h_weight"
    kernel = arrays.get(name)
    return kernel.shape[0] // kernel.shape[1] if kernel is not None and kernel.ndim == 2 and kernel.shape[1] else None


def _keras_recurrent(arrays: Mapping[str, np.ndarray]) -> Iterable[Entry]:
    """Keras 2: kernel, recurrent_kernel, bias; Keras 3: vars/0, vars/1, vars/2."""
    for name in arrays:
        match = re.match(r"(.*)recurrent_kernel(:0)?$", name)
        if match:
            inputs, bias = f"{match[1]}kernel{match[2] or ''}", f"{match[1]}bias{match[2] or ''}"
        elif name.endswith("/vars/1"):
            inputs, bias = f"{name[:-1]}0", f"{name[:-1]}2"
        else:
            continue
        if arrays[name].ndim != 2:
            continue
        units = arrays[name].shape[0]
        kind = {4 * units: "lstm", 3 * units: "gru"}.get(arrays[name].shape[1])
        if kind is None or inputs not in arrays:
            continue
        layer = split(inputs)[0]
        # A GRUCell of TF 1.x has two kernels: of both gates, and of the candidate.
        for part in ("gates", "candidate") if kind == "gru" else ("",):
            yield Entry((inputs, name), layer, "kernel", kind, part)
            if bias in arrays:
                yield Entry((bias,), layer, "bias", kind, part)


def _caffe_normalization(arrays: Mapping[str, np.ndarray]) -> Iterable[Entry]:
    """Caffe's BatchNorm keeps sums of means and variances, and by what they are to be divided."""
    for name in arrays:
        layer = name[:-2]
        blobs = [f"{layer}/{number}" for number in range(4)]
        is_normalization = name.endswith("/2") and all(blob in arrays for blob in blobs[:3]) and blobs[3] not in arrays
        if is_normalization and arrays[name].size == 1 and arrays[blobs[0]].shape == arrays[blobs[1]].shape:
            yield Entry((blobs[0], name), split(f"{layer}/x")[0], "mean", "scaled")
            yield Entry((blobs[1], name), split(f"{layer}/x")[0], "variance", "scaled")
