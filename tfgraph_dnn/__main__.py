"""`python -m tfgraph_dnn`: the same as the `tfgraph` command."""

import sys

from tfgraph_dnn.cli import main

if __name__ == "__main__":
    sys.exit(main())
