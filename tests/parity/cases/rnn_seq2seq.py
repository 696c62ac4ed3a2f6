"""tf.contrib.seq2seq: losses, helpers, decoders, attention and beam search."""
import numpy as np


def _logits():
    return np.sin(np.arange(24)).reshape(2, 3, 4).astype("float32")


TARGETS = [[0, 1, 2], [3, 2, 1]]
WEIGHTS = [[1.0, 1.0, 0.5], [1.0, 0.0, 0.0]]


def _loss(tf, **arguments):
    logits = tf.placeholder(tf.float32, [None, None, 4], name="logits")
    loss = tf.contrib.seq2seq.sequence_loss(logits, tf.constant(TARGETS), tf.constant(WEIGHTS), **arguments)
    return {"loss": loss}, {logits: _logits()}


def loss(tf):
    return _loss(tf)


def loss_per_step(tf):
    return _loss(tf, average_across_timesteps=False)


def loss_per_example(tf):
    return _loss(tf, average_across_batch=False, name="mine")


def loss_of_each(tf):
    return _loss(tf, average_across_timesteps=False, average_across_batch=False)


def loss_sums(tf):
    return _loss(
        tf, average_across_timesteps=False, average_across_batch=False, sum_over_timesteps=True, sum_over_batch=True
    )


def loss_sum_over_batch(tf):
    return _loss(tf, average_across_timesteps=False, average_across_batch=False, sum_over_batch=True)


def loss_own_function(tf):
    return _loss(tf, softmax_loss_function=lambda labels, logits: tf.reduce_sum(logits, 1) * tf.to_float(labels))


def loss_of_rank_2(tf):
    tf.contrib.seq2seq.sequence_loss(tf.zeros([2, 3]), tf.zeros([2, 3], tf.int32), tf.ones([2, 3]))


def loss_targets_of_rank_1(tf):
    tf.contrib.seq2seq.sequence_loss(tf.zeros([2, 3, 4]), tf.zeros([2], tf.int32), tf.ones([2, 3]))


def loss_weights_of_rank_1(tf):
    tf.contrib.seq2seq.sequence_loss(tf.zeros([2, 3, 4]), tf.zeros([2, 3], tf.int32), tf.ones([2]))


def loss_average_and_sum(tf):
    _loss(tf, sum_over_batch=True)


def _inputs(tf, time=4, depth=3):
    x = tf.placeholder(tf.float32, [None, None, depth], name="x")
    return x, {x: np.sin(np.arange(2 * time * depth)).reshape(2, time, depth)}


def _decode(tf, helper, cell=None, layer=None, start=None, **arguments):
    c = tf.contrib.seq2seq
    cell = cell or tf.nn.rnn_cell.GRUCell(5)
    start = cell.zero_state(2, tf.float32) if start is None else start
    outputs, state, lengths = c.dynamic_decode(c.BasicDecoder(cell, helper, start, layer), **arguments)
    return {"out": outputs.rnn_output, "ids": outputs.sample_id, "lengths": lengths}, state


def training_helper(tf):
    x, feeds = _inputs(tf)
    fetches, state = _decode(tf, tf.contrib.seq2seq.TrainingHelper(x, [2, 4]))
    return dict(fetches, state=state), feeds


def training_helper_time_major_layer(tf):
    x, feeds = _inputs(tf)
    major = tf.transpose(x, [1, 0, 2])
    helper = tf.contrib.seq2seq.TrainingHelper(major, tf.constant([3, 4]), time_major=True)
    fetches, _ = _decode(
        tf, helper, layer=tf.layers.Dense(7), output_time_major=True, impute_finished=True, scope="mine"
    )
    return fetches, feeds


def training_helper_lstm_maximum_iterations(tf):
    x, feeds = _inputs(tf)
    cell = tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.LSTMCell(5) for _ in range(2)])
    fetches, state = _decode(
        tf, tf.contrib.seq2seq.TrainingHelper(x, [4, 3]), cell, impute_finished=True, maximum_iterations=2
    )
    return dict(fetches, c=state[0].c), feeds


def training_helper_scalar_length(tf):
    x, _ = _inputs(tf)
    tf.contrib.seq2seq.TrainingHelper(x, 3)


