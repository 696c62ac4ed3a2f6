"""Keeps the runner out of the stacks that TensorFlow notes for each operation and prints when one fails."""

from __future__ import annotations

from collections.abc import Iterable

from tfgraph_dnn._backend import private


class _FileFilter(private.tf_stack.StackTraceFilter):
    def __init__(self, files: frozenset[str]):
        super().__init__()
        self._files = files

    def get_filtered_filenames(self) -> frozenset[str]:
        return self._files | self.parent.get_filtered_filenames()


def hide_files(files: Iterable[str]) -> None:
    """Leaves frames of these files out of operations' stacks, in this thread, from now on."""
    _FileFilter(frozenset(files)).__enter__()
