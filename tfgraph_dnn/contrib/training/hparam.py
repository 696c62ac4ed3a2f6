"""`tf.contrib.training.HParams`: named hyperparameters with types, from and to text and JSON."""

from __future__ import annotations

import json
import numbers
import re
from typing import Any

from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.errors import AbsentNameError

_ASSIGNMENT = re.compile(
    r"(?P<name>[a-zA-Z][\w.]*)(?:\[\s*(?P<index>\d+)\s*\])?\s*=\s*(?:(?P<value>[^,\[]*)|\[(?P<list>[^\]]*)\])(?:$|,\s*)"
)
_BOOLEANS = {"true": True, "True": True, "false": False, "False": False}


def parse_values(values: str, type_map: dict, ignore_unknown: bool = False) -> dict:
    """Reads `name=value,name=[v,v],name[0]=value`.

    Args:
      values: the text.
      type_map: name -> type of the value, or of each value.
      ignore_unknown: leave out names that are not in `type_map`.

    Returns:
      name -> value, list of values, or {index: value} where elements were assigned.

    Raises:
      ValueError: malformed text, an unknown name, a value of another type, or a name assigned twice.

    Example:
      >>> from tfgraph_dnn.contrib.training import parse_values
      >>> parse_values("rate=0.1,layers=[300,100]", {"rate": float, "layers": int})
      {'rate': 0.1, 'layers': [300, 100]}
    """
    results: dict[str, Any] = {}
    position = 0
    while position < len(values):
        match = _ASSIGNMENT.match(values, position)
        if not match:
            raise ValueError(f"Malformed hyperparameter value: {values[position:]}")
        position = match.end()
        name = match["name"]
        if name in type_map:
            _assign(results, name, type_map[name], match, values)
        elif not ignore_unknown:
            raise ValueError(f"Unknown hyperparameter type for {name}")
    return results


def _assign(results: dict, name: str, kind: type, match: re.Match, values: str) -> None:
    if match["list"] is not None:
        if match["index"] is not None:
            raise ValueError("Assignment of a list to a list index.")
        _refuse_second(name in results, name, values)
        results[name] = [_parsed(name, kind, item, values) for item in re.split("[ ,]", match["list"]) if item]
        return
    value = _parsed(name, kind, match["value"], values)
    if match["index"] is None:
        _refuse_second(name in results, name, values)
        results[name] = value
        return
    elements = results.setdefault(name, {})
    _refuse_second(not isinstance(elements, dict), name, values)
    index = int(match["index"])
    _refuse_second(index in elements, f"{name}[{index}]", values)
    elements[index] = value


def _refuse_second(again: bool, name: str, values: str) -> None:
    if again:
        raise ValueError(f"Multiple assignments to variable '{name}' in {values}")


def _parsed(name: str, kind: type, text: str, values: str):
    try:
        if kind is bool:
            return _BOOLEANS[text] if text in _BOOLEANS else bool(int(text))
        return kind(text)
    except ValueError:
        raise ValueError(
            f"Could not parse hparam '{name}' of type '{kind.__name__}' with value '{text}' in {values}"
        ) from None


def _cast(name: str, kind: type, value):
    """`value` as `kind` where nothing is lost by it: ints become floats, but not the other way round."""
    if type(value) is kind or issubclass(kind, type(None)):
        return value
    wrong = (
        (issubclass(kind, (str, bytes)) and not isinstance(value, (str, bytes)))
        or issubclass(kind, bool) != isinstance(value, bool)
        or (issubclass(kind, numbers.Integral) and not isinstance(value, numbers.Integral))
        or (issubclass(kind, numbers.Number) and not isinstance(value, numbers.Number))
    )
    if wrong:
        raise ValueError(f"Could not cast hparam '{name}' of type '{kind}' from value {value!r}")
    return kind(value)


