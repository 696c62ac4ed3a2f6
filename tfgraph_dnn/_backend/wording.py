"""TensorFlow's refusals in TF 1.15's words, which programs, tests and people search for."""

from __future__ import annotations

import re

# `'{{node MatMul}} = MatMul[T=DT_FLOAT, ...](zeros, zeros_1)' with input shapes` was `'MatMul' (op: 'MatMul') with ...`
_NODE = re.compile(r"'\{\{node (?P<name>[^{}\s]*)\}\} = (?P<op>\w+)\[.*\]\(.*?\)' with", re.DOTALL)
_NODE_NAME = re.compile(r"`(.*)` is not a valid node name\. Accepted names conform to .*", re.DOTALL)
_FEED = re.compile(r"Cannot feed value of shape (.*) for Tensor '?(.*?)'?, which has shape '?(.*?)'?$")
_NONE = re.compile(r'Argument `fetch` = None has invalid type "NoneType"\. Cannot be None')
_KIND = re.compile(r'Argument `fetch` = (?P<fetch>.*) has invalid type "(?P<kind>\w+)" must be a', re.DOTALL)
_FETCH = re.compile(r"Argument `fetch` = (?P<fetch>.*?) cannot be interpreted as", re.DOTALL)
_TENSOR = re.compile(r'Tensor\("(?P<name>[^"]*)", (?P<rest>.*)\)$', re.DOTALL)


def of_creation(error: Exception) -> None:
    """Rewords what the creation of an operation was refused with."""
    _reword(error, _creation_message)


def of_run(error: Exception) -> None:
    """Rewords what `Session.run` refused fetches or feeds with."""
    _reword(error, _run_message)


def _reword(error: Exception, change) -> None:
    if error.args and isinstance(error.args[0], str):
        error.args = (change(error.args[0]), *error.args[1:])


def _creation_message(message: str) -> str:
    return _NODE_NAME.sub(r"'\1' is not a valid node name", _NODE.sub(r"'\g<name>' (op: '\g<op>') with", message))


def _run_message(message: str) -> str:
    message = _FEED.sub(r"Cannot feed value of shape \1 for Tensor '\2', which has shape '\3'", message)
    message = message.replace("was passed to the argument `feed_dict` with key", "was passed to the feed with key")
    message = _NONE.sub("Fetch argument None has invalid type <class 'NoneType'>", message)
    message = _KIND.sub(r"Fetch argument \g<fetch> has invalid type <class '\g<kind>'>, must be a", message)
    return _FETCH.sub(lambda found: f"Fetch argument {_shown(found['fetch'])} cannot be interpreted as", message)


def _shown(fetch: str) -> str:
    """`repr` of a fetch, of which `str` is known."""
    tensor = _TENSOR.match(fetch)
    if tensor:
        shape_and_type = tensor["rest"].replace(", dtype=", " dtype=")
        return f"<tf.Tensor '{tensor['name']}' {shape_and_type}>"
    return fetch if fetch.startswith(("<", "name: ")) else repr(fetch)
