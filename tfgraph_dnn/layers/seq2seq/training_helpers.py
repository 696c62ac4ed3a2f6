"""Helpers for training: given inputs, or now and then what the decoder said itself.

The latter is scheduled sampling (Bengio et al. 2015, arXiv:1506.03099).
"""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.rnn.dynamic import transpose_batch_time
from tfgraph_dnn.layers.seq2seq.helper_base import Helper, embedding_function
from tfgraph_dnn.layers.seq2seq.sampling import bernoulli_sample, categorical_sample
from tfgraph_dnn.ops.tensor_arrays import TensorArray


def unstacked(tensor: Any) -> Any:
    """A TensorArray of the steps of a time-major tensor."""
    array = TensorArray(dtype=tensor.dtype, size=tf1.shape(tensor)[0], element_shape=tensor.get_shape()[1:])
    return array.unstack(tensor)


@shown_as("tensorflow.contrib.seq2seq.python.ops.helper.TrainingHelper")
class TrainingHelper(Helper):
    """Reads the given inputs; its samples are the most likely ids, and change nothing.

    Args:
      inputs: `[batch, time, depth]` tensor, or a nest of them (`[time, batch, depth]` if `time_major`).
      sequence_length: `[batch]` integers.
      time_major: whether time comes first.
      name: name of the name scope; `TrainingHelper` by default.

    Raises:
      ValueError: `sequence_length` is no vector.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> helper = tf.contrib.seq2seq.TrainingHelper(tf.ones([2, 5, 3]), [5, 4])
      >>> finished, inputs = helper.initialize()
      >>> inputs.name
      'TrainingHelperInitialize/cond/Merge:0'
    """

    def __init__(self, inputs, sequence_length, time_major=False, name=None):
        with tf1.name_scope(name, "TrainingHelper", [inputs, sequence_length]):
            inputs = tf1.convert_to_tensor(inputs, name="inputs")
            self._inputs = inputs
            if not time_major:
                inputs = tf1.nest.map_structure(transpose_batch_time, inputs)
            self._input_tas = tf1.nest.map_structure(unstacked, inputs)
            self._sequence_length = tf1.convert_to_tensor(sequence_length, name="sequence_length")
            if self._sequence_length.get_shape().ndims != 1:
                raise ValueError(
                    f"Expected sequence_length to be a vector, but received shape: {self._sequence_length.get_shape()}"
                )
            self._zero_inputs = tf1.nest.map_structure(lambda tensor: tf1.zeros_like(tensor[0, :]), inputs)
            self._batch_size = tf1.size(sequence_length)

    @property
    def inputs(self):
        """The inputs as given."""
        return self._inputs

    @property
    def sequence_length(self):
        """The lengths as a tensor."""
        return self._sequence_length

    @property
    def batch_size(self):
        """The number of lengths."""
        return self._batch_size

    @property
    def sample_ids_shape(self):
        """Scalars."""
        return tf1.TensorShape([])

    @property
    def sample_ids_dtype(self):
        """int32."""
        return tf1.int32

    def initialize(self, name=None):
        """The first step's inputs; see `Helper`."""
        with tf1.name_scope(name, "TrainingHelperInitialize"):
            finished = tf1.equal(0, self._sequence_length)
            return finished, self._read_unless(tf1.reduce_all(finished), 0)

    def sample(self, time, outputs, name=None, **unused_kwargs):
        """The most likely ids; see `Helper`."""
        with tf1.name_scope(name, "TrainingHelperSample", [time, outputs]):
            return tf1.cast(tf1.argmax(outputs, axis=-1), tf1.int32)

    def next_inputs(self, time, outputs, state, name=None, **unused_kwargs):
        """The next step's inputs; see `Helper`."""
        with tf1.name_scope(name, "TrainingHelperNextInputs", [time, outputs, state]):
            next_time = time + 1
            finished = next_time >= self._sequence_length
            return finished, self._read_unless(tf1.reduce_all(finished), next_time), state

    def _read_unless(self, all_finished: Any, time: Any) -> Any:
        return tf1.cond(
            all_finished,
            lambda: self._zero_inputs,
            lambda: tf1.nest.map_structure(lambda array: array.read(time), self._input_tas),
        )


