"""One step of a beam search: which words continue which beams."""

from __future__ import annotations

import collections
from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.seq2seq.beam_scores import attention_probabilities, masked_log_probs, scores_of
from tfgraph_dnn.ops.filled import one_hot


@shown_as("tensorflow.contrib.seq2seq.python.ops.beam_search_decoder.BeamSearchDecoderState")
class BeamSearchDecoderState(
    collections.namedtuple(
        "BeamSearchDecoderState", ("cell_state", "log_probs", "finished", "lengths", "accumulated_attention_probs")
    )
):
    """State of a beam search; all tensors are `[batch, beams, ...]`."""


@shown_as("tensorflow.contrib.seq2seq.python.ops.beam_search_decoder.BeamSearchDecoderOutput")
class BeamSearchDecoderOutput(
    collections.namedtuple("BeamSearchDecoderOutput", ("scores", "predicted_ids", "parent_ids"))
):
    """Output of a step of a beam search; all tensors are `[batch, beams]`."""


def beam_search_step(
    time: Any,
    logits: Any,
    next_cell_state: Any,
    beam_state: BeamSearchDecoderState,
    batch_size: Any,
    beam_width: int,
    end_token: Any,
    length_penalty_weight: float,
    coverage_penalty_weight: float,
) -> tuple[BeamSearchDecoderOutput, BeamSearchDecoderState]:
    """Chooses the best continuations of all beams.

    Args:
      time: the step, from 0.
      logits: `[batch, beams, symbols]` tensor.
      next_cell_state: the cell's states after the step.
      beam_state: the search's state before it.
      batch_size: scalar integer tensor.
      beam_width: number of beams.
      end_token: scalar integer tensor.
      length_penalty_weight, coverage_penalty_weight: see `BeamSearchDecoder`.

    Returns:
      The step's output and the search's next state.
    """
    finished, lengths = beam_state.finished, beam_state.lengths
    not_finished = tf1.logical_not(finished)
    step_log_probs = masked_log_probs(tf1.nn.log_softmax(logits), end_token, finished)
    total_probs = tf1.expand_dims(beam_state.log_probs, 2) + step_log_probs
    symbols = logits.shape.dims[-1].value or tf1.shape(logits)[-1]
    new_lengths = _continued_lengths(lengths, not_finished, batch_size, beam_width, symbols, end_token)
    accumulated = _accumulated_attention(next_cell_state, beam_state, not_finished, coverage_penalty_weight)
    scores = scores_of(
        log_probs=total_probs,
        sequence_lengths=new_lengths,
        length_penalty_weight=length_penalty_weight,
        coverage_penalty_weight=coverage_penalty_weight,
        finished=finished,
        accumulated_attention_probs=accumulated,
    )
    tf1.convert_to_tensor(time, name="time")
    next_scores, places = _best(scores, batch_size, beam_width)

    def gathered(tensor: Any, indices: Any, size: Any, shape: Any, name: str | None = None) -> Any:
        return gather_along_beams(indices, tensor, batch_size, size, shape, name)

    next_probs = gathered(total_probs, places, beam_width * symbols, [-1], "next_beam_probs")
    words = tf1.cast(tf1.mod(places, symbols, name="next_beam_word_ids"), tf1.int32)
    parents = tf1.cast(places / symbols, tf1.int32, name="next_beam_parent_ids")
    was_finished = gathered(finished, parents, beam_width, [-1])
    now_finished = tf1.logical_or(was_finished, tf1.equal(words, end_token), name="next_beam_finished")
    added = tf1.cast(tf1.logical_not(was_finished), tf1.int64)
    next_lengths = gathered(lengths, parents, beam_width, [-1])
    next_lengths += added
    next_accumulated: Any = ()
    if accumulated is not None:
        next_accumulated = gathered(
            accumulated, parents, beam_width, [batch_size * beam_width, -1], "next_accumulated_attention_probs"
        )

    def of_parents(tensor: Any) -> Any:
        # TF 1.15 makes the product for every part, also for those that stay as they are.
        shape = [batch_size * beam_width, -1]
        if isinstance(tensor, tf1.TensorArray):
            return tensor
        check_rank_known(tensor)
        return gathered(tensor, parents, beam_width, shape) if tensor.shape.ndims >= len(shape) else tensor

    next_state = BeamSearchDecoderState(
        cell_state=tf1.nest.map_structure(of_parents, next_cell_state),
        log_probs=next_probs,
        lengths=next_lengths,
        finished=now_finished,
        accumulated_attention_probs=next_accumulated,
    )
    return BeamSearchDecoderOutput(scores=next_scores, predicted_ids=words, parent_ids=parents), next_state


def _continued_lengths(lengths, not_finished, batch_size, beam_width, symbols, end_token):
    """`[batch, beams, symbols]` lengths of all continuations; the end token adds nothing, nor do finished beams."""
    added = one_hot(
        indices=tf1.fill([batch_size, beam_width], end_token),
        depth=symbols,
        on_value=tf1.to_int64(0),
        off_value=tf1.to_int64(1),
        dtype=tf1.int64,
    )
    mask = tf1.cast(not_finished, tf1.int64)
    added *= tf1.expand_dims(mask, 2)
    return added + tf1.expand_dims(lengths, 2)


def _accumulated_attention(next_cell_state, beam_state, not_finished, coverage_penalty_weight):
    probabilities = attention_probabilities(next_cell_state, coverage_penalty_weight)
    if probabilities is None:
        return None
    probabilities *= tf1.expand_dims(tf1.cast(not_finished, tf1.float32), 2)
    return beam_state.accumulated_attention_probs + probabilities


def _best(scores, batch_size, beam_width):
    """The `beam_width` best scores of each example, and where they are among all beams and symbols."""
    flat = tf1.reshape(scores, [batch_size, -1])
    best, places = tf1.nn.top_k(flat, k=tf1.convert_to_tensor(beam_width, dtype=tf1.int32, name="beam_width"))
    known = tf1.get_static_value(batch_size)
    best.set_shape([known, beam_width])
    places.set_shape([known, beam_width])
    return best, places


def gather_along_beams(
    gather_indices: Any, gather_from: Any, batch_size: Any, range_size: Any, gather_shape: Any, name: str | None = None
) -> Any:
    """For each example, rows of `gather_from` (reshaped to `gather_shape`) by indices below `range_size`."""
    with tf1.name_scope(name, "tensor_gather_helper"):
        starts = tf1.expand_dims(tf1.range(batch_size) * range_size, 1)
        indices = tf1.reshape(gather_indices + starts, [-1])
        output = tf1.gather(tf1.reshape(gather_from, gather_shape), indices)
        rank = 1 + len(gather_shape)
        output = tf1.reshape(output, tf1.shape(gather_from)[:rank], name="output")
        known = tf1.TensorShape([tf1.get_static_value(batch_size)]).concatenate(gather_from.shape[1:rank])
        output.set_shape(known)
        return output


def check_rank_known(tensor: Any) -> None:
    """ValueError for a tensor of unknown rank."""
    if tensor.shape.ndims is None:
        raise ValueError(f"Expected tensor ({tensor}) to have known rank, but ndims == None.")
