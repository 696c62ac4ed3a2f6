"""Run with TF 1.15.5: records what its sessions return and raise, into golden/TOPIC.json.gz."""

import gzip
import json
import os
import sys
import warnings

warnings.filterwarnings("ignore")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow as tf  # noqa: E402

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import observe  # noqa: E402

GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden")


def main():
    if tf.__version__ != "1.15.5":
        sys.exit("golden files come from TF 1.15.5 alone; this is %s" % tf.__version__)
    tf.logging.set_verbosity(tf.logging.FATAL)
    for topic in observe.topics():
        seen = {name: observe.observe(tf, case) for name, case in observe.cases(topic).items()}
        with open(os.path.join(GOLDEN, topic + ".json.gz"), "wb") as raw:
            with gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
                file.write(json.dumps(seen, sort_keys=True, separators=(",", ":")).encode("utf-8"))
        print("%s: %d cases, %d calls" % (topic, len(seen), sum(len(one) for one in seen.values())))


if __name__ == "__main__":
    main()