def greedy_helper(tf):
    table = tf.get_variable("embedding", [6, 3])
    helper = tf.contrib.seq2seq.GreedyEmbeddingHelper(table, tf.fill([2], 1), 0)
    fetches, _ = _decode(tf, helper, layer=tf.layers.Dense(6), maximum_iterations=5)
    return fetches


def greedy_helper_function(tf):
    table = tf.get_variable("embedding", [6, 3])
    helper = tf.contrib.seq2seq.GreedyEmbeddingHelper(
        lambda ids: tf.nn.embedding_lookup(table, ids), start_tokens=[1, 2], end_token=tf.constant(3)
    )
    return _decode(tf, helper, layer=tf.layers.Dense(6), impute_finished=True, maximum_iterations=5)[0]


def greedy_helper_scalar_start(tf):
    tf.contrib.seq2seq.GreedyEmbeddingHelper(tf.zeros([6, 3]), 1, 0)


def greedy_helper_vector_end(tf):
    tf.contrib.seq2seq.GreedyEmbeddingHelper(tf.zeros([6, 3]), [1], [0])


def sample_helper(tf):
    table = tf.get_variable("embedding", [6, 3])
    helper = tf.contrib.seq2seq.SampleEmbeddingHelper(table, [1, 2], 0, seed=3)
    return _decode(tf, helper, layer=tf.layers.Dense(6), maximum_iterations=5)[0]


def sample_helper_temperature(tf):
    table = tf.get_variable("embedding", [6, 3])
    helper = tf.contrib.seq2seq.SampleEmbeddingHelper(table, [1, 2], 0, softmax_temperature=0.5)
    return _decode(tf, helper, layer=tf.layers.Dense(6), maximum_iterations=5)[0]


def scheduled_embedding_helper(tf):
    x, feeds = _inputs(tf)
    table = tf.get_variable("embedding", [6, 3])
    helper = tf.contrib.seq2seq.ScheduledEmbeddingTrainingHelper(x, [3, 4], table, 0.5, seed=1, scheduling_seed=2)
    return _decode(tf, helper, layer=tf.layers.Dense(6), parallel_iterations=1)[0], feeds


def scheduled_embedding_helper_matrix_probability(tf):
    x, _ = _inputs(tf)
    tf.contrib.seq2seq.ScheduledEmbeddingTrainingHelper(x, [3, 4], tf.zeros([6, 3]), tf.zeros([2, 2]))


def scheduled_output_helper(tf):
    x, feeds = _inputs(tf, depth=5)
    helper = tf.contrib.seq2seq.ScheduledOutputTrainingHelper(x, [3, 4], 0.5, seed=2)
    return _decode(tf, helper, parallel_iterations=1)[0], feeds


def scheduled_output_helper_function(tf):
    x, feeds = _inputs(tf)
    w = tf.get_variable("w", [5, 3])
    helper = tf.contrib.seq2seq.ScheduledOutputTrainingHelper(
        x, [3, 4], tf.constant(0.7), seed=2, next_inputs_fn=lambda outputs: tf.matmul(outputs, w)
    )
    return _decode(tf, helper, parallel_iterations=1)[0], feeds


def scheduled_output_helper_auxiliary(tf):
    x, feeds = _inputs(tf, depth=5)
    more = tf.ones_like(x)[:, :, :2]
    helper = tf.contrib.seq2seq.ScheduledOutputTrainingHelper(x, [3, 4], 0.5, seed=2, auxiliary_inputs=more)
    return _decode(tf, helper, parallel_iterations=1)[0], feeds


def inference_helper(tf):
    helper = tf.contrib.seq2seq.InferenceHelper(
        sample_fn=lambda outputs: outputs, sample_shape=[5], sample_dtype=tf.float32, start_inputs=tf.ones([2, 5]),
        end_fn=lambda sample_ids: tf.tile([False], [2]),
    )
    return _decode(tf, helper, maximum_iterations=3)[0]


def inference_helper_next_inputs(tf):
    helper = tf.contrib.seq2seq.InferenceHelper(
        lambda outputs: outputs > 0, [5], tf.bool, tf.ones([2, 5]), lambda ids: tf.reduce_all(ids, 1),
        next_inputs_fn=lambda ids: tf.cast(ids, tf.float32),
    )
    return _decode(tf, helper, maximum_iterations=3)[0]


