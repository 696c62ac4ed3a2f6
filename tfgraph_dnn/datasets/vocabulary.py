"""Words to ids, as `tf.contrib.learn.preprocessing` counted them: documents in, rows of int64 ids out."""

from __future__ import annotations

import itertools
import pickle
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from tfgraph_dnn.errors import ArgumentError

# Runs of capitals, CamelCase pieces, else words with quotes and dashes inside.
TOKENIZER_RE = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z][a-z]+(?=[A-Z])|[\'\w\-]+", re.UNICODE)


def tokenizer(iterator: Iterable[str]) -> Iterator[list[str]]:
    """Yields the list of tokens of each text."""
    return (TOKENIZER_RE.findall(text) for text in iterator)


class CategoricalVocabulary:
    """Categories and their ids; id 0 is the unknown one. Grows on `get` until it is frozen.

    Example:
      >>> vocabulary = CategoricalVocabulary()
      >>> vocabulary.get("a"), vocabulary.get("b"), vocabulary.get("a")
      (1, 2, 1)
      >>> vocabulary.freeze()
      >>> vocabulary.get("c")
      0
    """

    def __init__(self, unknown_token: str = "<UNK>", support_reverse: bool = True):
        self._unknown_token = unknown_token
        self._support_reverse = support_reverse
        self._mapping = {unknown_token: 0}
        self._reverse_mapping = [unknown_token]
        self._freq: Counter = Counter()
        self._freeze = False

    def __len__(self) -> int:
        return len(self._mapping)

    def freeze(self, freeze: bool = True) -> None:
        """Stops (or lets on) the growth of the vocabulary."""
        self._freeze = freeze

    def get(self, category) -> int:
        """The id of a category; a new one gets the next id, or 0 once the vocabulary is frozen."""
        if category not in self._mapping:
            if self._freeze:
                return 0
            self._mapping[category] = len(self._mapping)
            self._reverse_mapping.append(category)
        return self._mapping[category]

    def add(self, category, count: int = 1) -> None:
        """Counts an occurrence of a category; one that is unknown to a frozen vocabulary is not counted."""
        if self.get(category) > 0:
            self._freq[category] += count

    def trim(self, min_frequency: int, max_frequency: int = -1) -> None:
        """Keeps what was counted more often than `min_frequency` and (unless -1) less often than `max_frequency`.

        Ids are given anew: by falling count, equal counts by name, as TF 1.15 does.
        """
        kept = sorted(self._freq.items(), key=lambda item: (-item[1], isinstance(item[0], str), item[0]))
        kept = [(name, n) for name, n in kept if n > min_frequency and (max_frequency <= 0 or n < max_frequency)]
        self._freq = Counter(dict(kept))
        self._reverse_mapping = [self._unknown_token, *(name for name, _ in kept)]
        self._mapping = {name: index for index, name in enumerate(self._reverse_mapping)}

    def reverse(self, class_id: int):
        """The category of an id.

        Raises:
          ValueError: the vocabulary was made without `support_reverse`.
        """
        if not self._support_reverse:
            raise ArgumentError("this vocabulary was made without support_reverse, so ids cannot be turned back")
        return self._reverse_mapping[class_id]


class VocabularyProcessor:
    """Maps documents to rows of word ids, cut or filled with zeros to one length.

    Example:
      >>> processor = VocabularyProcessor(max_document_length=4)
      >>> [row.tolist() for row in processor.fit_transform(["to be or", "not to be at all"])]
      [[1, 2, 3, 0], [4, 1, 2, 5]]
    """

    def __init__(
        self,
        max_document_length: int,
        min_frequency: int = 0,
        vocabulary: CategoricalVocabulary | None = None,
        tokenizer_fn: Callable[[Iterable[str]], Iterable[list[str]]] | None = None,
    ):
        """Takes the row length, the count that a word must exceed, a vocabulary to start with, and a tokenizer."""
        self.max_document_length = max_document_length
        self.min_frequency = min_frequency
        self.vocabulary_ = vocabulary if vocabulary else CategoricalVocabulary()
        self._tokenizer = tokenizer_fn or tokenizer

    def fit(self, raw_documents: Iterable[str], unused_y=None) -> VocabularyProcessor:
        """Learns the vocabulary, drops rare words when `min_frequency` is set, and freezes it."""
        for tokens in self._tokenizer(raw_documents):
            for token in tokens:
                self.vocabulary_.add(token)
        if self.min_frequency > 0:
            self.vocabulary_.trim(self.min_frequency)
        self.vocabulary_.freeze()
        return self

    def fit_transform(self, raw_documents: Iterable[str], unused_y=None) -> Iterator[np.ndarray]:
        """Learns from the documents, then yields their rows. The documents are gone through twice."""
        raw_documents, again = itertools.tee(raw_documents)
        self.fit(raw_documents)
        return self.transform(again)

    def transform(self, raw_documents: Iterable[str]) -> Iterator[np.ndarray]:
        """Yields one int64 row of `max_document_length` ids for each document."""
        for tokens in self._tokenizer(raw_documents):
            ids = np.zeros(self.max_document_length, np.int64)
            for place, token in enumerate(tokens[: self.max_document_length]):
                ids[place] = self.vocabulary_.get(token)
            yield ids

    def reverse(self, documents: Iterable[Iterable[int]]) -> Iterator[str]:
        """Yields each row as words joined by blanks."""
        for row in documents:
            yield " ".join(self.vocabulary_.reverse(int(word_id)) for word_id in row)

    def save(self, filename: str) -> None:
        """Pickles the processor, as TF 1.15 does."""
        with open(filename, "wb") as file:
            pickle.dump(self, file)

    @classmethod
    def restore(cls, filename: str) -> VocabularyProcessor:
        """Reads what `save` wrote, TF 1.15's files too. Only classes of this module and plain data are made.

        Raises:
          pickle.UnpicklingError: the file asks for anything else.
        """
        with open(filename, "rb") as file:
            return _ProcessorsOnly(file).load()


class _ProcessorsOnly(pickle.Unpickler):
    """A pickle may name any callable; a vocabulary needs these alone."""

    def find_class(self, module: str, name: str):
        ours = {
            "VocabularyProcessor": VocabularyProcessor,
            "CategoricalVocabulary": CategoricalVocabulary,
            "tokenizer": tokenizer,
        }
        if name in ours and ("preprocessing" in module or module == __name__):
            return ours[name]
        plain = {("collections", "Counter"): Counter, ("collections", "defaultdict"): _counting_dict}
        if (module, name) in plain:
            return plain[module, name]
        if name == "int" and module in ("builtins", "__builtin__"):
            return int
        raise pickle.UnpicklingError(f"a vocabulary file does not need {module}.{name}; nothing of it was run")


def _counting_dict(*unused) -> Counter:
    return Counter()


class ByteProcessor:
    """Maps documents to rows of their UTF-8 bytes, cut or filled with zeros to one length (uint8)."""

    def __init__(self, max_document_length: int):
        self.max_document_length = max_document_length

    def fit(self, x) -> ByteProcessor:
        """Nothing to learn."""
        return self

    def fit_transform(self, x) -> Iterator[np.ndarray]:
        """The rows of the documents."""
        return self.transform(x)

    def transform(self, x) -> Iterator[np.ndarray]:
        """Yields one uint8 row for each document (str or bytes)."""
        for document in x:
            encoded = document.encode("utf-8") if isinstance(document, str) else bytes(document)
            row = np.zeros(self.max_document_length, np.uint8)
            cut = encoded[: self.max_document_length]
            row[: len(cut)] = np.frombuffer(cut, np.uint8)
            yield row

    def reverse(self, x) -> Iterator[str]:
        """Yields each row as text, without the zeros at its end."""
        for row in x:
            yield bytes(np.asarray(row, np.uint8)).rstrip(b"\0").decode("utf-8", errors="replace")
