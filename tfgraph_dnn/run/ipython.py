"""The notebook's door: `%load_ext tfgraph_dnn.run.ipython`, then `import tensorflow as tf` in the next cell.

`%unload_ext tfgraph_dnn.run.ipython` gives the real TensorFlow back.
"""

from __future__ import annotations

import os
from typing import Any

from tfgraph_dnn.run import mapping
from tfgraph_dnn.run.legacy_numpy.rewriting import rewrite


class CellRewriter:
    """Gives the cells NumPy 1's arithmetic, as programs have it; one of IPython's `ast_transformers`."""

    def visit(self, tree: Any) -> Any:
        """The cell's tree, rewritten."""
        return rewrite(tree)


_rewriter = CellRewriter()


def load_ipython_extension(shell: Any) -> None:
    """Maps the imports of the cells that follow, and of modules in the working directory."""
    mapping.install(shell.user_ns, beside=[os.getcwd()])
    if _rewriter not in shell.ast_transformers:
        shell.ast_transformers.append(_rewriter)


def unload_ipython_extension(shell: Any) -> None:
    """Undoes `load_ipython_extension`."""
    mapping.uninstall()
    if _rewriter in shell.ast_transformers:
        shell.ast_transformers.remove(_rewriter)
