"""How a lower-case function becomes a layer object: made with the name as scope, and applied once."""

from __future__ import annotations

from typing import Any


def applied(layer_class: type, arguments: dict[str, Any], **call_arguments: Any) -> Any:
    """Makes a layer in the scope of its name and applies it.

    Args:
      layer_class: the class behind the function.
      arguments: the function's arguments: `inputs`, `reuse`, and those of the class.
      **call_arguments: further arguments of the call.

    Returns:
      The layer's output.
    """
    options = dict(arguments)
    inputs, reuse = options.pop("inputs"), options.pop("reuse")
    layer = layer_class(**options, _scope=options["name"], _reuse=reuse)
    return layer.apply(inputs, **call_arguments)
