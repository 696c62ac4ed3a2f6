"""tf.contrib.learn.preprocessing, read_data_sets' fake data: what they give, handed over as constants."""
import os
import tempfile

import numpy as np

DOCS = ["Hello world it's a TEST-case of ABCdef", "hello again a world a a Test", "x y", ""]


def _rows(tf, rows):
    return {"ids": tf.constant(np.array(list(rows)))}


def vocabulary_grows_then_freezes(tf):
    processor = tf.contrib.learn.preprocessing.VocabularyProcessor(5)
    first = list(processor.fit_transform(DOCS))
    later = list(processor.transform(["never seen a world", "of of of of of of of"]))
    return _rows(tf, first + later)


def vocabulary_trimmed(tf):
    learn = tf.contrib.learn
    processor = learn.preprocessing.VocabularyProcessor(6, min_frequency=1)
    rows = list(processor.fit_transform(DOCS))
    made = _rows(tf, rows)
    made["words"] = tf.constant(list(processor.reverse(rows)))
    made["size"] = tf.constant(len(processor.vocabulary_))
    return made


def vocabulary_ties_by_name(tf):
    vocabulary = tf.contrib.learn.preprocessing.CategoricalVocabulary()
    for word in "delta beta alpha beta gamma alpha epsilon epsilon epsilon".split():
        vocabulary.add(word)
    vocabulary.trim(0, max_frequency=3)
    return {"words": tf.constant([vocabulary.reverse(i) for i in range(len(vocabulary))])}


def vocabulary_own_tokenizer(tf):
    processor = tf.contrib.learn.preprocessing.VocabularyProcessor(3, tokenizer_fn=lambda it: (list(t) for t in it))
    return _rows(tf, processor.fit_transform(["abc", "cab", "zz"]))


def vocabulary_saved_and_restored(tf):
    cls = tf.contrib.learn.preprocessing.VocabularyProcessor
    processor = cls(4)
    list(processor.fit_transform(DOCS))
    path = os.path.join(tempfile.mkdtemp(), "vocab")
    processor.save(path)
    return _rows(tf, cls.restore(path).transform(DOCS[::-1]))


def no_reverse(tf):
    vocabulary = tf.contrib.learn.preprocessing.CategoricalVocabulary(support_reverse=False)
    vocabulary.reverse(0)


def bytes_to_rows(tf):
    return _rows(tf, tf.contrib.learn.preprocessing.ByteProcessor(8).transform(["abc", "a longer text", u"\xe9"]))


def mode_keys(tf):
    keys = tf.contrib.learn.ModeKeys
    return {"keys": tf.constant([keys.TRAIN, keys.EVAL, keys.INFER])}


def projector_file(tf):
    projector = tf.contrib.tensorboard.plugins.projector
    config = projector.ProjectorConfig()
    embedding = config.embeddings.add()
    embedding.tensor_name = "emb"
    embedding.metadata_path = "meta.tsv"
    embedding.sprite.image_path = "sprite.png"
    embedding.sprite.single_image_dim.extend([28, 28])
    folder = tempfile.mkdtemp()
    projector.visualize_embeddings(tf.summary.FileWriter(folder), config)
    with open(os.path.join(folder, "projector_config.pbtxt")) as file:
        return {"text": tf.constant(file.read())}
