"""Gradients of diagonals and of the Cholesky decomposition: TensorFlow's own, on TF 1.15's diagonal kernels."""

from __future__ import annotations

import functools

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn._backend.rebinding import rebound
from tfgraph_dnn.ops import diagonals
from tfgraph_dnn.ops.gradients.registry import gradient


def _triangular_solve(matrix, rhs, lower=True, adjoint=False, name=None):
    # TF 2 checks whether the batches broadcast, in a name scope of its own.
    return tf1.raw_ops.MatrixTriangularSolve(matrix=matrix, rhs=rhs, lower=lower, adjoint=adjoint, name=name)


def _gradient_of(op_type: str):
    """TensorFlow's gradient function for `op_type`, looked up and bound to ours when it is first called."""

    @functools.cache
    def bound():
        ours = {
            tf1.eye: diagonals.eye,
            tf1.linalg.diag: diagonals.matrix_diag,
            tf1.linalg.diag_part: diagonals.matrix_diag_part,
            tf1.linalg.set_diag: diagonals.matrix_set_diag,
            tf1.matrix_triangular_solve: _triangular_solve,
        }
        return rebound(private.gradient_registry.lookup(op_type), ours)

    return lambda op, *grads: bound()(op, *grads)


for _op_type in ("Cholesky", "MatrixDiag", "MatrixDiagPart", "MatrixSetDiag"):
    gradient(_op_type)(_gradient_of(_op_type))
