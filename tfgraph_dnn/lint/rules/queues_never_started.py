"""TG029: input queues whose threads nobody starts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.model import Program
from tfgraph_dnn.lint.model.sessions import runs
from tfgraph_dnn.lint.vocabulary import MANAGED

RULE = Rule(
    code="TG029",
    name="queues-never-started",
    title="input queues are read, and nobody fills them",
    why="""\
`tf.train.string_input_producer`, `tf.train.batch` and `tf.train.shuffle_batch` read from queues that are filled by
threads. Without `tf.train.start_queue_runners(sess)` the first run waits for ever, without a message.

The rule is silent when the program starts the threads in any way, or has modules of its own that might.""",
    bad="""\
import tensorflow as tf
names = tf.train.string_input_producer(["a.csv"])
_, line = tf.TextLineReader().read(names)
with tf.Session() as sess:
    sess.run(line)
""",
    good="""\
import tensorflow as tf
names = tf.train.string_input_producer(["a.csv"])
_, line = tf.TextLineReader().read(names)
with tf.Session() as sess:
    threads = tf.train.start_queue_runners(sess)
    sess.run(line)
""",
)

_QUEUED = re.compile(r"tf\.train\.(\w+_input_producer|(maybe_)?(shuffle_)?batch(_join)?)$")
_STARTED_BY = (*MANAGED, "start_queue_runners", "QueueRunner", "QueueRunners", "create_threads", "input_fn", "queues")


def find(program: Program) -> Iterator[Finding]:
    """The first queue of a program that runs sessions and starts no threads."""
    if not program.whole or program.says(*_STARTED_BY) or not runs(program):
        return
    for call in program.calls:
        if _QUEUED.match(call.path) and program.is_reached(call.node):
            message = f"nothing fills the queue of {call.path}"
            yield RULE.at(call.node, message, "Call tf.train.start_queue_runners(sess).")
            return
