"""k-means as a graph: `tf.contrib.factorization.KMeans`.

TensorFlow still has its kernels and, unseen, its graph; that graph is taken and built of TF 1.15's operations.
"""

from __future__ import annotations

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn._backend.rebinding import rebound_class
from tfgraph_dnn.ops import assertions, rebound

RANDOM_INIT = "random"
KMEANS_PLUS_PLUS_INIT = "kmeans_plus_plus"
SQUARED_EUCLIDEAN_DISTANCE = "squared_euclidean"
COSINE_DISTANCE = "cosine"

_OURS = {
    **rebound.OURS,
    tf1.assert_equal: assertions.assert_equal,
    tf1.assert_greater_equal: assertions.assert_greater_equal,
    tf1.assert_positive: assertions.assert_positive,
    # TF 1.15 started the variables from a constant, and gave the kernels the seed as it came.
    tf1.placeholder_with_default: lambda value, shape: tf1.constant(value, tf1.float32),
    private.get_seed: lambda seed: (seed, None),
}
_Theirs = rebound_class(private.KMeans, _OURS)


class KMeans(_Theirs):
    """k-means clustering, full-batch or mini-batch; as `tf.contrib.factorization.KMeans`.

    Mini-batch k-means is that of Sculley, "Web-scale k-means clustering", WWW 2010; initial centers may be chosen by
    k-means++ (Arthur and Vassilvitskii, SODA 2007).

    Args:
      inputs: a tensor of shape (rows, dimensions) and dtype float32, or a list of such tensors.
      num_clusters: how many clusters; an integer or a tensor.
      initial_clusters: "random", "kmeans_plus_plus" or "kmc2", an array of centers, or a function of `inputs` and the
        number of clusters that returns centers.
      distance_metric: "squared_euclidean" or "cosine".
      use_mini_batch: update the centers from each batch, else once `inputs` have all been seen.
      mini_batch_steps_per_iteration: steps between two updates of the centers that are compared with.
      random_seed: of the choice of initial centers.
      kmeans_plus_plus_num_retries: candidates drawn for each center of k-means++.
      kmc2_chain_length: length of the Markov chains of k-MC2.

    Raises:
      ValueError: an unknown way to choose centers, or an unknown distance.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Graph().as_default(), tf.Session() as session:
      ...     points = tf.constant([[0.0], [1.0], [10.0], [11.0]])
      ...     kmeans = tf.contrib.factorization.KMeans(points, 2, initial_clusters=[[0.0], [10.0]])
      ...     scores, index, score, initialized, init_op, train_op = kmeans.training_graph()
      ...     session.run(tf.global_variables_initializer())
      ...     session.run(init_op)
      ...     _ = session.run(train_op)
      ...     print(session.run(index)[0].tolist())
      [0, 0, 1, 1]
    """
