"""The drawing: safe to embed, self-contained, and alive in a browser."""

import html
import json
import re
import shutil
import subprocess

import pytest

from tfgraph_dnn import graph
from tfgraph_dnn.graph.model import Input, Node, assemble

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


def model(rows, **more):
    """A graph of (name, op, inputs) rows."""
    nodes = [Node(at, name, op, dict) for at, (name, op, _) in enumerate(rows)]
    return assemble(nodes, [inputs for _, _, inputs in rows], collections={}, functions={}, source="g.pb", **more)


def embedded(page):
    return json.loads(re.search(r'<script type="application/json" id="graph">(.*?)</script>', page, re.DOTALL)[1])


def seen_by_a_browser(page, tmp_path):
    """The document after its script has run."""
    if CHROMIUM is None:
        pytest.skip("no Chromium to open the page in")
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    more = ("--disable-component-update", "--disable-sync", f"--user-data-dir={tmp_path / 'user'}", "--dump-dom")
    done = subprocess.run([CHROMIUM, *QUIET, *more, path.as_uri()], capture_output=True, timeout=60, check=True)
    return done.stdout.decode()


def test_strange_names_stay_text(tmp_path):
    evil = "a</script><script>document.title='pwned'</script>"
    place = "{{data}}/{{script}}"
    rows = [(evil, "NoOp", []), (place, "Const", []), ("ünï/\u2028x'\"&<b>", "Add", [evil, f"^{place}"])]
    page = model(rows).to_html()
    assert embedded(page)["graphs"][0]["names"] == [name for name, _, _ in rows]
    inside = page.split('id="graph">')[1].split("</script>")[0]
    assert page.count("</script>") == 2 and not set("<>&") & set(inside)
    dom = seen_by_a_browser(page, tmp_path)
    assert "data-ready" in dom and "<title>g.pb</title>" in dom


def test_nothing_is_fetched():
    page = model([("a", "NoOp", [])]).to_html()
    assert "default-src 'none'" in page
    assert set(re.findall(r"https?://[^\s\"']+", page)) <= {"http://www.w3.org/2000/svg"}


def test_a_notebook_shows_it_in_a_frame(tf):
    y = tf.square(tf.placeholder(tf.float32, [], name="x"), name="y")
    run = graph.explain_run(tf.get_default_graph(), y, ["x"])
    frame = run._repr_html_()
    inner = html.unescape(re.search(r'srcdoc="(.*?)"', frame, re.DOTALL)[1])
    assert inner == run.to_html() and "sandbox" in frame


def test_a_run_is_highlighted(tf, tmp_path):
    x = tf.placeholder(tf.float32, [None, 3], name="X")
    with tf.name_scope("dnn"):
        h = tf.layers.dense(x, 4, name="hidden")
    tf.exp(h, name="unused")
    run = graph.explain_run(tf.get_default_graph(), tf.reduce_mean(h, name="mean"), [x])
    dom = seen_by_a_browser(run.to_html(), tmp_path)
    for name, state in (("mean", "runs"), ("unused", "idle"), ("X", "runs")):
        found = re.search(rf'<g class="(box [\w ]+)"(?:(?!<g class="box).)*?<title>{name}\n', dom, re.DOTALL)
        assert found and state in found[1].split(), name
    assert "(3, 4)" in dom and 'class="edge' in dom


def test_a_wide_graph_is_folded_and_says_so(tmp_path):
    rows = [("c", "Const", []), *((f"add_{at}", "Add", ["c"]) for at in range(5000)), ("deep/" * 300 + "x", "NoOp", [])]
    dom = seen_by_a_browser(model(rows).to_html(), tmp_path)
    assert "5,002 operations" in dom and "are folded into" in dom
    assert dom.count('<g class="box') < 400


def test_loops_are_drawn(tf, tmp_path):
    out = tf.while_loop(lambda i: i < 3, lambda i: i + 1, [0], name="loop")
    run = graph.explain_run(tf.get_default_graph(), out)
    dom = seen_by_a_browser(run.to_html(), tmp_path)
    assert "1 while loop" in dom and "flow" in dom and "data-ready" in dom


def test_a_cycle_that_is_no_loop():
    nodes = [Node(0, "a", "Add", dict), Node(1, "b", "Add", dict)]
    nodes[0].data, nodes[1].data = (Input(1, 0),), (Input(0, 0),)
    cyclic = graph.GraphModel(nodes, by_name={node.name: node for node in nodes})
    assert {o.name for o in graph.explain_run(cyclic, "a").operations} == {"a", "b"}