@shown_as("tensorflow.contrib.training.python.training.hparam.HParams")
class HParams:
    """Hyperparameters as attributes; each keeps the type of its first value.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> hparams = tf.contrib.training.HParams(learning_rate=0.1, layers=[300, 100])
      >>> hparams.parse("learning_rate=0.01,layers=[50]").learning_rate, hparams.layers
      (0.01, [50])
      >>> hparams.to_json(sort_keys=True)
      '{"layers": [50], "learning_rate": 0.01}'
    """

    def __init__(self, hparam_def=None, model_structure=None, **kwargs):
        """Takes the hyperparameters as keyword arguments.

        Args:
          hparam_def: a protocol buffer of TF 1.15; not supported.
          model_structure: anything, handed out by `get_model_structure`.
          **kwargs: name=value; a value may be a list.

        Raises:
          ValueError: an empty list, or a reserved name.
          AttributeError: `hparam_def` is given.
        """
        if hparam_def is not None:
            raise _no_proto()
        self._hparam_types: dict[str, tuple[type, bool]] = {}
        self._model_structure = model_structure
        for name, value in kwargs.items():
            self.add_hparam(name, value)

    def add_hparam(self, name: str, value) -> None:
        """Adds a hyperparameter; ValueError for a reserved name or an empty list."""
        if getattr(self, name, None) is not None:
            raise ValueError(f"Hyperparameter name is reserved: {name}")
        if isinstance(value, (list, tuple)):
            if not value:
                raise ValueError(f"Multi-valued hyperparameters cannot be empty: {name}")
            self._hparam_types[name] = type(value[0]), True
        else:
            self._hparam_types[name] = type(value), False
        setattr(self, name, value)

    def set_hparam(self, name: str, value) -> None:
        """Sets a known hyperparameter; KeyError for another, ValueError for a value of another type."""
        kind, is_list = self._hparam_types[name]
        if isinstance(value, list):
            if not is_list:
                raise ValueError(f"Must not pass a list for single-valued parameter: {name}")
            setattr(self, name, [_cast(name, kind, item) for item in value])
        elif is_list:
            raise ValueError(f"Must pass a list for multi-valued parameter: {name}.")
        else:
            setattr(self, name, _cast(name, kind, value))

    def del_hparam(self, name: str) -> None:
        """Removes a hyperparameter if it is there."""
        if name in self._hparam_types:
            delattr(self, name)
            del self._hparam_types[name]

    def parse(self, values: str) -> HParams:
        """Overrides from text such as `rate=0.1,layers=[300,100]`; see `parse_values`."""
        return self.override_from_dict(parse_values(values, {n: kind for n, (kind, _) in self._hparam_types.items()}))

    def override_from_dict(self, values_dict: dict) -> HParams:
        """Sets the hyperparameters of a dict; KeyError for an unknown one."""
        for name, value in values_dict.items():
            self.set_hparam(name, value)
        return self

    def set_from_map(self, values_map: dict) -> HParams:
        """Older name of `override_from_dict`."""
        return self.override_from_dict(values_map)

    def set_model_structure(self, model_structure) -> None:
        """Keeps anything."""
        self._model_structure = model_structure

    def get_model_structure(self):
        """What `set_model_structure` was given."""
        return self._model_structure

    def to_json(self, indent=None, separators=None, sort_keys=False) -> str:
        """The hyperparameters as JSON."""
        return json.dumps(self.values(), indent=indent, separators=separators, sort_keys=sort_keys)

    def parse_json(self, values_json: str) -> HParams:
        """Overrides from JSON."""
        return self.override_from_dict(json.loads(values_json))

    def values(self) -> dict:
        """name -> value."""
        return {name: getattr(self, name) for name in self._hparam_types}

    def get(self, key: str, default=None):
        """The value of a hyperparameter, `default` if there is none; ValueError if `default` has another type."""
        if key not in self._hparam_types:
            return default
        if default is not None:
            self._check_default(key, default)
        return getattr(self, key)

    def _check_default(self, key: str, default) -> None:
        kind, is_list = self._hparam_types[key]
        told = f"Hparam '{key}' of type '{f'list<{kind}>' if is_list else kind}' is incompatible with default={default}"
        if is_list != isinstance(default, list):
            raise ValueError(told)
        try:
            for item in default if is_list else [default]:
                _cast(key, kind, item)
        except ValueError as error:
            raise ValueError(f"{told}. {error}") from None

    def __contains__(self, key) -> bool:
        return key in self._hparam_types

    def __str__(self) -> str:
        return ",".join(f"{name}={value}" for name, value in self.values().items())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({sorted(self.values().items())})"

    def to_proto(self, export_scope=None):
        """Not supported; AttributeError."""
        raise _no_proto()

    @staticmethod
    def from_proto(hparam_def, import_scope=None):
        """Not supported; AttributeError."""
        raise _no_proto()


def _no_proto() -> AbsentNameError:
    return AbsentNameError(
        "the protocol buffer HParamDef went away with tf.contrib", hint="Use HParams.to_json and parse_json."
    )
