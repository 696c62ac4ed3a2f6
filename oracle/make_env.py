"""Makes the oracle: a Python 3.7 virtual environment with TF 1.15.5, the judge of what a TF 1.x program did.

    python oracle/make_env.py [--python /path/to/python3.7] [--into oracle/.venv]

Looks for Python 3.7 on PATH and among pyenv's versions. Prints the oracle's interpreter at the end; the recording scripts
are run with it, and the tests find it in `oracle/.venv` or where `$TFGRAPH_ORACLE` says.
"""

import argparse
import glob
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
# Newer protobuf and h5py broke TF 1.15 at import or when it saves; NumPy 1.19 broke its shape tuples.
PINS = ["tensorflow==1.15.5", "protobuf<3.21", "numpy<1.19", "h5py<3"]


def candidates():
    """Interpreters that may be Python 3.7, the likeliest first."""
    found = shutil.which("python3.7")
    if found:
        yield found
    pyenv = os.environ.get("PYENV_ROOT") or os.path.join(os.path.expanduser("~"), ".pyenv")
    yield from sorted(glob.glob(os.path.join(pyenv, "versions", "3.7*", "bin", "python")), reverse=True)


def is_python37(interpreter):
    """Whether `interpreter` starts and is 3.7: pyenv's shims are on PATH also where no version stands behind them."""
    try:
        told = subprocess.run(
            [interpreter, "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True, check=False
        )
    except OSError:
        return False
    return told.stdout.split() == ["3", "7"]


def interpreter_of(directory):
    """The interpreter of a virtual environment."""
    parts = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return os.path.join(directory, *parts)


def make(python, directory):
    """Makes the environment and returns its interpreter, after TensorFlow in it has said its version."""
    subprocess.run([python, "-m", "venv", directory], check=True)
    interpreter = interpreter_of(directory)
    pip = [interpreter, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, "--upgrade", "pip<24.1"], check=True)  # venv's own pip is too old for the wheels' tags
    subprocess.run([*pip, *PINS], check=True)
    said = subprocess.run(
        [interpreter, "-c", "import tensorflow as tf; print(tf.__version__)"],
        capture_output=True,
        text=True,
        check=False,
    )
    if said.stdout.strip() != "1.15.5":
        sys.exit(f"TensorFlow was installed but does not start:\n{said.stderr[-2000:]}")
    return interpreter


def main():
    parser = argparse.ArgumentParser(description="Make the Python 3.7 environment with TF 1.15.5.")
    parser.add_argument("--python", help="a Python 3.7 interpreter (default: looked for)")
    parser.add_argument("--into", default=os.path.join(HERE, ".venv"), help="directory (default: oracle/.venv)")
    options = parser.parse_args()
    python = next(filter(is_python37, [options.python] if options.python else candidates()), None)
    if python is None:
        where = options.python or "PATH and pyenv's versions"
        sys.exit(f"no Python 3.7 in {where}; install one (pyenv install 3.7) or name it with --python")
    print(make(python, options.into))


if __name__ == "__main__":
    main()
