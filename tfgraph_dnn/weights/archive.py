"""Zip files, of which members are read one by one; nothing is ever unpacked to disk."""

from __future__ import annotations

import zipfile
import zlib

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.weights.budget import Budget
from tfgraph_dnn.weights.content import Content
from tfgraph_dnn.weights.malformed import Refused

_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others ask for memory on the word of the file
_MOST_MEMBERS = 200_000
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, LookupError)


class Archive:
    """A zip file."""

    def __init__(self, content: Content, budget: Budget):
        """Reads the list of its members.

        Raises:
          Malformed: it is damaged, or names a member twice.
        """
        self._file = content.open()
        self._budget = budget
        try:
            self._zip = zipfile.ZipFile(self._file)
            self._infos = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}
            if len(self._infos) > _MOST_MEMBERS or len(self._infos) < sum(not i.is_dir() for i in self._zip.infolist()):
                raise Malformed("it names one of its members twice, or has too many")
        except _DAMAGED as error:
            self._file.close()
            if isinstance(error, Malformed):
                raise
            raise Malformed(f"its zip directory is damaged: {error}") from error

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *exception) -> None:
        self._file.close()

    def names(self) -> list[str]:
        """The names of the members, in the file's order."""
        return list(self._infos)

    def read(self, name: str) -> bytes:
        """The bytes of a member, which must be as long as it claims and no longer than the budget.

        Raises:
          Malformed: it is not there or damaged.
          Refused: it is too large, or packed in an unusual way.
        """
        info = self._infos.get(name)
        if info is None:
            raise Malformed(f"it has no member {name}")
        if info.compress_type not in _PLAIN or info.flag_bits & 1:
            raise Refused(f"its member {name} is encrypted or packed in an unusual way")
        self._budget.take(info.file_size)
        try:
            with self._zip.open(info) as member:
                content = member.read(info.file_size)
                if len(content) != info.file_size or member.read(1):
                    raise Malformed(f"its member {name} is not as long as it claims")
        except OSError as error:
            if error.errno is not None:
                raise
            raise Malformed(f"its member {name} is damaged: {error}") from error
        except _DAMAGED as error:
            if isinstance(error, Malformed):
                raise
            raise Malformed(f"its member {name} is damaged: {error}") from error
        # What is made of it counts, not the copy on the way.
        self._budget.left += info.file_size
        return content
