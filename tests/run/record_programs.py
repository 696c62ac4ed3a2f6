"""Records what TF 1.15.5 prints for programs/*.py; run it with the Python 3.7 that has TF 1.15.5."""

import glob
import json
import os
import subprocess
import sys

import tensorflow as tf

ARGUMENTS = ["--epochs=15", "--learning_rate", "0.6", "left over"]


def main():
    assert tf.__version__ == "1.15.5", "golden output comes from TF 1.15.5, not " + tf.__version__
    here = os.path.dirname(os.path.abspath(__file__))
    for program in sorted(glob.glob(os.path.join(here, "programs", "*.py"))):
        if program.endswith("_data.py"):
            continue
        done = subprocess.run([sys.executable, program] + ARGUMENTS, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        found = {
            "tensorflow": tf.__version__,
            "arguments": ARGUMENTS,
            "status": done.returncode,
            "stdout": done.stdout.decode(),
            "last_error": done.stderr.decode().strip().splitlines(),
        }
        found["last_error"] = [line for line in found["last_error"] if "Error" in line][:1]
        name = os.path.splitext(os.path.basename(program))[0]
        with open(os.path.join(here, "golden", name + ".json"), "w") as file:
            json.dump(found, file, indent=1, sort_keys=True)
            file.write("\n")


if __name__ == "__main__":
    main()
