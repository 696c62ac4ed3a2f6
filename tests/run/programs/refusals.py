"""Mistakes with names, graphs, types, conversions, losses, variables and branches, and what they are refused with."""
import numpy as np
import tensorflow as tf

cases = []


def case(f):
    cases.append(f)
    return f


other = tf.Graph()
with other.as_default():
    foreign = tf.constant([1.0, 2.0], name="foreign")
    foreign_variable = tf.Variable([1.0, 2.0], name="foreign_variable")
here = tf.constant([1.0, 2.0], name="here")


class Thing:
    def __repr__(self): return "a thing"


@case
def name_space():
    with tf.name_scope("my scope"): pass
@case
def name_dollar():
    with tf.name_scope("a$b"): pass
@case
def name_underscore():
    with tf.name_scope("_hidden"): pass
@case
def name_none():
    with tf.name_scope(None): tf.zeros([1])
@case
def name_op(): tf.constant(1.0, name="my constant")
@case
def name_op_underscore(): tf.constant(1.0, name="_mine")
@case
def name_placeholder(): tf.placeholder(tf.float32, name="the input")
@case
def name_variable(): tf.Variable(1.0, name="my variable")
@case
def name_get_variable(): tf.get_variable("my variable", [1])
@case
def name_variable_scope():
    with tf.variable_scope("my scope"): tf.get_variable("v", [1])
@case
def name_variable_scope_int():
    with tf.variable_scope(3): pass
@case
def name_variable_scope_none():
    with tf.variable_scope(None): pass
@case
def name_dense(): tf.layers.dense(tf.zeros([1, 2]), 2, name="my layer")
@case
def name_matmul(): tf.matmul(tf.zeros([1, 2]), tf.zeros([2, 1]), name="a:b")
@case
def name_graph_scope():
    with tf.get_default_graph().name_scope("a b"): pass
@case
def graph_add(): here + foreign
@case
def graph_add2(): foreign + here
@case
def graph_add_number(): foreign + 1.0
@case
def graph_neg(): tf.negative(foreign)
@case
def graph_matmul(): tf.matmul([here], foreign[None])
@case
def graph_variable(): here * foreign_variable
@case
def graph_assign(): tf.assign(foreign_variable, here)
@case
def graph_concat(): tf.concat([here, foreign], 0)
@case
def graph_stack(): tf.stack([here, foreign])
@case
def graph_group(): tf.group(here, foreign)
@case
def graph_control():
    with tf.control_dependencies([foreign]): tf.zeros([1])
@case
def graph_gradients(): tf.gradients(here, foreign)
@case
def graph_as_element(): tf.get_default_graph().as_graph_element(foreign)
@case
def graph_run():
    with tf.Session() as s: s.run(here, {foreign: [1, 2]})
