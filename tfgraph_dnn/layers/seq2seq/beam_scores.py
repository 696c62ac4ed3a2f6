"""What a beam search compares: log-probabilities, weighed by length and coverage (Wu et al. 2016, arXiv:1609.08144)."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.layers.seq2seq.attention_wrapper import AttentionWrapperState
from tfgraph_dnn.ops.filled import one_hot
from tfgraph_dnn.ops.ones_like import ones_like


def masked_log_probs(probs: Any, end_token: Any, finished: Any) -> Any:
    """The `[batch, beams, symbols]` log-probabilities; finished beams can only say the end token, for nothing."""
    symbols = tf1.shape(probs)[2]
    row = one_hot(
        end_token,
        symbols,
        dtype=probs.dtype,
        on_value=tf1.convert_to_tensor(0.0, dtype=probs.dtype),
        off_value=probs.dtype.min,
    )
    rows = tf1.tile(tf1.reshape(row, [1, 1, -1]), tf1.concat([tf1.shape(finished), [1]], 0))
    mask = tf1.tile(tf1.expand_dims(finished, 2), [1, 1, symbols])
    return tf1.where(mask, rows, probs)


def scores_of(
    log_probs: Any,
    sequence_lengths: Any,
    length_penalty_weight: Any,
    coverage_penalty_weight: Any,
    finished: Any,
    accumulated_attention_probs: Any,
) -> Any:
    """The `[batch, beams, symbols]` scores of all continuations.

    Raises:
      ValueError: a coverage penalty that is no scalar, or without attention.
    """
    penalty = tf1.cast(_length_penalty(sequence_lengths, length_penalty_weight), dtype=log_probs.dtype)
    scores = log_probs / penalty
    weight = tf1.convert_to_tensor(coverage_penalty_weight, name="coverage_penalty_weight")
    if weight.shape.ndims != 0:
        raise ValueError(f"coverage_penalty_weight should be a scalar, but saw shape: {weight.shape}")
    if tf1.get_static_value(weight) == 0.0:
        return scores
    if accumulated_attention_probs is None:
        raise ValueError("accumulated_attention_probs can be None only if coverage penalty is disabled.")
    # What no attention reached lies beyond the source's length.
    reached = tf1.where(
        tf1.equal(accumulated_attention_probs, 0.0),
        ones_like(accumulated_attention_probs),
        accumulated_attention_probs,
    )
    coverage = tf1.reduce_sum(tf1.log(tf1.minimum(reached, 1.0)), 2)
    coverage *= tf1.cast(finished, tf1.float32)
    return scores + tf1.expand_dims(coverage * weight, 2)


def _length_penalty(sequence_lengths: Any, factor: Any) -> Any:
    factor = tf1.convert_to_tensor(factor, name="penalty_factor")
    factor.set_shape(())
    known = tf1.get_static_value(factor)
    if known is not None and known == 0:
        return 1.0
    return tf1.div((5.0 + tf1.cast(sequence_lengths, tf1.float32)) ** factor, (5.0 + 1.0) ** factor)


def attention_probabilities(cell_state: Any, coverage_penalty_weight: Any) -> Any:
    """The `[batch, beams, time]` alignments, averaged over attentions; None when coverage does not count.

    Raises:
      ValueError: coverage counts, but no cell attends.
    """
    if coverage_penalty_weight == 0.0:
        return None
    states = (cell_state,) if isinstance(cell_state, AttentionWrapperState) else cell_state
    states = states if isinstance(states, tuple) else ()
    found = [_alignments(state) for state in states if isinstance(state, AttentionWrapperState)]
    if not found:
        raise ValueError("coverage_penalty_weight must be 0.0 if no cell is attentional.")
    return found[0] if len(found) == 1 else _mean(found)


def _alignments(state: AttentionWrapperState) -> Any:
    return _mean(state.alignments) if isinstance(state.alignments, tuple) else state.alignments


def _mean(tensors: Any) -> Any:
    return tf1.reduce_mean(tf1.concat([tf1.expand_dims(tensor, -1) for tensor in tensors], -1), -1)