def custom_helper(tf):
    x, feeds = _inputs(tf)
    helper = tf.contrib.seq2seq.CustomHelper(
        lambda: (tf.constant([False, False]), x[:, 0]),
        lambda time, outputs, state: tf.argmax(outputs, 1, output_type=tf.int32),
        lambda time, outputs, state, sample_ids: (tf.fill([2], time >= 2), x[:, 1], state),
    )
    return _decode(tf, helper)[0], feeds


def custom_helper_batch_size_too_early(tf):
    tf.contrib.seq2seq.CustomHelper(None, None, None).batch_size


def decoder_of_no_cell(tf):
    tf.contrib.seq2seq.BasicDecoder("cell", None, None)


def decoder_of_no_helper(tf):
    tf.contrib.seq2seq.BasicDecoder(tf.nn.rnn_cell.GRUCell(5), "helper", None)


def decoder_of_no_layer(tf):
    x, _ = _inputs(tf)
    helper = tf.contrib.seq2seq.TrainingHelper(x, [3, 4])
    tf.contrib.seq2seq.BasicDecoder(tf.nn.rnn_cell.GRUCell(5), helper, None, "layer")


def decode_of_no_decoder(tf):
    tf.contrib.seq2seq.dynamic_decode("decoder")


def decode_maximum_iterations_vector(tf):
    x, _ = _inputs(tf)
    _decode(tf, tf.contrib.seq2seq.TrainingHelper(x, [3, 4]), maximum_iterations=[3])


def _memory(tf):
    memory = tf.placeholder(tf.float32, [None, None, 6], name="memory")
    return memory, {memory: np.cos(np.arange(60)).reshape(2, 5, 6)}


def _attend(tf, make, static=False, history=False, layer=None, **arguments):
    x, feeds = _inputs(tf)
    memory, more = _memory(tf)
    feeds.update(more)
    if static:
        memory = tf.constant(np.cos(np.arange(60)).reshape(2, 5, 6), tf.float32)
        feeds = {x: feeds[x]}
    cell = tf.contrib.seq2seq.AttentionWrapper(
        tf.nn.rnn_cell.BasicLSTMCell(5), make(memory), alignment_history=history, **arguments
    )
    fetches, state = _decode(tf, tf.contrib.seq2seq.TrainingHelper(x, [3, 4]), cell, layer)
    fetches["time"] = state.time
    if isinstance(state.attention, tuple) is False:
        fetches["attention"] = state.attention
    if history:
        fetches["history"] = state.alignment_history.stack()
    return fetches, feeds


def bahdanau(tf):
    return _attend(tf, lambda m: tf.contrib.seq2seq.BahdanauAttention(5, m), attention_layer_size=4)


def bahdanau_lengths_normalized(tf):
    return _attend(
        tf, lambda m: tf.contrib.seq2seq.BahdanauAttention(5, m, [3, 5], normalize=True), attention_layer_size=4,
        history=True,
    )


def bahdanau_static(tf):
    return _attend(tf, lambda m: tf.contrib.seq2seq.BahdanauAttention(5, m, [3, 5]), static=True)


def luong(tf):
    return _attend(tf, lambda m: tf.contrib.seq2seq.LuongAttention(5, m), attention_layer_size=4)


def luong_scaled_lengths(tf):
    lengths = [5, 2]
    return _attend(
        tf, lambda m: tf.contrib.seq2seq.LuongAttention(5, m, lengths, scale=True), output_attention=False,
        name="attend",
    )


def luong_hardmax_history(tf):
    return _attend(
        tf, lambda m: tf.contrib.seq2seq.LuongAttention(5, m, probability_fn=tf.contrib.seq2seq.hardmax), history=True,
        layer=tf.layers.Dense(7), attention_layer_size=5,
    )


def luong_wrong_depth(tf):
    _attend(tf, lambda m: tf.contrib.seq2seq.LuongAttention(4, m))


def two_attentions(tf):
    c = tf.contrib.seq2seq
    return _attend(tf, lambda m: [c.LuongAttention(5, m), c.BahdanauAttention(3, m)], attention_layer_size=[4, 2])


def two_attentions_without_layers(tf):
    c = tf.contrib.seq2seq
    return _attend(tf, lambda m: [c.LuongAttention(5, m, [1, 5]), c.BahdanauAttention(3, m)])


