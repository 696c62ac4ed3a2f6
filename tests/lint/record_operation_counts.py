"""Run with TF 1.15.5: how many operations functions make whose graphs may differ from today's TensorFlow.

    PY tests/lint/record_operation_counts.py

Writes golden/operation_counts.json beside this file. `cases(tf)` is also what the test builds here.
"""

from __future__ import print_function

import json
import os


def cases(tf):
    """Function -> what builds it."""
    images = lambda: tf.ones([1, 16, 16, 1])  # noqa: E731
    sparse = lambda: tf.SparseTensor([[0, 0]], [1], [1, 1])  # noqa: E731
    return {
        "tf.scan": lambda: tf.scan(lambda a, x: a + x, tf.ones([5])),
        "tf.map_fn": lambda: tf.map_fn(lambda x: x * 2, tf.ones([5])),
        "tf.foldl": lambda: tf.foldl(lambda a, x: a + x, tf.ones([5])),
        "tf.image.ssim": lambda: tf.image.ssim(images(), images(), 1.0),
        "tf.image.psnr": lambda: tf.image.psnr(images(), images(), 1.0),
        "tf.image.decode_image": lambda: tf.image.decode_image(tf.constant(b"")),
        "tf.image.resize_image_with_pad": lambda: tf.image.resize_image_with_pad(images(), 4, 4),
        "tf.image.total_variation": lambda: tf.image.total_variation(images()),
        "tf.image.sobel_edges": lambda: tf.image.sobel_edges(images()),
        "tf.linalg.expm": lambda: tf.linalg.expm(tf.ones([2, 2])),
        "tf.linalg.logdet": lambda: tf.linalg.logdet(tf.eye(3)),
        "tf.is_strictly_increasing": lambda: tf.is_strictly_increasing(tf.ones([3])),
        "tf.is_non_decreasing": lambda: tf.is_non_decreasing(tf.ones([3])),
        "tf.histogram_fixed_width": lambda: tf.histogram_fixed_width(tf.ones([3]), [0.0, 1.0]),
        "tf.histogram_fixed_width_bins": lambda: tf.histogram_fixed_width_bins(tf.ones([3]), [0.0, 1.0]),
        "tf.metrics.auc": lambda: tf.metrics.auc(tf.ones([3]), tf.ones([3])),
        "tf.metrics.mean_iou": lambda: tf.metrics.mean_iou(tf.ones([3]), tf.ones([3]), 2),
        "tf.nn.ctc_loss": lambda: tf.nn.ctc_loss(sparse(), tf.ones([4, 1, 5]), [4]),
        "tf.nn.ctc_loss_v2": lambda: tf.nn.ctc_loss_v2(
            tf.ones([2, 3], tf.int64), tf.ones([4, 2, 5]), tf.constant([3, 3]), tf.constant([4, 4])
        ),
        "tf.nn.moments": lambda: tf.nn.moments(tf.ones([3, 3]), [0]),
        "tf.spectral.rfft": lambda: tf.spectral.rfft(tf.ones([8])),
        "tf.spectral.dct": lambda: tf.spectral.dct(tf.ones([8])),
        "tf.contrib.signal.stft": lambda: tf.contrib.signal.stft(tf.ones([80]), 16, 8),
        "tf.einsum": lambda: tf.einsum("ij,jk->ik", tf.ones([2, 3]), tf.ones([3, 2])),
        "tf.boolean_mask": lambda: tf.boolean_mask(tf.ones([3]), [True, False, True]),
        "tf.train.shuffle_batch": lambda: tf.train.shuffle_batch([tf.ones([2])], 2, 10, 2),
    }


def counts(tf):
    """Function -> the number of operations in a graph with nothing else."""
    found = {}
    for name, build in cases(tf).items():
        with tf.Graph().as_default() as graph:
            build()
            found[name] = len(graph.get_operations())
    return found


if __name__ == "__main__":
    import tensorflow

    assert tensorflow.__version__.startswith("1.15"), tensorflow.__version__
    target = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden", "operation_counts.json")
    with open(target, "w") as file:
        json.dump(counts(tensorflow), file, indent=1, sort_keys=True)
        file.write("\n")
