"""Pickles, read without running them.

A pickle is a program for a stack machine, and the one of the standard library calls whatever the program names. This
one builds dicts, lists, tuples, text, bytes and numbers; a name in the file gives a builder from a table, or an error.
No module is imported, no attribute looked up and no class made on the word of a file.
"""

from __future__ import annotations

import ast
import struct
from collections.abc import Callable, Mapping
from typing import Any

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.errors import printable
from tfgraph_dnn.weights.malformed import Refused, about

_PROTOCOLS = range(6)
_LONGEST_INTEGER = 64  # bytes
_MARK = object()


class Global:
    """A name in a pickle that is on the list.

    Attributes:
      name: as it stands in the file, with its module.
      build: what is done when the pickle calls it; None where it is only mentioned.
      value: what it means to whoever reads the result.
    """

    def __init__(self, name: str, build: Callable[..., Any] | None = None, value: Any = None):
        self.name, self.build, self.value = name, build, value


Names = Mapping[tuple[str, str], Global]


class Machine:
    """Reads one pickle.

    Attributes:
      position: where it is in the data; after `run`, behind the pickle.
      python2: whether it holds text as Python 2 wrote it.
    """

    def __init__(self, data: bytes, names: Names, *, persistent: Callable[[Any], Any] | None = None, position: int = 0):
        """Prepares to read.

        Args:
          data: the bytes.
          names: (module, name) -> Global: all that the pickle may name.
          persistent: gives the object for a persistent id; without it there may be none.
          position: where the pickle begins.
        """
        self._data, self._names, self._persistent = data, names, persistent
        self.position, self.python2 = position, False
        self._stack: list[Any] = []
        self._memo: dict[int, Any] = {}

    def run(self) -> Any:
        """The object that the pickle describes.

        Raises:
          Malformed: it is damaged.
          Refused: it names something that is not on the list, or calls what is no function.
        """
        while True:
            code = self._take(1)[0]
            if code == 0x2E:  # STOP
                return self._pop()
            act = _ACTS.get(code)
            if act is None:
                raise Malformed(f"byte {self.position - 1} is no instruction of a pickle: {code:#04x}")
            act(self)

    # -- bytes ----------------------------------------------------------------------------------------------------

    def _take(self, count: int) -> bytes:
        end = self.position + count
        if end > len(self._data):
            raise Malformed(f"the pickle ends too early: {count} bytes are wanted at byte {self.position}")
        piece = self._data[self.position : end]
        self.position = end
        return piece

    def _number(self, format: str) -> Any:
        return struct.unpack(format, self._take(struct.calcsize(format)))[0]

    def _line(self) -> bytes:
        end = self._data.find(b"\n", self.position)
        if end < 0:
            raise Malformed(f"the pickle ends too early: a line at byte {self.position} has no end")
        return self._take(end + 1 - self.position)[:-1]

    # -- the stack ------------------------------------------------------------------------------------------------

    def _push(self, value: Any) -> None:
        self._stack.append(value)

    def _pop(self) -> Any:
        if not self._stack or self._stack[-1] is _MARK:
            raise Malformed(f"the pickle takes what is not there, at byte {self.position}")
        return self._stack.pop()

    def _top(self, kind: type) -> Any:
        value = self._pop()
        self._push(value)
        if not isinstance(value, kind):
            raise Malformed(f"the pickle fills what is no {kind.__name__}, at byte {self.position}")
        return value

    def _to_mark(self) -> list[Any]:
        for place in range(len(self._stack) - 1, -1, -1):
            if self._stack[place] is _MARK:
                items = self._stack[place + 1 :]
                del self._stack[place:]
                return items
        raise Malformed(f"the pickle closes what was not opened, at byte {self.position}")

    def _nearest_text(self) -> str | None:
        """The last text on the stack: where a dict is being filled, the name of what is being built."""
        return next((item for item in reversed(self._stack) if isinstance(item, str)), None)

    # -- instructions ---------------------------------------------------------------------------------------------

    def _integer(self, text: bytes) -> None:
        try:
            self._push(int(text.rstrip(b"L")))
        except ValueError as error:
            raise Malformed(f"{text[:40]!r} is no number") from error

    def _int(self) -> None:
        text = self._line()
        if text in (b"00", b"01"):
            self._push(text == b"01")
        else:
            self._integer(text)

    def _float(self) -> None:
        text = self._line()
        try:
            self._push(float(text))
        except ValueError as error:
            raise Malformed(f"{text[:40]!r} is no number") from error

    def _long(self, format: str) -> None:
        size = self._number(format)
        if not 0 <= size <= _LONGEST_INTEGER:
            raise Malformed(f"a number takes {size} bytes")
        self._push(int.from_bytes(self._take(size), "little", signed=True))

    def _string(self) -> None:
        """Python 2's text as its repr; bytes stand in it as Latin-1 characters."""
        self.python2 = True
        text = self._line().strip()
        if len(text) < 2 or text[:1] not in (b"'", b'"') or text[:1] != text[-1:]:
            raise Malformed(f"{text[:40]!r} is no text in quotes")
        try:
            value = ast.literal_eval("b" + text.decode("ascii"))
        except (ValueError, SyntaxError, MemoryError, RecursionError) as error:
            raise Malformed(f"{text[:40]!r} is no text in quotes") from error
        self._push(value.decode("latin-1"))

    def _bytes2(self, format: str) -> None:
        self.python2 = True
        self._push(self._sized(format).decode("latin-1"))

    def _sized(self, format: str) -> bytes:
        size = self._number(format)
        if size < 0:
            raise Malformed(f"a text takes {size} bytes")
        return self._take(size)

    def _text(self, data: bytes, encoding: str = "utf-8") -> None:
        try:
            self._push(data.decode(encoding, "surrogatepass" if encoding == "utf-8" else "strict"))
        except UnicodeDecodeError as error:
            raise Malformed(f"{data[:40]!r} is no text") from error

    def _dict(self, into: dict, items: list[Any]) -> None:
        if len(items) % 2:
            raise Malformed("a key of a dict has no value")
        for key, value in zip(items[::2], items[1::2], strict=True):
            # The hash of a tuple of tuples of ... takes for ever, and no name of a tensor is one.
            if not isinstance(key, (str, bytes, int, float, type(None))):
                raise Malformed(f"a key of a dict is neither text nor number: {type(key).__name__}")
            into[key] = value

    def _new_dict(self) -> None:
        made: dict = {}
        self._dict(made, self._to_mark())
        self._push(made)

    def _set_items(self, items: list[Any]) -> None:
        self._dict(self._top(dict), items)

    def _set_item(self) -> None:
        value, key = self._pop(), self._pop()
        self._set_items([key, value])

    def _append(self) -> None:
        value = self._pop()
        self._top(list).append(value)

    def _extend(self) -> None:
        items = self._to_mark()
        self._top(list).extend(items)

    def _tuple(self, count: int) -> None:
        items = [self._pop() for _ in range(count)]
        self._push(tuple(reversed(items)))

    def _global(self, module: Any, name: Any) -> None:
        found = self._names.get((module, name)) if isinstance(module, str) and isinstance(name, str) else None
        if found is None:
            both = isinstance(module, str) and isinstance(name, str)
            self._refuse(f"{module}.{name}" if both else "what has no name")
        self._push(found)

    def _refuse(self, what: str) -> None:
        refusal = Refused(
            f"the pickle asks for {printable(what[:120])}, which is not on the list of what weights are made of",
            hint="Nothing was run. Save the arrays alone where it was written (a dict of arrays, a state_dict, .npz).",
        )
        nearest = self._nearest_text()
        if nearest is None:
            raise refusal
        with about(nearest):
            raise refusal

    def _global_lines(self) -> None:
        try:
            module, name = self._line().decode("utf-8"), self._line().decode("utf-8")
        except UnicodeDecodeError as error:
            raise Malformed("the pickle names what is no text") from error
        self._global(module, name)

    def _stack_global(self) -> None:
        name, module = self._pop(), self._pop()
        self._global(module, name)

    def _reduce(self) -> None:
        arguments, function = self._pop(), self._pop()
        self._call(function, arguments)

    def _call(self, function: Any, arguments: Any) -> None:
        if not isinstance(function, Global) or function.build is None:
            self._refuse(f"a call of {function.name if isinstance(function, Global) else type(function).__name__}")
        if not isinstance(arguments, tuple):
            raise Malformed(f"{function.name} is called with no tuple of arguments")
        try:
            self._push(function.build(*arguments))
        except Malformed:
            raise
        except (TypeError, ValueError, AttributeError, LookupError, OverflowError) as error:
            raise Malformed(f"{function.name} is called with what does not fit: {str(error)[:80]}") from error

    def _new_object(self) -> None:
        arguments, kind = self._pop(), self._pop()
        self._call(kind, arguments)

    def _object(self) -> None:
        items = self._to_mark()
        if not items:
            raise Malformed("an object of no class")
        self._call(items[0], tuple(items[1:]))

    def _instance(self) -> None:
        arguments = tuple(self._to_mark())
        self._global_lines()
        self._call(self._pop(), arguments)

    def _build(self) -> None:
        state = self._pop()
        value = self._pop()
        self._push(value)
        if hasattr(value, "set_state"):
            value.set_state(state)
        elif not isinstance(value, dict):  # a state_dict's _metadata is let go
            self._refuse(f"a state of {type(value).__name__}")

    def _persist(self, key: Any) -> None:
        if self._persistent is None:
            raise Refused("the pickle asks for what lies outside it (a persistent id)")
        self._push(self._persistent(key))

    def _put(self, place: Any) -> None:
        value = self._pop()
        self._push(value)
        self._memo[place] = value

    def _get(self, place: Any) -> None:
        if place not in self._memo:
            raise Malformed(f"the pickle takes back what it never laid by: {place}")
        self._push(self._memo[place])

    def _place(self) -> int:
        self._integer(self._line())
        return self._pop()

    def _duplicate(self) -> None:
        value = self._pop()
        self._stack += [value, value]

    def _pop_or_mark(self) -> None:
        if not self._stack:
            raise Malformed("the pickle takes what is not there")
        self._stack.pop()

    def _protocol(self) -> None:
        number = self._take(1)[0]
        if number not in _PROTOCOLS:
            raise Malformed(f"protocol {number} of pickle is not known")


