"""What parity cases ask beside values. Works on Python 3.7 with TF 1.15.5 and with the face."""

import importlib


def is_refused(kind, phrase, call):
    """Whether `call` raises `kind` with `phrase` in its message."""
    try:
        call()
    except kind as error:
        return phrase in str(error)
    return False


def refusal(call, *cuts):
    """What `call` raises, with its message up to the first of `cuts`; "nothing" where it raises nothing."""
    try:
        call()
    except Exception as error:
        said = str(error)
        for cut in cuts:
            said = said.split(cut)[0]
        return f"{type(error).__name__}: {said}"
    return "nothing"


def private_module(tf, path):
    """The private module at an import path: of the face, where `tf` is the face."""
    if not hasattr(tf, "_face_path"):
        return importlib.import_module(path)
    from tfgraph_dnn.v1 import face

    return face.module(path)


def one_thread(tf):
    """Settings under which the order of assignments and reads is the same each time."""
    return tf.ConfigProto(inter_op_parallelism_threads=1, intra_op_parallelism_threads=1, use_per_session_threads=True)
