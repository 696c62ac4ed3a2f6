"""tf.contrib.slim.nets: the graphs of whole classifiers, small images and few classes where they allow it."""


def _nets(tf):
    """The module: TF 1.15 has it after an import of its own."""
    if hasattr(tf, "_face_path"):
        return tf.contrib.slim.nets
    from tensorflow.contrib.slim import nets

    return nets


def _built(tf, build):
    """Only built, in a graph of its own that shares the seed: the variables are too large to be run here."""
    import hashlib

    names = []
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(42)
        net, end_points = build()
        names = ["%s" % op.name for op in graph.get_operations()]
        losses = [t.op.name for t in tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)]
        ends = [key for key in end_points]
    digest = hashlib.sha256("\n".join(names).encode()).hexdigest()
    return {
        "nodes": tf.constant(digest),
        "count": tf.constant(len(names)),
        "losses": tf.constant(losses or ["none"]),
        "ends": tf.constant(ends),
        "net": tf.constant(str(net.shape)),
    }


def _case(tf, module, function, size, scope=None, **arguments):
    net = getattr(_nets(tf), module)
    slim = tf.contrib.slim

    def build():
        images = tf.placeholder(tf.float32, [2, size, size, 3])
        with slim.arg_scope(getattr(net, scope)() if scope else {}):
            return getattr(net, function)(images, **arguments)

    return _built(tf, build)


def vgg_a(tf):
    return _case(tf, "vgg", "vgg_a", 224, "vgg_arg_scope", num_classes=10)


def vgg_16(tf):
    return _case(tf, "vgg", "vgg_16", 224, "vgg_arg_scope", is_training=False)


def vgg_19(tf):
    return _case(tf, "vgg", "vgg_19", 256, "vgg_arg_scope", spatial_squeeze=False, dropout_keep_prob=0.8)


def alexnet_v2(tf):
    return _case(tf, "alexnet", "alexnet_v2", 224, "alexnet_v2_arg_scope", num_classes=5)


def overfeat(tf):
    return _case(tf, "overfeat", "overfeat", 231, "overfeat_arg_scope", num_classes=5)


def resnet_v1_50(tf):
    return _case(tf, "resnet_v1", "resnet_v1_50", 224, "resnet_arg_scope", num_classes=10)


def resnet_v1_50_dilated(tf):
    return _case(tf, "resnet_v1", "resnet_v1_50", 129, "resnet_arg_scope", is_training=False, output_stride=8)


def resnet_v2_50(tf):
    return _case(tf, "resnet_v2", "resnet_v2_50", 224, "resnet_arg_scope", num_classes=10, global_pool=False)


def small_resnet(tf):
    """A little ResNet that runs: two blocks, both versions."""
    import numpy as np

    nets, slim = _nets(tf), tf.contrib.slim
    x = tf.constant(np.random.RandomState(0).rand(2, 33, 33, 3).astype("float32"))
    out = {}
    for version in ("v1", "v2"):
        module = getattr(nets, "resnet_" + version)
        block = getattr(module, "resnet_%s_block" % version)
        blocks = [block("block1", base_depth=1, num_units=2, stride=2), block("block2", 2, 2, 1)]
        with slim.arg_scope(module.resnet_arg_scope()):
            net, ends = getattr(module, "resnet_" + version)(x, blocks, num_classes=3, scope="net_" + version)
        out[version] = net
        out[version + "_p"] = ends["predictions"]
    return out


def impossible_stride(tf):
    nets = _nets(tf)
    nets.resnet_v1.resnet_v1_50(tf.zeros([1, 65, 65, 3]), output_stride=6)