def attention_layer_object(tf):
    c = tf.contrib.seq2seq
    return _attend(
        tf, lambda m: c.LuongAttention(5, m), attention_layer=tf.layers.Dense(3, activation=tf.tanh, use_bias=False)
    )


def attention_cell_input_fn(tf):
    c = tf.contrib.seq2seq
    return _attend(
        tf, lambda m: c.LuongAttention(5, m), cell_input_fn=lambda inputs, attention: inputs, attention_layer_size=2
    )


def bahdanau_monotonic(tf):
    return _attend(tf, lambda m: tf.contrib.seq2seq.BahdanauMonotonicAttention(5, m, [3, 5]), history=True)


def bahdanau_monotonic_noise_hard(tf):
    return _attend(
        tf,
        lambda m: tf.contrib.seq2seq.BahdanauMonotonicAttention(
            5, m, normalize=True, sigmoid_noise=1.0, sigmoid_noise_seed=3, score_bias_init=-0.5, mode="hard"
        ),
    )


def luong_monotonic_scaled(tf):
    return _attend(tf, lambda m: tf.contrib.seq2seq.LuongMonotonicAttention(5, m, scale=True, sigmoid_noise=0.5))


def monotonic_functions(tf):
    p = tf.constant([[0.1, 0.5, 0.9], [0.3, 0.3, 0.3]])
    before = tf.constant([[1.0, 0.0, 0.0], [0.2, 0.3, 0.5]])
    c = tf.contrib.seq2seq
    return {
        "parallel": c.monotonic_attention(p, before, "parallel"),
        "hard": c.monotonic_attention(tf.round(p), before, "hard"),
        "product": c.safe_cumprod(p, axis=1),
        "hardmax": c.hardmax(p),
    }


def monotonic_recursive(tf):
    p = tf.constant([[0.1, 0.5, 0.9], [0.3, 0.3, 0.3]])
    before = tf.constant([[1.0, 0.0, 0.0], [0.2, 0.3, 0.5]])
    return {"recursive": tf.contrib.seq2seq.monotonic_attention(p, before, "recursive")}


def monotonic_unknown_mode(tf):
    tf.contrib.seq2seq.monotonic_attention(tf.ones([1, 2]), tf.ones([1, 2]), "soft")


def attention_initial_cell_state(tf):
    c = tf.contrib.seq2seq
    x, feeds = _inputs(tf)
    memory = tf.constant(np.cos(np.arange(60)).reshape(2, 5, 6), tf.float32)
    cell = tf.nn.rnn_cell.GRUCell(5)
    attention = c.AttentionWrapper(
        cell, c.LuongAttention(5, memory), initial_cell_state=tf.ones([2, 5]), attention_layer_size=4
    )
    return _decode(tf, c.TrainingHelper(x, [3, 4]), attention)[0], feeds


def attention_state_clone(tf):
    c = tf.contrib.seq2seq
    x, feeds = _inputs(tf)
    memory = tf.constant(np.cos(np.arange(60)).reshape(2, 5, 6), tf.float32)
    cell = c.AttentionWrapper(tf.nn.rnn_cell.GRUCell(5), c.LuongAttention(5, memory), attention_layer_size=4)
    start = cell.zero_state(2, tf.float32).clone(cell_state=tf.ones([2, 5]))
    return _decode(tf, c.TrainingHelper(x, [3, 4]), cell, start=start)[0], feeds


def attention_state_clone_dynamic(tf):
    c = tf.contrib.seq2seq
    memory, feeds = _memory(tf)
    encoded, state = tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(5), memory, dtype=tf.float32)
    cell = c.AttentionWrapper(tf.nn.rnn_cell.GRUCell(5), c.BahdanauAttention(5, encoded), attention_layer_size=4)
    start = cell.zero_state(tf.shape(memory)[0], tf.float32).clone(cell_state=state)
    x, more = _inputs(tf)
    feeds.update(more)
    return _decode(tf, c.TrainingHelper(x, [3, 4]), cell, start=start)[0], feeds


def attention_wrong_batch(tf):
    c = tf.contrib.seq2seq
    cell = c.AttentionWrapper(tf.nn.rnn_cell.GRUCell(5), c.LuongAttention(5, tf.ones([2, 3, 4])))
    cell.zero_state(3, tf.float32)


def attention_of_no_mechanism(tf):
    tf.contrib.seq2seq.AttentionWrapper(tf.nn.rnn_cell.GRUCell(5), "luong")


