"""TensorFlow's own functions on top of TF 1.15's operations.

What is listed here is in today's TensorFlow what it was in TF 1.15, but for the operations it calls: it is taken as it
is and calls ours. `tfgraph_dnn._backend.rebinding` says how.
"""

from __future__ import annotations

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn._backend.rebinding import lazily_rebound
from tfgraph_dnn.ops import (
    arithmetic,
    counting,
    diagonals,
    embedding_lookups,
    empty_lists,
    filled,
    gathering,
    grids,
    moments,
    ones_like,
    random_draws,
    reductions,
    tensor_arrays,
    transposition,
)

OURS = {
    tf1.TensorArray: tensor_arrays.TensorArray,
    tf1.broadcast_to: empty_lists.broadcast_to,
    tf1.count_nonzero: counting.count_nonzero,
    tf1.eye: diagonals.eye,
    tf1.fill: empty_lists.fill,
    tf1.gather: gathering.gather,
    tf1.linalg.diag: diagonals.matrix_diag,
    tf1.linalg.diag_part: diagonals.matrix_diag_part,
    tf1.linalg.set_diag: diagonals.matrix_set_diag,
    tf1.meshgrid: grids.meshgrid,
    tf1.nn.embedding_lookup: embedding_lookups.embedding_lookup,
    tf1.nn.embedding_lookup_sparse: lambda *args, allow_fast_lookup=False, **kwargs: (
        embedding_lookups.embedding_lookup_sparse(*args, **kwargs)
    ),
    tf1.nn.weighted_moments: moments.weighted_moments,
    tf1.one_hot: filled.one_hot,
    tf1.ones: filled.ones,
    tf1.ones_like: ones_like.ones_like,
    tf1.random_uniform: random_draws.random_uniform,
    tf1.reduce_all: reductions.reduce_all,
    tf1.reduce_any: reductions.reduce_any,
    tf1.reduce_max: reductions.reduce_max,
    tf1.reduce_mean: reductions.reduce_mean,
    tf1.reduce_min: reductions.reduce_min,
    tf1.reduce_prod: reductions.reduce_prod,
    tf1.reduce_sum: reductions.reduce_sum,
    tf1.reshape: empty_lists.reshape,
    tf1.saturate_cast: arithmetic.saturate_cast,
    tf1.tile: empty_lists.tile,
    tf1.transpose: transposition.transpose,
    tf1.zeros: filled.zeros,
    private.shape_internal: ones_like.static_or_dynamic_shape,
    private.tf_convert: lambda function, *_, **__: function,  # TF 1.15 did not rewrite a loop's function
}

_THEIRS = {
    "collapse_repeated": tf1.nn.collapse_repeated,
    "ctc_loss_v2": tf1.nn.ctc_loss_v2,
    "foldl": tf1.foldl,
    "foldr": tf1.foldr,
    "gather_nd": tf1.gather_nd,
    "log_poisson_loss": tf1.nn.log_poisson_loss,
    "logdet": tf1.linalg.logdet,
    "map_fn": tf1.map_fn,
    "matrix_solve_ls": tf1.matrix_solve_ls,
    "nce_loss": tf1.nn.nce_loss,
    "sampled_softmax_loss": tf1.nn.sampled_softmax_loss,
    "safe_embedding_lookup_sparse": tf1.nn.safe_embedding_lookup_sparse,
    "scan": tf1.scan,
    "searchsorted": tf1.searchsorted,
    "sparse_mask": tf1.sparse_mask,
    "sparse_reset_shape": tf1.sparse_reset_shape,
    "strided_slice": tf1.strided_slice,
    "trace": tf1.linalg.trace,
}


__getattr__ = lazily_rebound(_THEIRS, OURS)