def _probability(sampling_probability: Any) -> Any:
    probability = tf1.convert_to_tensor(sampling_probability, name="sampling_probability")
    if probability.get_shape().ndims not in (0, 1):
        raise ValueError(
            f"sampling_probability must be either a scalar or a vector. saw shape: {probability.get_shape()}"
        )
    return probability


def _places(condition: Any) -> Any:
    return tf1.cast(tf1.where(condition), tf1.int32)


def _scattered(places: Any, sampled: Any, other_places: Any, others: Any, shape: Any) -> Any:
    return tf1.scatter_nd(indices=places, updates=sampled, shape=shape) + tf1.scatter_nd(
        indices=other_places, updates=others, shape=shape
    )


@shown_as("tensorflow.contrib.seq2seq.python.ops.helper.ScheduledEmbeddingTrainingHelper")
class ScheduledEmbeddingTrainingHelper(TrainingHelper):
    """Now and then embeds an id sampled from the decoder's own outputs instead of reading the inputs.

    Args:
      inputs, sequence_length, time_major, name: see `TrainingHelper`.
      embedding: table, or function from ids to vectors.
      sampling_probability: scalar or `[batch]` tensor: how often.
      seed: op seed of the sampled ids.
      scheduling_seed: op seed of the choice to sample.

    Raises:
      ValueError: a probability of rank above 1, or lengths that are no vector.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> helper = tf.contrib.seq2seq.ScheduledEmbeddingTrainingHelper(
      ...     tf.ones([2, 5, 3]), [5, 4], tf.get_variable("embedding", [9, 3]), sampling_probability=0.2)
      >>> helper.sample_ids_dtype.name
      'int32'
    """

    def __init__(
        self,
        inputs,
        sequence_length,
        embedding,
        sampling_probability,
        time_major=False,
        seed=None,
        scheduling_seed=None,
        name=None,
    ):
        with tf1.name_scope(name, "ScheduledEmbeddingSamplingWrapper", [embedding, sampling_probability]):
            self._embedding_fn = embedding_function(embedding)
            self._sampling_probability = _probability(sampling_probability)
            self._seed = seed
            self._scheduling_seed = scheduling_seed
            super().__init__(inputs=inputs, sequence_length=sequence_length, time_major=time_major, name=name)

    def sample(self, time, outputs, state, name=None):
        """Ids where the choice fell on sampling, -1 elsewhere; see `Helper`."""
        with tf1.name_scope(name, "ScheduledEmbeddingTrainingHelperSample", [time, outputs, state]):
            chosen = bernoulli_sample(
                probs=self._sampling_probability,
                dtype=tf1.bool,
                sample_shape=self.batch_size,
                seed=self._scheduling_seed,
            )
            ids = categorical_sample(logits=outputs, seed=self._seed)
            return tf1.where(chosen, ids, tf1.fill([self.batch_size], -1))

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        """Given inputs, or embedded ids where they were sampled; see `Helper`."""
        with tf1.name_scope(name, "ScheduledEmbeddingTrainingHelperNextInputs", [time, outputs, state, sample_ids]):
            finished, given, state = super().next_inputs(
                time=time, outputs=outputs, state=state, sample_ids=sample_ids, name=name
            )

            def mixed() -> Any:
                sampled_places, given_places = _places(sample_ids > -1), _places(sample_ids <= -1)
                ids = tf1.gather_nd(sample_ids, sampled_places)
                kept = tf1.gather_nd(given, given_places)
                sampled = self._embedding_fn(ids)
                return _scattered(sampled_places, sampled, given_places, kept, tf1.shape(given))

            return finished, tf1.cond(tf1.reduce_all(finished), lambda: given, mixed), state


