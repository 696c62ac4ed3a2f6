"""Records all golden files from TF 1.15.5, or checks that it still says what they say.

    python oracle/record.py [--check] [--oracle PYTHON] [PART[:NAME,NAME...] ...]

Run with the Python of this project; the parts run with the oracle's (see make_env.py): `--oracle`, else
`$TFGRAPH_ORACLE`, else `oracle/.venv`. The digits that programs train on are drawn by `tfgraph_dnn.datasets`, so that
anyone records the same numbers.

NAMEs are topics of `parity` or files of `slides`; without them a part is recorded whole.

With `--check` nothing is written: a copy of the checkout is recorded, each golden file that would come out otherwise is
named, and the exit status is 1 if there is one. Parity cases may differ as much as the tests allow. Checkpoints and the
slides' numbers may differ in their last bits on another processor.
"""

import argparse
import filecmp
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from make_env import interpreter_of  # noqa: E402

DIGITS = "{digits}"
# Part -> the script, its arguments, and the golden files it writes.
PARTS = {
    "names": ("oracle/record_names.py", [], "tfgraph_dnn/symbols/tf115_names.txt.gz"),
    "private_paths": ("oracle/record_private_paths.py", [], "tfgraph_dnn/symbols/tf115_private.txt.gz"),
    "allowed_types": ("oracle/record_allowed_types.py", [], "tfgraph_dnn/symbols/tf115_allowed_types.txt.gz"),
    "parity": ("tests/parity/record.py", [], "tests/parity/golden/*"),
    "sessions": ("tests/sessions/record.py", [], "tests/sessions/golden/*"),
    "slides": ("oracle/record_slides.py", [DIGITS], "tests/slides/golden/*"),
    "lessons": ("oracle/record_lessons.py", [DIGITS], "tests/lessons/golden/*.json"),
    "checkpoints": ("oracle/make_checkpoints.py", [DIGITS], "checkpoints/**/*"),
    "tutorials_mnist": ("tests/datasets/golden/record_tutorials_mnist.py", [], "tests/datasets/golden/*.json"),
    "programs": ("tests/run/record_programs.py", [], "tests/run/golden/*.json"),
    "numpy1": ("tests/run/record_numpy1.py", [], "tests/run/golden/*.gz"),
}
COPIED = ("oracle", "tests", "checkpoints", "legacy_examples", "tfgraph_dnn/symbols", "tfgraph_dnn/lessons/programs")


def oracle_python(named=None):
    """The oracle's interpreter, or None where there is none."""
    path = named or os.environ.get("TFGRAPH_ORACLE") or interpreter_of(str(ROOT / "oracle" / ".venv"))
    return os.path.abspath(path) if os.path.exists(path) else None


def record(python, parts, root=ROOT):
    """Runs the recording scripts of `parts`, a dict of part to names, that lie in `root`."""
    with tempfile.TemporaryDirectory() as digits:
        if any(DIGITS in PARTS[part][1] for part in parts):
            from tfgraph_dnn import datasets

            datasets.write_idx_gz(digits)
        for part, names in parts.items():
            script, arguments, _ = PARTS[part]
            filled = [argument.format(digits=digits) for argument in arguments] + names
            print(f"== {part}: {script}", file=sys.stderr, flush=True)
            directory = (root / script).parent
            environment = dict(os.environ, TF_CPP_MIN_LOG_LEVEL="3")
            environment.pop("PYTHONPATH", None)
            subprocess.run([python, str(root / script), *filled], check=True, cwd=directory, env=environment)


def changed(parts, other, root=ROOT):
    """The golden files of `parts`, relative to `root`, that are not the same in `other`."""
    found = set()
    for part in parts:
        pattern = PARTS[part][2]
        for tree in (root, other):
            found |= {path.relative_to(tree) for path in tree.glob(pattern) if path.is_file()}
    return sorted(str(path) for path in found if not _same(root / path, other / path))


def _same(first, second):
    if not (first.exists() and second.exists()):
        return False
    if first.suffix != ".gz":
        return filecmp.cmp(first, second, shallow=False)
    # Unpacked: zlib's versions pack the same content differently.
    contents = [gzip.decompress(path.read_bytes()) for path in (first, second)]
    if contents[0] == contents[1]:
        return True
    return first.parent.parent.name == "parity" and _same_cases(*map(json.loads, contents))


def _same_cases(first, second):
    from tests.parity.test_parity import compare

    return first.keys() == second.keys() and not any(
        list(compare(first[name], second[name], strict=name.startswith("grad_"))) for name in first
    )


def copied(directory):
    """Copies what the recording scripts read and write."""
    for name in COPIED:
        ignored = shutil.ignore_patterns(".venv", "__pycache__")
        shutil.copytree(ROOT / name, Path(directory) / name, ignore=ignored)
    return Path(directory)


def main():
    parser = argparse.ArgumentParser(description="Record the golden files from TF 1.15.5.")
    parser.add_argument("parts", nargs="*", metavar="PART[:NAME,...]", help="of " + ", ".join(PARTS))
    parser.add_argument("--check", action="store_true", help="write nothing; name the files that would change")
    parser.add_argument("--oracle", help="the oracle's interpreter")
    options = parser.parse_args()
    split = (word.partition(":") for word in options.parts or PARTS)
    parts = {part: names.split(",") if names else [] for part, _, names in split}
    unknown = sorted(set(parts) - set(PARTS))
    if unknown:
        parser.error(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    python = oracle_python(options.oracle)
    if python is None:
        parser.error("no oracle: make one with oracle/make_env.py, or name its interpreter with --oracle")
    if not options.check:
        record(python, parts)
        return 0
    with tempfile.TemporaryDirectory() as directory:
        other = copied(directory)
        record(python, parts, other)
        different = changed(parts, other)
    print("\n".join(different) or "all as recorded")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
