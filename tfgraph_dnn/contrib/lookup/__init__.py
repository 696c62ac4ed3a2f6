"""`tf.contrib.lookup`: tables of words, under the argument names they had there."""

from tfgraph_dnn._backend import private, tf1

__all__ = [
    "index_table_from_tensor",
    "index_to_string",
    "index_to_string_table_from_tensor",
    "string_to_index",
    "string_to_index_table_from_file",
    "string_to_index_table_from_tensor",
]


def index_table_from_tensor(
    mapping, num_oov_buckets=0, default_value=-1, hasher_spec=private.FastHashSpec, dtype=tf1.string, name=None
):
    """A table from the strings or integers of `mapping`, shape (n,), to their places in it, int64.

    Args:
      mapping: the words, a tensor or a list.
      num_oov_buckets: how many indices beyond n words that are not in it are hashed to.
      default_value: the index of such words, where there are no buckets.
      hasher_spec: how they are hashed.
      dtype: the type of the words.
      name: of the operations.

    Raises:
      ValueError: `mapping` is None, or the number of buckets negative.
    """
    _required(mapping)
    return private.index_table_from_tensor(mapping, num_oov_buckets, default_value, hasher_spec, dtype, name)


def index_to_string_table_from_tensor(mapping, default_value="UNK", name=None):
    """A table from int64 indices to the strings of `mapping`, and `default_value` beyond them.

    Raises:
      ValueError: `mapping` is None.
    """
    _required(mapping)
    return private.index_to_string_table_from_tensor(mapping, default_value, name)


def string_to_index_table_from_tensor(
    mapping, num_oov_buckets=0, default_value=-1, hasher_spec=private.FastHashSpec, name=None
):
    """`index_table_from_tensor` for strings alone; ValueError for anything else."""
    with tf1.name_scope(name, "string_to_index") as scope:
        mapping = tf1.convert_to_tensor(mapping)
    if mapping.dtype.base_dtype != tf1.string:
        raise ValueError("string_to_index_table_from_tensor requires string.")
    return index_table_from_tensor(mapping, num_oov_buckets, default_value, hasher_spec, name=scope)


def string_to_index_table_from_file(
    vocabulary_file=None,
    num_oov_buckets=0,
    vocab_size=None,
    default_value=-1,
    hasher_spec=private.FastHashSpec,
    name=None,
):
    """The older name of `index_table_from_file`."""
    return private.index_table_from_file(
        vocabulary_file, num_oov_buckets, vocab_size, default_value, hasher_spec, key_dtype=tf1.string, name=name
    )


def string_to_index(tensor, mapping, default_value=-1, name=None):
    """The places of the strings of `tensor` in `mapping`, int64."""
    return index_table_from_tensor(mapping, default_value=default_value, name=name).lookup(tensor)


def index_to_string(tensor, mapping, default_value="UNK", name=None):
    """The strings of `mapping` at the places `tensor`, int64."""
    return index_to_string_table_from_tensor(mapping, default_value, name).lookup(tensor)


def _required(mapping) -> None:
    if mapping is None:
        raise ValueError("mapping must be specified.")