@shown_as("tensorflow.contrib.seq2seq.python.ops.helper.ScheduledOutputTrainingHelper")
class ScheduledOutputTrainingHelper(TrainingHelper):
    """Now and then reads the decoder's own last output instead of the inputs.

    Args:
      inputs, sequence_length, time_major, name: see `TrainingHelper`.
      sampling_probability: scalar or `[batch]` tensor: how often.
      seed: op seed of the choice.
      next_inputs_fn: function from outputs to inputs; the outputs themselves by default.
      auxiliary_inputs: tensor like `inputs` that is joined to inputs and outputs alike.

    Raises:
      ValueError: a probability of rank above 1, or lengths that are no vector.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> helper = tf.contrib.seq2seq.ScheduledOutputTrainingHelper(
      ...     tf.ones([2, 5, 3]), [5, 4], sampling_probability=tf.constant(0.2))
      >>> helper.inputs.shape.as_list()
      [2, 5, 3]
    """

    def __init__(
        self,
        inputs,
        sequence_length,
        sampling_probability,
        time_major=False,
        seed=None,
        next_inputs_fn=None,
        auxiliary_inputs=None,
        name=None,
    ):
        values = [inputs, auxiliary_inputs, sampling_probability]
        with tf1.name_scope(name, "ScheduledOutputTrainingHelper", values):
            self._sampling_probability = _probability(sampling_probability)
            self._auxiliary_input_tas = None
            if auxiliary_inputs is not None:
                inputs = tf1.convert_to_tensor(inputs, name="inputs")
                auxiliary_inputs = tf1.convert_to_tensor(auxiliary_inputs, name="auxiliary_inputs")
                inputs = tf1.nest.map_structure(lambda x, y: tf1.concat((x, y), -1), inputs, auxiliary_inputs)
                if not time_major:
                    auxiliary_inputs = tf1.nest.map_structure(transpose_batch_time, auxiliary_inputs)
                self._auxiliary_input_tas = tf1.nest.map_structure(unstacked, auxiliary_inputs)
            self._seed = seed
            self._next_inputs_fn = next_inputs_fn
            super().__init__(inputs=inputs, sequence_length=sequence_length, time_major=time_major, name=name)

    def sample(self, time, outputs, state, name=None):
        """One where the choice fell on the output, else zero; see `Helper`."""
        with tf1.name_scope(name, "ScheduledOutputTrainingHelperSample", [time, outputs, state]):
            return bernoulli_sample(probs=self._sampling_probability, sample_shape=self.batch_size, seed=self._seed)

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        """Given inputs, or the outputs where they were chosen; see `Helper`."""
        with tf1.name_scope(name, "ScheduledOutputTrainingHelperNextInputs", [time, outputs, state, sample_ids]):
            finished, given, state = super().next_inputs(
                time=time, outputs=outputs, state=state, sample_ids=sample_ids, name=name
            )
            sample_ids = tf1.cast(sample_ids, tf1.bool)
            all_finished = tf1.reduce_all(finished)
            no_samples = tf1.logical_not(tf1.reduce_any(sample_ids))
            inputs = tf1.cond(
                tf1.logical_or(all_finished, no_samples),
                lambda: given,
                lambda: self._mixed(time, outputs, sample_ids, given),
            )
            return finished, inputs, state

    def _mixed(self, time: Any, outputs: Any, chosen: Any, given: Any) -> Any:
        if self._next_inputs_fn is None:
            return tf1.where(chosen, self._with_auxiliary(time, outputs), given)
        chosen_places, given_places = _places(chosen), _places(tf1.logical_not(chosen))
        said = tf1.gather_nd(outputs, chosen_places)
        kept = tf1.gather_nd(given, given_places)
        sampled = self._with_auxiliary(time, self._next_inputs_fn(said), chosen_places)
        return _scattered(chosen_places, sampled, given_places, kept, tf1.shape(given))

    def _with_auxiliary(self, time: Any, outputs: Any, places: Any = None) -> Any:
        if self._auxiliary_input_tas is None:
            return outputs
        next_time = time + 1
        auxiliary = tf1.nest.map_structure(lambda array: array.read(next_time), self._auxiliary_input_tas)
        if places is not None:
            auxiliary = tf1.gather_nd(auxiliary, places)
        return tf1.nest.map_structure(lambda x, y: tf1.concat((x, y), -1), outputs, auxiliary)