def attention_sizes_unequal(tf):
    c = tf.contrib.seq2seq
    mechanism = c.LuongAttention(5, tf.ones([2, 3, 4]))
    c.AttentionWrapper(tf.nn.rnn_cell.GRUCell(5), mechanism, attention_layer_size=[1, 2])


def attention_input_fn_not_callable(tf):
    c = tf.contrib.seq2seq
    c.AttentionWrapper(tf.nn.rnn_cell.GRUCell(5), c.LuongAttention(5, tf.ones([2, 3, 4])), cell_input_fn=3)


def attention_state_of_wrong_kind(tf):
    c = tf.contrib.seq2seq
    cell = c.AttentionWrapper(tf.nn.rnn_cell.GRUCell(5), c.LuongAttention(5, tf.ones([2, 3, 4])))
    cell(tf.ones([2, 3]), tf.ones([2, 5]))


def attention_memory_of_unknown_depth(tf):
    tf.contrib.seq2seq.LuongAttention(5, tf.placeholder(tf.float32, [2, 3, None]))


def attention_in_dynamic_rnn(tf):
    c = tf.contrib.seq2seq
    x, feeds = _inputs(tf)
    memory = tf.constant(np.cos(np.arange(60)).reshape(2, 5, 6), tf.float32)
    cell = c.AttentionWrapper(tf.nn.rnn_cell.GRUCell(5), c.BahdanauAttention(4, memory), attention_layer_size=4)
    start = cell.zero_state(2, tf.float32)
    outputs, state = tf.nn.dynamic_rnn(cell, x, initial_state=start, dtype=tf.float32)
    return {"outputs": outputs, "alignments": state.alignments}, feeds


def tile_batch(tf):
    c = tf.nn.rnn_cell
    state = c.LSTMStateTuple(tf.constant([[1.0], [2.0]]), tf.placeholder_with_default([[3.0], [4.0]], [None, 1]))
    tiled = tf.contrib.seq2seq.tile_batch(state, multiplier=3)
    return {"c": tiled.c, "h": tiled.h, "ids": tf.contrib.seq2seq.tile_batch(tf.constant([5, 6]), 2, name="mine")}


def tile_batch_scalar(tf):
    tf.contrib.seq2seq.tile_batch(tf.constant(1.0), 3)


def _values(tf, build):
    """Runs `build` in a graph of its own: the loop that stands for the kernel GatherTree has other nodes."""
    with tf.Graph().as_default():
        tf.set_random_seed(42)
        fetches = dict(build(), bits_after=tf.random_normal([3]))
        config = tf.ConfigProto(
            inter_op_parallelism_threads=1, intra_op_parallelism_threads=1, use_per_session_threads=True
        )
        with tf.Session(config=config) as session:
            session.run(tf.global_variables_initializer())
            found = session.run(fetches)
    return {key: tf.constant(value) for key, value in found.items()}


def _beam(tf, width=3, attention=False, **arguments):
    c = tf.contrib.seq2seq
    table = tf.get_variable("embedding", [6, 3], initializer=tf.random_normal_initializer())
    cell = tf.nn.rnn_cell.GRUCell(5, kernel_initializer=tf.random_normal_initializer())
    if attention:
        memory = c.tile_batch(tf.constant(np.cos(np.arange(60)).reshape(2, 5, 6), tf.float32), width)
        cell = c.AttentionWrapper(
            cell, c.BahdanauAttention(5, memory, c.tile_batch(tf.constant([4, 5]), width)), attention_layer_size=4,
            alignment_history=attention == "history",
        )
        start = cell.zero_state(2 * width, tf.float32)
    else:
        start = c.tile_batch(tf.constant([[0.5] * 5, [-0.5] * 5]), width)
    layer = tf.layers.Dense(6, kernel_initializer=tf.random_normal_initializer())
    decoder = c.BeamSearchDecoder(cell, table, [1, 2], 0, start, width, layer, **arguments)
    outputs, state, lengths = c.dynamic_decode(decoder, maximum_iterations=6)
    return {
        "ids": outputs.predicted_ids, "scores": outputs.beam_search_decoder_output.scores,
        "parents": outputs.beam_search_decoder_output.parent_ids, "lengths": lengths, "log_probs": state.log_probs,
    }