@case
def graph_cond(): tf.cond(tf.constant(True), lambda: here, lambda: foreign)
@case
def graph_minimize(): tf.train.GradientDescentOptimizer(0.1).minimize(foreign_variable[0])
@case
def dtype_add(): tf.zeros([2]) + tf.zeros([2], tf.int32)
@case
def dtype_tf_add(): tf.add(tf.zeros([2]), tf.zeros([2], tf.int32))
@case
def dtype_add_named(): tf.add(tf.zeros([2]), tf.zeros([2], tf.int32), name="mine")
@case
def dtype_add_v2(): tf.add(np.zeros([2]), tf.zeros([2], tf.int32))
@case
def dtype_add_number(): tf.zeros([2], tf.int32) + 1.5
@case
def dtype_radd_number(): 1.5 + tf.zeros([2], tf.int32)
@case
def dtype_add_string(): tf.zeros([2]) + "a"
@case
def dtype_add_none(): tf.zeros([2]) + None
@case
def dtype_add_bool(): tf.constant(True) + tf.constant(False)
@case
def dtype_add_array(): tf.zeros([2]) + np.zeros([2], np.int64)
@case
def dtype_add_double(): tf.zeros([2]) + np.zeros([2], np.float64)
@case
def dtype_add_strings(): tf.constant("a") - tf.constant("b")
@case
def dtype_sub(): tf.zeros([2]) - tf.zeros([2], tf.float64)
@case
def dtype_mul(): tf.zeros([2]) * tf.zeros([2], tf.int64)
@case
def dtype_div(): tf.zeros([2]) / tf.zeros([2], tf.int64)
@case
def dtype_floordiv(): tf.zeros([2]) // tf.zeros([2], tf.int64)
@case
def dtype_mod(): tf.zeros([2]) % tf.zeros([2], tf.int64)
@case
def dtype_pow(): tf.zeros([2]) ** tf.zeros([2], tf.int64)
@case
def dtype_less(): tf.zeros([2]) < tf.zeros([2], tf.int64)
@case
def dtype_equal(): tf.equal(tf.zeros([2]), tf.zeros([2], tf.int64))
@case
def dtype_and(): tf.logical_and(tf.zeros([2]), tf.constant(True))
@case
def dtype_not(): tf.logical_not(tf.zeros([2]))
@case
def dtype_where(): tf.where(tf.zeros([2]), tf.zeros([2]), tf.zeros([2]))
@case
def dtype_add_n(): tf.add_n([tf.zeros([2]), tf.zeros([2], tf.int32)])
@case
def dtype_add_n_empty(): tf.add_n([])
@case
def dtype_concat(): tf.concat([tf.zeros([2]), tf.zeros([2], tf.int32)], 0)
@case
def dtype_stack(): tf.stack([tf.zeros([2]), tf.zeros([2], tf.int32)])
@case
def dtype_assign(): tf.assign(tf.Variable([1.0]), tf.constant([1]))
@case
def dtype_gather(): tf.gather(tf.zeros([2]), tf.zeros([1]))
@case
def dtype_lookup(): tf.nn.embedding_lookup(tf.Variable(tf.zeros([2, 2])), tf.zeros([1]))
@case
def dtype_onehot(): tf.one_hot(tf.zeros([2]), 3)
@case
def dtype_reduce_any(): tf.reduce_any(tf.zeros([2]))
@case
def dtype_mean_bool(): tf.reduce_mean(tf.constant([True]))
@case
def dtype_sum_string(): tf.reduce_sum(tf.constant(["a"]))
@case
def dtype_relu(): tf.nn.relu(tf.constant(["a"]))
@case
def dtype_sigmoid(): tf.sigmoid(tf.constant([1]))
@case
def dtype_exp(): tf.exp(tf.constant([1]))
@case
def dtype_sqrt(): tf.sqrt(tf.constant([1]))
@case
def dtype_log(): tf.log(tf.constant([1]))
@case
def dtype_softmax(): tf.nn.softmax(tf.constant([1]))
@case
def dtype_softmax_ce(): tf.nn.softmax_cross_entropy_with_logits(labels=tf.constant([[1, 0]]), logits=tf.constant([[1, 0]]))
@case
def dtype_sigmoid_ce(): tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.constant([[1, 0]]), logits=tf.constant([[1.0, 0]]))
@case
def dtype_dropout(): tf.nn.dropout(tf.constant([1]), 0.5)
@case
def dtype_bias(): tf.nn.bias_add(tf.zeros([1, 2]), tf.zeros([2], tf.int32))
@case
def dtype_argmax(): tf.argmax(tf.constant(["a"]), 0)
@case
def dtype_cast(): tf.cast(tf.constant(["a"]), tf.float32)
@case
def dtype_range(): tf.range("a")
@case
def dtype_uniform(): tf.random_uniform([2], dtype=tf.int32)
@case
def dtype_normal(): tf.random_normal([2], dtype=tf.int32)
@case
def dtype_truncated(): tf.truncated_normal([2], dtype=tf.int32)
@case
def dtype_multinomial(): tf.multinomial(tf.constant([["a"]]), 1)
@case
def dtype_unknown(): tf.zeros([2], dtype="floaty")
@case
def dtype_unknown2(): tf.as_dtype("floaty")
@case
def dtype_unknown3(): tf.as_dtype(Thing())
@case
def dtype_string_join(): tf.string_join([tf.zeros([1])])
@case
def dtype_in_top_k(): tf.nn.in_top_k(tf.zeros([1, 2], tf.float64), [0], 1)
@case
def dtype_grad(): tf.gradients(tf.constant(1), tf.constant(2))
@case
def dtype_optimizer(): tf.train.GradientDescentOptimizer(0.1).minimize(tf.Variable(1) * 2)
@case
def dtype_dense(): tf.layers.dense(tf.zeros([1, 2], tf.int32), 2)
@case
def constant_dtype(): tf.constant("a", tf.float32)
@case
def constant_dtype_int(): tf.constant(1.5, tf.int32)
@case
def constant_dtype_list(): tf.constant([1, 2.5], tf.int32)
@case
def constant_dtype_nested(): tf.constant([[1, 2], [3, "a"]], tf.int32)
@case
def constant_dtype_string(): tf.constant(1, tf.string)
@case
def constant_dtype_bool(): tf.constant(1, tf.bool)
@case
def constant_dtype_bool2(): tf.constant(True, tf.float32)
@case
def constant_none(): tf.constant(None)
@case
def constant_none_typed(): tf.constant(None, tf.float32)
@case
def constant_none_list(): tf.constant([1.0, None])
@case
def constant_tensor(): tf.constant(tf.zeros([1]), tf.int32)
@case
def constant_object(): tf.constant(Thing())
@case
def constant_object_typed(): tf.constant(Thing(), tf.float32)
@case
def constant_dict(): tf.constant({"a": 1})
@case
def constant_set(): tf.constant({1})
@case
def constant_mixed(): tf.constant([1, "a"])
@case
def constant_mixed2(): tf.constant(["a", 1])
@case
def constant_mixed3(): tf.constant([1.0, True])
@case
def constant_big(): tf.constant(2 ** 40)
@case
def constant_bigger(): tf.constant(2 ** 70)
@case
def constant_uint8(): tf.constant(300, tf.uint8)
@case
def constant_array_int(): tf.constant(np.array([1.5]), tf.int32)
@case
def constant_ragged(): tf.constant([[1, 2], [3]])
@case
def constant_ragged_typed(): tf.constant([[1.0, 2.0], [3.0]], tf.float32)
@case
def constant_ragged_deep(): tf.constant([[1, 2], 3])
@case
def constant_ragged_deep2(): tf.constant([1, [2, 3]])
@case
def constant_shape(): tf.constant([1, 2, 3], shape=[2])
@case
def constant_shape2(): tf.constant([1, 2, 3], shape=[2, 2], verify_shape=True)
@case
def constant_function(): tf.constant(len)
@case
def convert_ragged(): tf.convert_to_tensor([[1, 2], [3]])
@case
def convert_ragged_typed(): tf.convert_to_tensor([[1, 2], [3]], tf.float32)
@case
def convert_ragged_arrays(): tf.convert_to_tensor([np.zeros([2]), np.zeros([3])])
@case
def convert_ragged_tensors(): tf.convert_to_tensor([[tf.zeros([]), 1.0], [2.0]])
@case
def convert_ragged_tensors2(): tf.convert_to_tensor([tf.zeros([2]), tf.zeros([3])])
@case
def convert_mixed_tensors(): tf.convert_to_tensor([tf.zeros([]), tf.zeros([], tf.int32)])
@case
def convert_none(): tf.convert_to_tensor(None)
@case
def convert_none_list(): tf.convert_to_tensor([None, None])
@case
def convert_object(): tf.convert_to_tensor(Thing())
@case
def convert_object_typed(): tf.convert_to_tensor(Thing(), tf.float32)
@case
def convert_object_list(): tf.convert_to_tensor([Thing()])
@case
def convert_dict(): tf.convert_to_tensor({"a": 1})
@case
def convert_function(): tf.convert_to_tensor(len)
@case
def convert_type(): tf.convert_to_tensor(float)
@case
def convert_tensor_dtype(): tf.convert_to_tensor(tf.constant([1.0], name="given"), tf.int32)
@case
def convert_tensor_dtype2(): tf.convert_to_tensor(tf.Variable([1.0], name="given"), tf.int32)
@case
def convert_array_objects(): tf.convert_to_tensor(np.array([1, "a", None], dtype=object))
@case
def convert_string(): tf.convert_to_tensor("a", tf.int32)
@case
def convert_operation(): tf.convert_to_tensor(tf.no_op(name="nothing"))
@case
def convert_optimizer(): tf.convert_to_tensor(tf.train.GradientDescentOptimizer)
@case
def convert_sparse(): tf.convert_to_tensor(tf.SparseTensor([[0]], [1.0], [1]))
@case
def convert_shape(): tf.convert_to_tensor(tf.TensorShape([None, 2]))
@case
def convert_dimension(): tf.convert_to_tensor(tf.Dimension(None))
@case
def convert_in_op(): tf.square(Thing())
@case
def convert_in_op2(): tf.matmul(Thing(), tf.zeros([1, 1]))
@case
def convert_in_op3(): tf.reshape(tf.zeros([2]), [None, 2])
@case
def convert_in_op4(): tf.reshape(tf.zeros([2]), [1.0, 2.0])
@case
def convert_in_op5(): tf.reshape(tf.zeros([2]), "a")
@case
def convert_in_op6(): tf.zeros([None, 2])
@case
def convert_in_op7(): tf.zeros([2.5])
@case
def convert_in_op8(): tf.concat(3, [tf.zeros([1]), tf.zeros([1])])
@case
def convert_in_op9(): tf.concat([tf.zeros([1]), tf.zeros([1])], 0.5)
@case
def convert_in_op10(): tf.fill([2], None)
@case
def convert_in_op11(): tf.reduce_sum(None)
@case
def convert_in_op12(): tf.reduce_mean(tf.zeros([2]), 0.5)
@case
def convert_in_op13(): tf.tile(tf.zeros([2]), [None])
@case
def convert_in_op14(): tf.transpose(tf.zeros([2, 2]), [0, None])
@case
def convert_in_op15(): tf.maximum(0, None)
@case
def convert_in_op17(): tf.random_normal([None, 2])
@case
def convert_in_op18(): tf.square({"a": 1})
@case
def convert_in_op19(): tf.add([[1, 2], [3]], 1)
@case
def sparse_rank(): tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.constant([[1], [2]]), logits=tf.zeros([2, 3]))
@case
def sparse_same(): tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.zeros([2, 3], tf.int32), logits=tf.zeros([2, 3]))
@case
def sparse_shape(): tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.constant([1, 2, 0]), logits=tf.zeros([2, 3]))
@case
def sparse_deep(): tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.zeros([2, 4], tf.int32), logits=tf.zeros([2, 5, 3]))
@case
def sparse_scalar(): tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.constant(1), logits=tf.constant(2.0))
@case
def sparse_float(): tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.zeros([2]), logits=tf.zeros([2, 3]))
@case
def sparse_positional(): tf.nn.sparse_softmax_cross_entropy_with_logits(tf.zeros([2, 3]), tf.constant([1, 2]))
@case
def sparse_no_logits(): tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.constant([1, 2]))
@case
def sparse_none(): tf.nn.sparse_softmax_cross_entropy_with_logits(labels=None, logits=tf.zeros([2, 3]))
@case
def sparse_int_logits(): tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[1, 2], logits=tf.zeros([2, 3], tf.int32))
@case
def sparse_loss(): tf.losses.sparse_softmax_cross_entropy(tf.constant([[1, 2]]), tf.zeros([2, 3]))
@case
def softmax_positional(): tf.nn.softmax_cross_entropy_with_logits(tf.zeros([2, 3]), tf.zeros([2, 3]))
@case
def softmax_loss(): tf.losses.softmax_cross_entropy(tf.zeros([2, 3]), tf.zeros([2, 4]))
@case
def sigmoid_shape(): tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.zeros([2]), logits=tf.zeros([2, 1]))
@case
def sigmoid_positional(): tf.nn.sigmoid_cross_entropy_with_logits(tf.zeros([2]), tf.zeros([2]))
@case
def mse_shape(): tf.losses.mean_squared_error(tf.zeros([2]), tf.zeros([2, 1]))
@case
def mse_weights(): tf.losses.mean_squared_error(tf.zeros([2, 3]), tf.zeros([2, 3]), weights=tf.zeros([4]))
@case
def variable_no_shape(): tf.get_variable("no_shape")
@case
def variable_no_shape2(): tf.get_variable("no_shape2", dtype=tf.int32)
@case
def variable_unknown_shape(): tf.get_variable("unknown_shape", [None, 3])
@case
def variable_initializer_shape(): tf.get_variable("initializer_shape", [2], initializer=tf.zeros([3]))
@case
def variable_constant_shape(): tf.get_variable("constant_shape", [2], initializer=np.zeros([2]))
@case
def variable_bad_initializer(): tf.get_variable("bad_initializer", [2], initializer="zeros")
@case
def variable_initializer_no_shape(): tf.get_variable("initializer_no_shape", initializer=tf.zeros_initializer())
@case
def variable_string(): tf.get_variable("a_string", [2], tf.string)
@case
def variable_dtype():
    tf.get_variable("typed", [2])
    with tf.variable_scope("", reuse=True): tf.get_variable("typed", [2], tf.int32)
