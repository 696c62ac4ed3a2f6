"""Input queues: node parity, seeds of the shuffling ones, what they deliver."""
import numpy as np


def _run(tf, fetches, times=3):
    with tf.Session() as session:
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        out = [session.run(fetches) for _ in range(times)]
        coordinator.request_stop()
        coordinator.join(threads, stop_grace_period_secs=5)
    return out


def string_input(tf):
    queue = tf.train.string_input_producer(["a", "b", "c"], shuffle=False)
    item = queue.dequeue()
    got = [v for v in _run(tf, item, 5)]
    return {"got": tf.constant(got), "noise_bits": tf.random_normal([2])}


def string_input_shuffled(tf):
    queue = tf.train.string_input_producer(["a", "b", "c", "d", "e"], num_epochs=2)
    item = queue.dequeue()
    return {"got": tf.constant(_run(tf, item, 5)), "noise_bits": tf.random_normal([2])}


def string_input_seeded(tf):
    item = tf.train.string_input_producer(["a", "b", "c", "d", "e"], seed=7).dequeue()
    return {"got": tf.constant(_run(tf, item, 10))}


def string_input_empty(tf):
    tf.train.string_input_producer([])


def range_input(tf):
    item = tf.train.range_input_producer(5, shuffle=True, seed=3).dequeue()
    return {"got": tf.constant(_run(tf, item, 10))}


def slice_input(tf):
    data = np.arange(12, dtype=np.float32).reshape(6, 2)
    item = tf.train.slice_input_producer([data, np.arange(6)], shuffle=True)
    got = _run(tf, item, 6)
    return {"rows": tf.constant(np.array([g[0] for g in got])), "ids": tf.constant(np.array([g[1] for g in got]))}


def input_producer(tf):
    item = tf.train.input_producer(tf.constant([[1, 2], [3, 4]]), shuffle=False, num_epochs=1).dequeue()
    return {"got": tf.constant(np.array(_run(tf, item, 2)))}


def batch(tf):
    item = tf.train.range_input_producer(10, shuffle=False).dequeue()
    batch = tf.train.batch([item, item * 2], 3)
    got = _run(tf, batch, 2)
    return {"got": tf.constant(np.array(got)), "noise_bits": tf.random_normal([2])}


def batch_named(tf):
    item = tf.train.range_input_producer(10, shuffle=False).dequeue()
    batch = tf.train.batch({"x": item, "y": tf.cast(item, tf.float32)}, 4, num_threads=1, capacity=10, allow_smaller_final_batch=True,
                           shapes={"x": [], "y": []}, name="b")
    return {"shape": tf.constant([str(batch["x"].shape)]), "noise_bits": tf.random_normal([2])}


def batch_of_many(tf):
    x = tf.ones([2, 3])
    batch = tf.train.batch([x], 4, enqueue_many=True)
    return {"shape": tf.constant(batch.shape.as_list()), "noise_bits": tf.random_normal([2])}


def batch_padded(tf):
    x = tf.placeholder_with_default(np.array([1.0, 2.0], np.float32), [None])
    batch = tf.train.batch([x], 4, dynamic_pad=True)
    return {"shape": tf.constant(str(batch.shape)), "noise_bits": tf.random_normal([2])}


def shuffle_batch(tf):
    item = tf.train.range_input_producer(20, shuffle=False).dequeue()
    batch = tf.train.shuffle_batch([item], 4, capacity=20, min_after_dequeue=5)
    return {"shape": tf.constant(batch.shape.as_list()), "noise_bits": tf.random_normal([2])}


def shuffle_batch_seeded(tf):
    item = tf.constant([1.0, 2.0])
    batch = tf.train.shuffle_batch([item, item], 2, 30, 10, num_threads=2, seed=5, name="sb")
    return {"shape": tf.constant(batch[0].shape.as_list()), "noise_bits": tf.random_normal([2])}


