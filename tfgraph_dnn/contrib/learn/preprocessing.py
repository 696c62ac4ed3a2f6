"""`tf.contrib.learn.preprocessing`: texts to rows of word ids."""

from tfgraph_dnn.datasets.vocabulary import (
    TOKENIZER_RE,
    ByteProcessor,
    CategoricalVocabulary,
    VocabularyProcessor,
    tokenizer,
)

__all__ = ["TOKENIZER_RE", "ByteProcessor", "CategoricalVocabulary", "VocabularyProcessor", "tokenizer"]
