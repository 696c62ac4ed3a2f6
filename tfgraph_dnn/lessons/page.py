"""A lesson's page: one HTML file with its pictures inside, no script and no network."""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Iterable
from pathlib import Path

from tfgraph_dnn.lessons import blocks
from tfgraph_dnn.lessons.running import Ran
from tfgraph_dnn.version import __version__

_STYLE = Path(__file__).parent / "page.css"


def render(title: str, content: Iterable, ran: Ran) -> str:
    """The page's text.

    Args:
      title: its heading.
      content: the blocks of the lesson.
      ran: the program that ran; it stands whole at the end, with what it printed.
    """
    body = "\n".join(_block(block) for block in content)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html.escape(title)}</title>
<style>
{_STYLE.read_text(encoding="utf-8")}</style>
</head>
<body>
<h1>{html.escape(title)}</h1>
{body}
<h2>The whole program</h2>
<p>It is plain TensorFlow 1.x; it ran in {_duration(ran.seconds)}.</p>
<details><summary>{html.escape(ran.name)}.py</summary>
<pre><code>{html.escape(ran.source)}</code></pre></details>
<details><summary>What it printed</summary>
<pre>{html.escape(ran.printed)}</pre></details>
<footer>tfgraph lesson {html.escape(ran.name)}, tfgraph_dnn {__version__}</footer>
</body>
</html>
"""


def _duration(seconds: float) -> str:
    return "less than a second" if seconds < 1 else f"{seconds:.0f} second{'s' * (round(seconds) != 1)}"


def _block(block) -> str:
    return _WRITERS[type(block)](block)


def _text(block: blocks.Text) -> str:
    return "\n".join(f"<p>{inline(part)}</p>" for part in re.split(r"\n\s*\n", block.text.strip()))


def inline(text: str) -> str:
    """A text with `code` in backticks, as HTML.

    Example:
      >>> inline("run `a < b`")
      'run <code>a &lt; b</code>'
    """
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False))


def _code(block: blocks.Code) -> str:
    caption = f"<figcaption>{inline(block.caption)}</figcaption>" if block.caption else ""
    return f"<figure><pre><code>{html.escape(block.text)}</code></pre>{caption}</figure>"


def _picture(block: blocks.Picture) -> str:
    data = io.BytesIO()
    block.figure.savefig(data, format="png", dpi=120)
    encoded = base64.b64encode(data.getvalue()).decode("ascii")
    alternative = html.escape(block.caption.replace("`", ""), quote=True)
    return (
        f'<figure><img src="data:image/png;base64,{encoded}" alt="{alternative}">'
        f"<figcaption>{inline(block.caption)}</figcaption></figure>"
    )


def _table(block: blocks.Table) -> str:
    head = "".join(f"<th>{inline(str(cell))}</th>" for cell in block.header)
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{inline(_cell(cell))}</td>" for cell in row) + "</tr>" for row in block.rows
    )
    caption = f"<caption>{inline(block.caption)}</caption>" if block.caption else ""
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table>"


def _cell(value) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _papers(block: blocks.Papers) -> str:
    return "<h2>Read</h2>\n<ul>" + "".join(f"<li>{inline(line)}</li>" for line in block.references) + "</ul>"


_WRITERS = {
    blocks.Text: _text,
    blocks.Heading: lambda block: f"<h2>{inline(block.text)}</h2>",
    blocks.Code: _code,
    blocks.Picture: _picture,
    blocks.Table: _table,
    blocks.Papers: _papers,
}