_ACTS: dict[int, Callable[[Machine], object]] = {
    code[0]: act
    for code, act in {
        b"\x80": Machine._protocol,
        b"\x95": lambda m: m._take(8),  # FRAME: a hint of how much to read at once
        b"(": lambda m: m._push(_MARK),
        b"0": Machine._pop_or_mark,
        b"1": Machine._to_mark,
        b"2": Machine._duplicate,
        b"N": lambda m: m._push(None),
        b"\x88": lambda m: m._push(True),
        b"\x89": lambda m: m._push(False),
        b"I": Machine._int,
        b"J": lambda m: m._push(m._number("<i")),
        b"K": lambda m: m._push(m._number("<B")),
        b"M": lambda m: m._push(m._number("<H")),
        b"L": lambda m: m._integer(m._line()),
        b"\x8a": lambda m: m._long("<B"),
        b"\x8b": lambda m: m._long("<i"),
        b"F": Machine._float,
        b"G": lambda m: m._push(m._number(">d")),
        b"S": Machine._string,
        b"T": lambda m: m._bytes2("<i"),
        b"U": lambda m: m._bytes2("<B"),
        b"B": lambda m: m._push(m._sized("<I")),
        b"C": lambda m: m._push(m._sized("<B")),
        b"\x8e": lambda m: m._push(m._sized("<Q")),
        b"\x96": lambda m: m._push(m._sized("<Q")),
        b"\x98": lambda m: None,  # READONLY_BUFFER: nothing here is written to
        b"V": lambda m: m._text(m._line(), "raw-unicode-escape"),
        b"X": lambda m: m._text(m._sized("<I")),
        b"\x8c": lambda m: m._text(m._sized("<B")),
        b"\x8d": lambda m: m._text(m._sized("<Q")),
        b"]": lambda m: m._push([]),
        b"\x8f": lambda m: m._push([]),  # sets are taken as lists
        b"a": Machine._append,
        b"e": Machine._extend,
        b"\x90": Machine._extend,
        b"l": lambda m: m._push(m._to_mark()),
        b"\x91": lambda m: m._push(m._to_mark()),
        b"}": lambda m: m._push({}),
        b"d": Machine._new_dict,
        b"s": Machine._set_item,
        b"u": lambda m: m._set_items(m._to_mark()),
        b")": lambda m: m._push(()),
        b"t": lambda m: m._push(tuple(m._to_mark())),
        b"\x85": lambda m: m._tuple(1),
        b"\x86": lambda m: m._tuple(2),
        b"\x87": lambda m: m._tuple(3),
        b"c": Machine._global_lines,
        b"\x93": Machine._stack_global,
        b"R": Machine._reduce,
        b"\x81": Machine._new_object,
        b"o": Machine._object,
        b"i": Machine._instance,
        b"b": Machine._build,
        b"P": lambda m: m._persist(m._line().decode("latin-1")),
        b"Q": lambda m: m._persist(m._pop()),
        b"p": lambda m: m._put(m._place()),
        b"q": lambda m: m._put(m._number("<B")),
        b"r": lambda m: m._put(m._number("<I")),
        b"\x94": lambda m: m._put(len(m._memo)),
        b"g": lambda m: m._get(m._place()),
        b"h": lambda m: m._get(m._number("<B")),
        b"j": lambda m: m._get(m._number("<I")),
    }.items()
}