def batch_join(tf):
    a, b = tf.constant(1), tf.constant(2)
    batch = tf.train.batch_join([[a], [b]], 2)
    more = tf.train.shuffle_batch_join([[a], [b]], 2, 20, 5)
    return {"shapes": tf.constant([str(batch.shape), str(more.shape)]), "noise_bits": tf.random_normal([2])}


def maybe_batch(tf):
    batch = tf.train.maybe_batch([tf.constant(1)], tf.constant(True), 2)
    return {"shape": tf.constant(str(batch.shape)), "noise_bits": tf.random_normal([2])}


def limit_epochs(tf):
    x = tf.train.limit_epochs(tf.constant([1, 2]), 2, name="limit")
    return {"x": x}


def by_hand(tf):
    queue = tf.FIFOQueue(10, tf.float32, shapes=[[]], name="q")
    enqueue = queue.enqueue(tf.random_normal([], seed=1))
    tf.train.add_queue_runner(tf.train.QueueRunner(queue, [enqueue] * 2))
    item = queue.dequeue()
    return {"size": queue.size() * 0, "noise_bits": tf.random_normal([2])}


def random_shuffle_queue(tf):
    queue = tf.RandomShuffleQueue(100, 5, [tf.int32], shapes=[[]])
    fill = queue.enqueue_many([tf.range(50)])
    with tf.Session() as session:
        session.run(fill)
        got = [session.run(queue.dequeue()) for _ in range(1)] + [session.run(queue.dequeue_many(10))]
    return {"got_bits": tf.constant(got[1])}


def padding_and_priority_queues(tf):
    tf.PaddingFIFOQueue(10, [tf.int32], shapes=[[None]])
    tf.PriorityQueue(10, [tf.int32], shapes=[[]])
    return {"noise_bits": tf.random_normal([2])}


def reader(tf):
    queue = tf.train.string_input_producer(["/nowhere/a.csv"], num_epochs=1)
    key, value = tf.TextLineReader(skip_header_lines=1).read(queue)
    columns = tf.decode_csv(value, record_defaults=[[0.0], [0.0]])
    batch = tf.train.shuffle_batch([tf.stack(columns)], 2, 10, 2)
    return {"shape": tf.constant(batch.shape.as_list()), "noise_bits": tf.random_normal([2])}


def records(tf):
    queue = tf.train.string_input_producer(["/nowhere/a.tfrecords"])
    _, serialized = tf.TFRecordReader().read(queue)
    features = tf.parse_single_example(serialized, {"x": tf.FixedLenFeature([], tf.string), "y": tf.FixedLenFeature([2], tf.int64)})
    image = tf.decode_raw(features["x"], tf.uint8)
    image.set_shape([784])
    batch = tf.train.shuffle_batch([tf.cast(image, tf.float32) * (1.0 / 255) - 0.5, features["y"]], 2, 10, 2)
    return {"shape": tf.constant(batch[0].shape.as_list()), "noise_bits": tf.random_normal([2])}


def batch_without_capacity(tf):
    tf.train.batch([], 2)


def shuffle_batch_unknown_shape(tf):
    tf.train.shuffle_batch([tf.placeholder(tf.float32)], 2, 10, 2)


def slim_prefetch_queue(tf):
    slim = tf.contrib.slim
    rows, label = tf.train.batch(tf.train.slice_input_producer([np.arange(12.0).reshape(6, 2), np.arange(6)], shuffle=False), 2)
    queue = slim.prefetch_queue.prefetch_queue([rows, label], capacity=2)
    named = slim.prefetch_queue.prefetch_queue({"b": rows, "a": tf.placeholder(tf.float32, [None])}, 4, 2, dynamic_pad=True, name="n")
    shapes = [t.shape.ndims for _, t in sorted(named.dequeue().items())]
    tf.get_collection_ref(tf.GraphKeys.QUEUE_RUNNERS).pop()
    got = _run(tf, queue.dequeue(), 3)
    return {"rows": tf.constant(np.stack([r for r, _ in got])), "labels": tf.constant(np.stack([n for _, n in got])), "shapes": tf.constant(shapes), "noise_bits": tf.random_normal([2])}
