"""Run with TF 1.15.5: records what it does in the parity cases, into golden/TOPIC.json.gz.

    python3.7 tests/parity/record.py [TOPIC ...]
"""

import gzip
import json
import os
import sys
import warnings

warnings.filterwarnings("ignore")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow as tf  # noqa: E402

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
from tests.parity import observe  # noqa: E402

GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden")


def main(topics):
    if tf.__version__ != "1.15.5":
        sys.exit("golden files come from TF 1.15.5 alone; this is %s" % tf.__version__)
    tf.logging.set_verbosity(tf.logging.ERROR)
    os.makedirs(GOLDEN, exist_ok=True)
    for topic in topics or observe.topics():
        seen = {name: observe.observe(tf, case) for name, case in observe.cases(topic).items()}
        with open(os.path.join(GOLDEN, topic + ".json.gz"), "wb") as raw:
            with gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
                file.write(json.dumps(seen, sort_keys=True, separators=(",", ":")).encode("utf-8"))
        failed = [name for name, got in seen.items() if "error" in got or "run_error" in got]
        print("%s: %d cases%s" % (topic, len(seen), ", raising: " + ", ".join(failed) if failed else ""))


if __name__ == "__main__":
    main(sys.argv[1:])
