"""tf.contrib.factorization: k-means by batches and at once, with every way to choose the first centers."""
import numpy as np


def _points(tf, rows=24):
    spread = np.sin(np.arange(rows * 2)).reshape(rows, 2) * 0.4 + np.repeat([[0, 0], [4, 4], [0, 6]], rows // 3, 0)
    return tf.placeholder(tf.float32, [None, 2], name="x"), spread.astype("float32")


def _train(tf, clusters=3, **how):
    x, points = _points(tf)
    kmeans = tf.contrib.factorization.KMeans(inputs=x, num_clusters=clusters, **how)
    scores, index, score, initialized, init_op, train_op = kmeans.training_graph()
    fetches = {"scores": scores[0], "index": index[0], "score": score[0], "initialized": initialized}
    return fetches, init_op, train_op, x, points


def _values(tf, **how):
    """What is found after the first centers and three steps, run one by one in a session of its own."""
    with tf.Graph().as_default():
        tf.set_random_seed(42)
        fetches, init_op, train_op, x, points = _train(tf, **how)
        config = tf.ConfigProto(
            inter_op_parallelism_threads=1, intra_op_parallelism_threads=1, use_per_session_threads=True
        )
        with tf.Session(config=config) as session:
            session.run(tf.global_variables_initializer(), {x: points})
            session.run(init_op, {x: points})
            found = []
            for _ in range(3):
                session.run(train_op, {x: points})
                found.append(session.run([fetches["scores"], fetches["index"], fetches["score"]], {x: points}))
            centers = session.run([v for v in tf.global_variables() if v.op.name.startswith("clusters")])
    scores, index, score = (tf.constant(np.stack(values)) for values in zip(*found))
    return {"scores": scores, "index": index, "score": score, "centers": tf.constant(centers[0])}


def _graph(tf, **how):
    _train(tf, **how)
    return {"after_bits": tf.random_normal([3])}


def graph_random(tf):
    return _graph(tf)


def graph_plus_plus(tf):
    return _graph(tf, initial_clusters="kmeans_plus_plus", random_seed=3)


def graph_kmc2(tf):
    return _graph(tf, initial_clusters="kmc2", distance_metric="cosine")


def graph_mini_batch(tf):
    return _graph(tf, use_mini_batch=True, mini_batch_steps_per_iteration=2)


def graph_full_batch(tf):
    return _graph(tf, use_mini_batch=False, distance_metric="cosine")


def graph_given(tf):
    return _graph(tf, initial_clusters=np.array([[0.0, 0.0], [4.0, 4.0], [0.0, 6.0]], "float32"))


def random(tf):
    return _values(tf, random_seed=5)


def plus_plus(tf):
    return _values(tf, initial_clusters="kmeans_plus_plus", random_seed=3, kmeans_plus_plus_num_retries=4)


def kmc2(tf):
    return _values(tf, initial_clusters="kmc2", random_seed=3)


def full_batch(tf):
    return _values(tf, use_mini_batch=False, random_seed=1)


def cosine(tf):
    return _values(tf, distance_metric="cosine", random_seed=9)


def given(tf):
    return _values(tf, initial_clusters=np.array([[0.0, 0.0], [4.0, 4.0], [0.0, 6.0]], "float32"))


def by_function(tf):
    return _values(tf, initial_clusters=lambda inputs, k: inputs[0][:k])


def more_clusters(tf):
    return _values(tf, clusters=20, random_seed=2)


def unknown_initialization(tf):
    tf.contrib.factorization.KMeans(_points(tf)[0], 3, initial_clusters="best")


def unknown_distance(tf):
    tf.contrib.factorization.KMeans(_points(tf)[0], 3, distance_metric="manhattan")
