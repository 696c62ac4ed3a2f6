"""What unrolled decoders read: given symbols, or their own last word; chosen when the graph is made or when it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tfgraph_dnn._backend import tf1


def best_symbol_embedded(embedding: Any, output_projection: Any = None, update_embedding: bool = True) -> Callable:
    """A loop function that embeds the most likely symbol of the last output.

    Args:
      embedding: `[symbols, size]` table.
      output_projection: weights and biases from the output to the symbols, or None.
      update_embedding: whether gradients reach the table.
    """

    def loop_function(previous: Any, _: int) -> Any:
        if output_projection is not None:
            previous = tf1.nn.xw_plus_b(previous, output_projection[0], output_projection[1])
        embedded = tf1.nn.embedding_lookup(embedding, tf1.argmax(previous, 1))
        return embedded if update_embedding else tf1.stop_gradient(embedded)

    return loop_function


def check_projection(output_projection: Any, num_symbols: int, dtype: Any) -> None:
    """Checks that a projection, if there is one, leads to `num_symbols`.

    Raises:
      ValueError: it does not.
    """
    if output_projection is not None:
        weights = tf1.convert_to_tensor(output_projection[0], dtype=dtype)
        weights.get_shape().assert_is_compatible_with([None, num_symbols])
        biases = tf1.convert_to_tensor(output_projection[1], dtype=dtype)
        biases.get_shape().assert_is_compatible_with([num_symbols])


def decoded_either_way(
    feed_previous: Any, decoder: Callable[[bool], Any], outputs: int, like_state: Callable[[], Any]
) -> tuple[list[Any], Any]:
    """Makes a decoder twice, feeding its own words and not, with the same variables, and runs the one asked for.

    Args:
      feed_previous: scalar bool tensor.
      decoder: function of a bool that gives a list of outputs and a state.
      outputs: the number of outputs.
      like_state: gives a state, made after the decoders, whose structure is the final state's.

    Returns:
      The list of outputs and the final state.
    """

    def branch(feed: bool) -> list[Any]:
        with tf1.variable_scope(tf1.get_variable_scope(), reuse=None if feed else True):
            made, state = decoder(feed)
            return made + tf1.nest.flatten(state)

    both = tf1.cond(feed_previous, lambda: branch(True), lambda: branch(False))
    structure = like_state()
    flat = both[outputs:]
    state = tf1.nest.pack_sequence_as(structure, flat) if tf1.nest.is_nested(structure) else flat[0]
    return both[:outputs], state