def beam_search(tf):
    return _values(tf, lambda: _beam(tf))


def beam_search_nodes(tf):
    return _beam(tf)


def beam_search_penalty(tf):
    return _values(tf, lambda: _beam(tf, length_penalty_weight=0.6))


def beam_search_attention(tf):
    return _values(tf, lambda: _beam(tf, attention=True))


def beam_search_attention_history(tf):
    return _values(tf, lambda: _beam(tf, attention="history"))


def beam_search_coverage(tf):
    return _values(tf, lambda: _beam(tf, attention=True, coverage_penalty_weight=0.4))


def beam_search_scalar_start(tf):
    c = tf.contrib.seq2seq
    c.BeamSearchDecoder(tf.nn.rnn_cell.GRUCell(5), tf.zeros([6, 3]), 1, 0, tf.zeros([3, 5]), 3)


def beam_search_untiled_state(tf):
    c = tf.contrib.seq2seq
    c.BeamSearchDecoder(tf.nn.rnn_cell.GRUCell(5), tf.zeros([6, 3]), tf.constant([1, 2]), 0, tf.zeros([2, 5]), 3)


def gather_tree(tf):
    step = np.array([[[1, 2, 3]], [[4, 5, 6]], [[7, 8, 9]], [[-1, -1, -1]]])
    parent = np.array([[[0, 0, 0]], [[0, 1, 1]], [[2, 1, 2]], [[-1, -1, -1]]])
    return _values(
        tf,
        lambda: {"beams": tf.contrib.seq2seq.gather_tree(
            tf.constant(step, tf.int32), tf.constant(parent, tf.int32), max_sequence_lengths=[3], end_token=10
        )},
    )


def gather_tree_batch(tf):
    step = np.array([[[1, 2], [3, 1]], [[4, 10], [6, 2]], [[7, 8], [9, 10]]])
    parent = np.array([[[0, 0], [0, 0]], [[1, 0], [1, 0]], [[1, 1], [0, 1]]])
    return _values(
        tf,
        lambda: {"beams": tf.contrib.seq2seq.gather_tree(
            tf.constant(step, tf.int32), tf.constant(parent, tf.int32), max_sequence_lengths=[2, 3], end_token=10
        )},
    )


def translation_net(tf):
    """The net of the tutorials: embedding, encoder, Luong attention, greedy decoding with shared variables."""
    source = tf.placeholder(tf.int32, [None, None], name="source")
    target = tf.placeholder(tf.int32, [None, None], name="target")
    lengths = tf.placeholder(tf.int32, [None], name="lengths")
    with tf.variable_scope("encoder"):
        table = tf.get_variable("embedding", [8, 4])
        cell = tf.contrib.rnn.DropoutWrapper(tf.contrib.rnn.LSTMCell(5), output_keep_prob=0.9)
        encoded, state = tf.nn.dynamic_rnn(cell, tf.nn.embedding_lookup(table, source), lengths, dtype=tf.float32)
    outputs = []
    layer = tf.layers.Dense(8, name="projection")
    target_table = tf.get_variable("target_embedding", [8, 4])
    for reuse in (False, True):
        with tf.variable_scope("decode", reuse=reuse):
            mechanism = tf.contrib.seq2seq.LuongAttention(5, encoded, memory_sequence_length=lengths)
            cell = tf.contrib.seq2seq.AttentionWrapper(tf.contrib.rnn.LSTMCell(5), mechanism, attention_layer_size=5)
            start = cell.zero_state(tf.shape(source)[0], tf.float32).clone(cell_state=state)
            if reuse:
                helper = tf.contrib.seq2seq.GreedyEmbeddingHelper(target_table, tf.fill([tf.shape(source)[0]], 1), 2)
            else:
                helper = tf.contrib.seq2seq.TrainingHelper(tf.nn.embedding_lookup(target_table, target), lengths)
            decoder = tf.contrib.seq2seq.BasicDecoder(cell, helper, start, layer)
            made, _, _ = tf.contrib.seq2seq.dynamic_decode(decoder, impute_finished=True, maximum_iterations=4)
            outputs.append(made)
    return {"logits": outputs[0].rnn_output, "ids": outputs[1].sample_id}, {
        source: [[1, 2, 3], [4, 5, 0]], target: [[1, 6, 7], [1, 3, 0]], lengths: [3, 2],
    }