@case
def variable_reuse_shape():
    with tf.variable_scope("r", reuse=True): tf.get_variable("x")
@case
def variable_unknown(): tf.Variable(tf.placeholder(tf.float32))
@case
def variable_wrong_dtype(): tf.Variable("a", dtype=tf.float32)
@case
def variable_validate(): tf.Variable(tf.placeholder(tf.float32, [None, 2]))
@case
def variable_item(): tf.Variable([1.0])[0] = 2
@case
def variable_scope_reuse():
    with tf.variable_scope("a", reuse=3): tf.get_variable("x", [1])
@case
def cond_structure(): tf.cond(tf.constant(True), lambda: tf.zeros([2]), lambda: [tf.zeros([2]), tf.zeros([2])])
@case
def cond_types(): tf.cond(tf.constant(True), lambda: tf.zeros([2]), lambda: tf.zeros([2], tf.int32))
@case
def cond_none(): tf.cond(tf.constant(True), lambda: tf.zeros([2]), lambda: None)
@case
def cond_nones(): tf.cond(tf.constant(True), lambda: None, lambda: None)
@case
def cond_dict(): tf.cond(tf.constant(True), lambda: {"a": tf.zeros([2])}, lambda: {"b": tf.zeros([2])})
@case
def cond_tuple(): tf.cond(tf.constant(True), lambda: (tf.zeros([2]),), lambda: [tf.zeros([2])])
@case
def cond_object(): tf.cond(tf.constant(True), lambda: Thing(), lambda: Thing())
@case
def cond_bool(): tf.cond(True, lambda: tf.zeros([1]), lambda: tf.zeros([1]))
@case
def cond_int(): tf.cond(1, lambda: tf.zeros([1]), lambda: tf.zeros([1]))
@case
def cond_float(): tf.cond(tf.constant(1.0), lambda: tf.zeros([1]), lambda: tf.zeros([1]))
@case
def cond_vector(): tf.cond(tf.constant([True]), lambda: tf.zeros([1]), lambda: tf.zeros([1]))
@case
def cond_no_function(): tf.cond(tf.constant(True), tf.zeros([1]), lambda: tf.zeros([1]))
@case
def cond_no_function2(): tf.cond(tf.constant(True), lambda: tf.zeros([1]), tf.zeros([1]))
@case
def cond_missing(): tf.cond(tf.constant(True), lambda: tf.zeros([1]))
@case
def cond_deep(): tf.cond(tf.constant(True), lambda: [tf.zeros([1]), [tf.zeros([1])]], lambda: [[tf.zeros([1])], tf.zeros([1])])
@case
def case_empty(): tf.case([])
@case
def case_types(): tf.case([(tf.constant(True), lambda: tf.zeros([1]))], default=tf.zeros([1]))
@case
def case_pairs(): tf.case([tf.constant(True)])
@case
def loop_structure(): tf.while_loop(lambda i, j: i < 3, lambda i, j: i + 1, [tf.constant(0), tf.constant(0)])
@case
def loop_types(): tf.while_loop(lambda i: i < 3, lambda i: tf.cast(i, tf.float32), [tf.constant(0)])
@case
def loop_empty(): tf.while_loop(lambda: True, lambda: [], [])
@case
def loop_condition(): tf.while_loop(lambda i: i, lambda i: i, [tf.constant(0)])
@case
def loop_no_function(): tf.while_loop(3, lambda i: i, [tf.constant(0)])
for f in cases:
    try: print(f.__name__, "OK", f())
    except Exception as e: print(f.__name__, type(e).__name__, str(e).split("\n\nOriginal stack")[0])
