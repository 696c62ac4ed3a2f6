"""tf.contrib.lookup's tables by their old argument names, and framework's readers by theirs."""
import os

WORDS = ["emerson", "lake", "palmer"]
CHECKPOINT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "checkpoints", "dense_momentum")


def from_tensor(tf):
    table = tf.contrib.lookup.index_table_from_tensor(mapping=tf.constant(WORDS), num_oov_buckets=2, default_value=-1)
    return {"ids": table.lookup(tf.constant(["lake", "and", "emerson"])), "size": table.size()}


def from_integers(tf):
    table = tf.contrib.lookup.index_table_from_tensor(mapping=[5, 7], dtype=tf.int64, name="numbers")
    return {"ids": table.lookup(tf.constant([7, 6], tf.int64))}


def to_string(tf):
    table = tf.contrib.lookup.index_to_string_table_from_tensor(mapping=WORDS, default_value="?")
    return {"words": table.lookup(tf.constant([1, 5], tf.int64))}


def old_forms(tf):
    lookup = tf.contrib.lookup
    return {
        "ids": lookup.string_to_index(tf.constant(["palmer", "x"]), mapping=tf.constant(WORDS)),
        "words": lookup.index_to_string(tf.constant([2, 9], tf.int64), mapping=tf.constant(WORDS)),
        "strings": lookup.string_to_index_table_from_tensor(mapping=WORDS).lookup(tf.constant(["lake"])),
    }


def no_mapping(tf):
    tf.contrib.lookup.index_table_from_tensor(mapping=None)


def not_strings(tf):
    tf.contrib.lookup.string_to_index_table_from_tensor([1, 2])


def readers(tf):
    framework = tf.contrib.framework
    found = framework.list_variables(checkpoint_dir=CHECKPOINT)
    bias = framework.load_variable(checkpoint_dir=CHECKPOINT, name="hidden1/bias")
    reader = framework.load_checkpoint(filepattern=CHECKPOINT)
    return {
        "names": tf.constant([name for name, _ in found]),
        "bias": tf.constant(bias),
        "same": tf.constant(reader.get_tensor("hidden1/bias")),
    }
