"use strict";
// One page, three parts: the tree of scopes out of the names; a layered layout of what is open; drawing and listening.
(function () {
  const all = JSON.parse(document.getElementById("graph").textContent);
  // Of several runs the address names the one that is drawn; else it is the one that took most time.
  const longest = all.runs.reduce((best, one, at) => (one.spent || 0) > (all.runs[best].spent || 0) ? at : best, 0);
  const asked = /^#run(\d+)$/.exec(location.hash);
  const runAt = asked && +asked[1] < all.runs.length ? +asked[1] : longest;
  const run = all.runs[runAt] || null;
  const graph = all.graphs[run ? run.graph : 0] || { names: [], ops: [], types: [], edges: [], kinds: {}, told: {}, savers: [], words: [], lists: [], title: "" };
  const MOST_CHILDREN = 60, MOST_VISIBLE = 2200, MOST_AT_FIRST = 48, READABLE = .68;
  const total = graph.names.length;
  const runs = new Uint8Array(total);
  if (run) for (const index of run.order) runs[index] = 1;
  // What is fed does not run, but the run begins there.
  const fed = new Set(run ? run.cut.map((place) => +place.split(":")[0]) : []);
  const fetched = new Set(run ? run.fetched : []);

  // ------------------------------------------------------------------ the tree
  let boxes = 0, series = 0;
  function makeBox(kind, label, path, parent) {
    return { id: boxes++, kind, label, path, parent, children: [], op: -1, own: -1, count: 0, running: 0, begins: 0, open: false };
  }
  const root = makeBox("scope", "", "", null);
  const boxOf = new Array(total);
  function buildTree() {
    const scopes = new Map([["", root]]);
    const scopeAt = (path) => {
      let found = scopes.get(path);
      if (found) return found;
      // Up to a scope that is there, then down: names may be thousands of levels deep.
      const missing = [];
      let at = path;
      while (!scopes.has(at)) { missing.push(at); at = at.includes("/") ? at.slice(0, at.lastIndexOf("/")) : ""; }
      found = scopes.get(at);
      while (missing.length) {
        const next = missing.pop();
        const inner = makeBox("scope", next.slice(found.path ? found.path.length + 1 : 0), next, found);
        found.children.push(inner);
        scopes.set(next, inner);
        found = inner;
      }
      return found;
    };
    for (const name of graph.names) if (name.includes("/")) scopeAt(name.slice(0, name.lastIndexOf("/")));
    graph.names.forEach((name, index) => {
      const own = scopes.get(name);
      const parent = own || scopeAt(name.includes("/") ? name.slice(0, name.lastIndexOf("/")) : "");
      const label = own ? name.slice(name.lastIndexOf("/") + 1) : name.slice(parent.path ? parent.path.length + 1 : 0);
      const box = makeBox("op", label, name, parent);
      box.op = index; box.count = 1; box.running = runs[index]; box.begins = fed.has(index) ? 1 : 0;
      if (own) { own.own = index; parent.children.unshift(box); } else parent.children.push(box);
      boxOf[index] = box;
    });
    for (const scope of scopes.values()) foldWide(scope);
    tally();
  }
  // Too many side by side to be looked at: what is numbered (add, add_1, add_2 ...) goes into one box, then equal shares.
  function foldWide(scope) {
    if (scope.children.length <= MOST_CHILDREN) return;
    const stems = new Map();
    for (const child of scope.children) {
      const stem = (child.kind === "op" ? "o" : "s") + child.label.replace(/_\d+$/, "").replace(/\d+$/, "");
      if (stems.has(stem)) stems.get(stem).push(child); else stems.set(stem, [child]);
    }
    let kept = [];
    for (const [stem, members] of stems) {
      if (members.length < 5) kept.push(...members);
      else kept.push(group(members, stem.slice(1) + "*", scope));
    }
    scope.children = shares(kept, scope);
  }
  function group(members, label, parent) {
    const box = makeBox("series", label, (parent.path ? parent.path + "/" : "") + label, parent);
    box.children = members;
    for (const member of members) member.parent = box;
    box.children = shares(members, box);
    series++;
    return box;
  }
  function shares(members, parent) {
    while (members.length > MOST_CHILDREN) {
      const size = Math.max(MOST_CHILDREN / 2, Math.ceil(members.length / MOST_CHILDREN));
      const next = [];
      for (let at = 0; at < members.length; at += size) {
        const part = members.slice(at, at + size);
        if (part.length === 1) { next.push(part[0]); continue; }
        const box = makeBox("series", part[0].label + " \u2026 " + part[part.length - 1].label, parent.path, parent);
        series++;
        box.children = part;
        for (const member of part) member.parent = box;
        if (part.length > MOST_CHILDREN) box.children = shares(part, box);
        next.push(box);
      }
      members = next;
    }
    return members;
  }
  const byDepth = [];
  const first = [], last = [], opsInOrder = new Int32Array(total);
  function tally() {
    // Without recursion, for the same reason as above; operations below a box are neighbours in `opsInOrder`.
    let position = 0;
    const stack = [[root, 0]];
    while (stack.length) {
      const top = stack[stack.length - 1], box = top[0];
      if (top[1] === 0) { first[box.id] = position; byDepth.push(box); if (box.op >= 0) opsInOrder[position++] = box.op; }
      if (top[1] < box.children.length) stack.push([box.children[top[1]++], 0]);
      else {
        last[box.id] = position;
        if (box.parent) { box.parent.count += box.count; box.parent.running += box.running; box.parent.begins += box.begins; }
        stack.pop();
      }
    }
    for (const box of byDepth) box.depth = box.parent ? box.parent.depth + 1 : 0;
  }

  // ------------------------------------------------------------------ what is seen
  let onlyRun = false;
  const active = (box) => box.running || box.begins;
  const shownChildren = (box) => onlyRun ? box.children.filter(active) : box.children;
  const representative = new Int32Array(total);
  const boxById = [];
  function visibleBoxes() {
    const seen = [], stack = [root];
    representative.fill(-1);
    while (stack.length) {
      const box = stack.pop();
      if (box !== root) seen.push(box);
      if (box.open || box === root) { const inner = shownChildren(box); for (let at = inner.length; at--;) stack.push(inner[at]); }
      else for (let at = first[box.id]; at < last[box.id]; at++) representative[opsInOrder[at]] = box.id;
    }
    return seen;
  }
  function visibleEdges() {
    const found = new Map(), flat = graph.edges;
    for (let at = 0; at < flat.length; at += 3) {
      const a = representative[flat[at]], b = representative[flat[at + 1]];
      if (a < 0 || b < 0 || a === b) continue;
      const key = a * boxes + b;
      let edge = found.get(key);
      if (!edge) found.set(key, edge = { a: boxById[a], b: boxById[b], data: 0, control: 0, running: 0 });
      const control = flat[at + 2] < 0;
      if (control) edge.control++; else edge.data++;
      if (run && runs[flat[at + 1]] && (runs[flat[at]] || (fed.has(flat[at]) && cut.has(flat[at] + ":" + flat[at + 2])))) edge.running++;
    }
    return [...found.values()];
  }
  const cut = new Set(run ? run.cut : []);
  function bringTogether(edge) {
    let a = edge.a, b = edge.b;
    const up = [], down = [];
    while (a.depth > b.depth) { up.push(a); a = a.parent; }
    while (b.depth > a.depth) { down.push(b); b = b.parent; }
    while (a.parent !== b.parent) { up.push(a); down.push(b); a = a.parent; b = b.parent; }
    edge.up = up; edge.down = down; edge.left = a; edge.right = b;
    return a.parent;
  }

  // ------------------------------------------------------------------ layout
  const LINE = 22, PAD = 16, GAP_X = 22, GAP_Y = 34;
  const isVariable = (box) => box.own >= 0 && graph.kinds[box.own] === "variable";
  function closedSize(box) {
    const text = boxText(box);
    box.w = Math.max(34, Math.ceil(text[0].length * 6.5 + (box.children.length ? 34 : 18)), text[1] ? text[1].length * 5.9 + (box.children.length ? 38 : 18) : 0);
    box.h = text[1] ? 36 : LINE;
  }
  function shorten(text, most) { return text.length <= most ? text : text.slice(0, most / 2 - 1) + "\u2026" + text.slice(1 - most / 2); }
  function boxText(box) {
    const label = shorten(box.label, 34);
    if (box.op >= 0) {
      const shape = graph.told[box.op];
      return [label, shape ? shape : ""];
    }
    if (isVariable(box)) return [label, graph.told[box.own] || ""];
    const many = box.count.toLocaleString("en");
    return [label, run && box.running !== box.count ? box.running.toLocaleString("en") + " of " + many + " run" : many + (box.count > 1 ? " operations" : " operation")];
  }
  function layout(box, edges) {
    const items = shownChildren(box);
    for (const item of items) { if (item.open) continue; closedSize(item); }
    const neighbours = new Map();
    for (const edge of edges) {
      for (const [one, other] of [[edge.left, edge.right], [edge.right, edge.left]]) {
        if (!neighbours.has(one)) neighbours.set(one, new Set());
        neighbours.get(one).add(other);
      }
    }
    const set = new Set(items.filter((item) => isAside(item, neighbours.get(item), items.length)));
    const flowing = [], lone = [];
    for (const item of items) {
      item.aside = set.has(item);
      if (item.aside) continue;
      const linked = [...(neighbours.get(item) || [])].some((other) => !set.has(other));
      (linked ? flowing : lone).push(item);
    }
    const main = layers(flowing, edges.filter((edge) => !set.has(edge.left) && !set.has(edge.right)));
    let width = main.w, height = main.h;
    const side = [...lone, ...set];
    if (side.length) {
      const alone = !flowing.length;
      const room = alone ? Math.max(500, Math.sqrt(side.reduce((sum, i) => sum + (i.w + GAP_X) * (i.h + 14), 0)) * 1.5) : Math.max(320, width * .35);
      let x = 0, y = 0, row = 0, wide = 0;
      const left = alone ? 0 : width + 40;
      for (const item of side) {
        if (x && x + item.w > room) { x = 0; y += row + 14; row = 0; }
        item.x = left + x; item.y = y;
        x += item.w + GAP_X; row = Math.max(row, item.h); wide = Math.max(wide, x - GAP_X);
      }
      width = left + wide; height = Math.max(height, y + row);
    }
    const title = boxText(box)[0].length * 6.6 + 150;
    if (box !== root) {
      for (const item of items) { item.x += PAD; item.y += PAD + LINE; }
      for (const edge of edges) for (const point of edge.bends || []) { point[0] += PAD; point[1] += PAD + LINE; }
      const spare = Math.max(0, title - (width + 2 * PAD)) / 2;
      if (spare) {
        for (const item of items) item.x += spare;
        for (const edge of edges) for (const point of edge.bends || []) point[0] += spare;
      }
      width = Math.max(title, width + 2 * PAD); height += 2 * PAD + LINE;
    }
    box.w = width; box.h = height;
  }
  // Set aside, their edges drawn only when they are chosen: what everything hangs on and tells nothing (init, save).
  function isAside(item, near, all) {
    const degree = near ? near.size : 0;
    if (degree < 3 || item.open || (item.op >= 0 && fetched.has(item.op))) return false;
    if (run && !active(item)) return true;
    if (item.op >= 0 && graph.types[graph.ops[item.op]] === "NoOp" && !run) return true;
    return graph.savers.some((op) => representative[op] === item.id) || degree > Math.max(24, all * .8);
  }
  function layers(items, edges) {
    if (!items.length) return { w: 0, h: 0 };
    const nodes = items.map((item, at) => ({ item, w: item.w, h: item.h, at, rank: 0, in: [], out: [] }));
    const nodeOf = new Map(nodes.map((node) => [node.item, node]));
    const links = [], pairs = new Map();
    for (const edge of edges) {
      edge.bends = null;
      const key = edge.left.id * boxes + edge.right.id;
      if (pairs.has(key)) { pairs.get(key).edges.push(edge); continue; }
      const link = { from: nodeOf.get(edge.left), to: nodeOf.get(edge.right), edges: [edge], turned: closesLoop(edge) };
      pairs.set(key, link); links.push(link); link.from.out.push(link);
    }
    turnCycles(nodes);
    for (const node of nodes) node.in = [], node.out = [];
    for (const link of links) {
      if (link.turned) [link.from, link.to] = [link.to, link.from];
      link.from.out.push(link); link.to.in.push(link);
    }
    rankAll(nodes);
    const rows = [];
    const put = (node) => { (rows[node.rank] = rows[node.rank] || []).push(node); };
    nodes.forEach(put);
    let spare = 4000;
    for (const link of links) {
      link.chain = [link.from];
      const span = link.to.rank - link.from.rank;
      if (span > 1 && (spare -= span) > 0) {
        for (let rank = link.from.rank + 1; rank < link.to.rank; rank++) {
          const bend = { item: null, w: 6, h: 0, rank, in: [], out: [] };
          put(bend); link.chain.push(bend);
        }
      }
      link.chain.push(link.to);
    }
    for (const row of rows) for (const node of row) node.near = [[], []];
    for (const link of links) for (let at = 1; at < link.chain.length; at++) {
      link.chain[at].near[0].push(link.chain[at - 1]); link.chain[at - 1].near[1].push(link.chain[at]);
    }
    order(rows);
    const size = place(rows);
    for (const link of links) {
      let bends = link.chain.slice(1, -1).map((node) => [node.x + node.w / 2, node.y + node.h / 2]);
      if (link.turned) bends = bends.reverse();
      for (const edge of link.edges) { edge.bends = bends.map((point) => point.slice()); edge.turned = link.turned; }
    }
    for (const node of nodes) { node.item.x = node.x; node.item.y = node.y; }
    return size;
  }
  // A loop goes round by this edge; the others of it are drawn downwards.
  function closesLoop(edge) { return edge.left.op >= 0 && /^(Ref)?NextIteration$/.test(graph.types[graph.ops[edge.left.op]]); }
  function turnCycles(nodes) {
    const state = new Map();
    for (const start of nodes) {
      if (state.has(start)) continue;
      const stack = [[start, 0]];
      state.set(start, 1);
      while (stack.length) {
        const top = stack[stack.length - 1];
        if (top[1] >= top[0].out.length) { state.set(top[0], 2); stack.pop(); continue; }
        const link = top[0].out[top[1]++];
        if (link.turned) continue;
        if (state.get(link.to) === 1) link.turned = true;
        else if (!state.has(link.to)) { state.set(link.to, 1); stack.push([link.to, 0]); }
      }
    }
  }
  function rankAll(nodes) {
    const waiting = new Map(nodes.map((node) => [node, node.in.length]));
    const ready = nodes.filter((node) => !node.in.length), sorted = [];
    while (ready.length) {
      const node = ready.shift();
      sorted.push(node);
      for (const link of node.out) {
        link.to.rank = Math.max(link.to.rank, node.rank + 1);
        waiting.set(link.to, waiting.get(link.to) - 1);
        if (!waiting.get(link.to)) ready.push(link.to);
      }
    }
    // What nothing leads to (constants, variables) goes close to what takes it.
    for (const node of sorted.reverse()) {
      if (node.out.length && !node.in.length) node.rank = Math.min(...node.out.map((link) => link.to.rank)) - 1;
    }
    const used = [...new Set(nodes.map((node) => node.rank))].sort((a, b) => a - b);
    const dense = new Map(used.map((rank, at) => [rank, at]));
    for (const node of nodes) node.rank = dense.get(node.rank);
  }
  function order(rows) {
    for (const row of rows) row.forEach((node, at) => { node.pos = at; });
    const work = rows.reduce((sum, row) => sum + row.length, 0);
    const sweeps = work > 3000 ? 4 : 12;
    let best = Infinity, kept = null;
    for (let sweep = 0; sweep < sweeps; sweep++) {
      const down = sweep % 2 === 0;
      for (let at = down ? 1 : rows.length - 2; down ? at < rows.length : at >= 0; at += down ? 1 : -1) {
        for (const node of rows[at]) {
          const near = node.near[down ? 0 : 1];
          node.key = near.length ? near.reduce((sum, other) => sum + other.pos, 0) / near.length : node.pos;
        }
        rows[at].sort((a, b) => a.key - b.key);
        rows[at].forEach((node, pos) => { node.pos = pos; });
      }
      if (work > 1500) continue;
      const crossed = crossings(rows);
      if (crossed < best) { best = crossed; kept = rows.map((row) => row.slice()); }
    }
    if (kept) kept.forEach((row, at) => { rows[at] = row; row.forEach((node, pos) => { node.pos = pos; }); });
  }
  function crossings(rows) {
    let sum = 0;
    for (let at = 1; at < rows.length; at++) {
      const ends = [];
      for (const node of rows[at - 1]) for (const other of node.near[1].map((n) => n.pos).sort((a, b) => a - b)) ends.push(other);
      const tree = new Int32Array(rows[at].length + 1);
      for (let i = ends.length - 1; i >= 0; i--) {
        for (let k = ends[i]; k > 0; k -= k & -k) sum += tree[k];
        for (let k = ends[i] + 1; k < tree.length; k += k & -k) tree[k]++;
      }
    }
    return sum;
  }
  function place(rows) {
    for (const row of rows) { let x = 0; for (const node of row) { node.x = x; x += node.w + GAP_X; } }
    const centre = (node) => node.x + node.w / 2;
    for (let pass = 0; pass < 8; pass++) {
      const down = pass % 2 === 0;
      for (let step = 0; step < rows.length; step++) {
        const row = rows[down ? step : rows.length - 1 - step];
        for (const node of row) {
          const near = pass > 5 ? [...node.near[0], ...node.near[1]] : node.near[down ? 0 : 1];
          node.want = near.length ? near.reduce((sum, other) => sum + centre(other), 0) / near.length - node.w / 2 : node.x;
          node.pull = node.item ? 1 : 3;
        }
        settle(row);
      }
    }
    let least = Infinity, w = 0, y = 0;
    for (const row of rows) for (const node of row) least = Math.min(least, node.x);
    rows.forEach((row, at) => {
      const h = Math.max(...row.map((node) => node.h), 4);
      for (const node of row) { node.x -= least; node.y = y + (h - node.h) / 2; w = Math.max(w, node.x + node.w); }
      const busy = row.reduce((sum, node) => sum + node.near[1].length, 0);
      y += h + (at < rows.length - 1 ? GAP_Y + Math.min(50, busy) : 0);
    });
    return { w, h: y };
  }
  // As near as can be to where each wants to be, in order and without touching: pools of neighbours that pull together.
  function settle(row) {
    const pools = [];
    let offset = 0;
    for (const node of row) {
      pools.push({ sum: (node.want - offset) * node.pull, weight: node.pull, nodes: [[node, offset]] });
      offset += node.w + (node.item ? GAP_X : 8);
      while (pools.length > 1) {
        const a = pools[pools.length - 2], b = pools[pools.length - 1];
        if (a.sum / a.weight <= b.sum / b.weight) break;
        a.sum += b.sum; a.weight += b.weight; for (const entry of b.nodes) a.nodes.push(entry);
        pools.pop();
      }
    }
    for (const pool of pools) for (const [node, at] of pool.nodes) node.x = pool.sum / pool.weight + at;
  }

  // ------------------------------------------------------------------ drawing
  const NS = "http://www.w3.org/2000/svg";
  const stage = document.getElementById("stage"), world = document.getElementById("world");
  const boxLayer = document.getElementById("boxes"), edgeLayer = document.getElementById("edges"), front = document.getElementById("front");
  let drawnEdges = [], elementOf = new Map(), chosen = null;
  function make(name, attributes, parent) {
    const element = document.createElementNS(NS, name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    if (parent) parent.appendChild(element);
    return element;
  }
  function draw() {
    const seen = visibleBoxes(), edges = visibleEdges();
    const inside = new Map([[root, []]]);
    for (const edge of edges) {
      edge.bends = null; edge.turned = false;
      const container = bringTogether(edge);
      if (!inside.has(container)) inside.set(container, []);
      inside.get(container).push(edge);
    }
    const open = seen.filter((box) => box.open).sort((a, b) => b.depth - a.depth);
    for (const box of [...open, root]) layout(box, inside.get(box) || []);
    root.ax = 0; root.ay = 0;
    for (const box of seen) { box.ax = box.parent.ax + box.x; box.ay = box.parent.ay + box.y; }
    boxLayer.replaceChildren(); edgeLayer.replaceChildren(); front.replaceChildren();
    elementOf = new Map();
    for (const box of seen) drawBox(box, box.open ? boxLayer : front);
    drawnEdges = edges;
    for (const edge of edges) {
      edge.element = null;
      edge.hidden = edge.left.aside || edge.right.aside;
      if (!edge.hidden) drawEdge(edge);
    }
    markChosen();
    const most = seen.length > MOST_VISIBLE * .9 ? " Close some scopes before you open more." : "";
    note(fold() + most);
  }
  function fold() {
    if (!series) return "";
    return total.toLocaleString("en") + " operations; where too many stand side by side, those of one name are folded into " +
      series.toLocaleString("en") + " dashed boxes. Double-click or + opens one.";
  }
  function classes(box) {
    const names = ["box"];
    if (box.op >= 0) names.push(graph.kinds[box.op] || "op"); else names.push(isVariable(box) ? "variable" : box.kind);
    if (box.open) names.push("open");
    if (run) names.push(active(box) ? "runs" : "idle");
    if (box.op >= 0 && fetched.has(box.op)) names.push("fetched");
    return names.join(" ");
  }
  function drawBox(box, layer) {
    const g = make("g", { class: classes(box), transform: "translate(" + box.ax + "," + box.ay + ")" }, layer);
    g.box = box; elementOf.set(box, g);
    const text = boxText(box), hasInside = box.children.length > 0;
    const round = box.op >= 0 ? (graph.kinds[box.op] === "const" ? 4 : 11) : 5;
    make("rect", { width: box.w, height: box.h, rx: box.open ? 8 : round }, g);
    const line = make("text", box.open ? { x: 26, y: 16 } : { x: (box.w + (hasInside ? 14 : 0)) / 2, y: text[1] ? 15 : 15, "text-anchor": "middle" }, g);
    line.textContent = text[0];
    if (text[1]) {
      const more = make("text", box.open ? { x: box.w - 10, y: 16, "text-anchor": "end", class: "count" } : { x: (box.w + (hasInside ? 14 : 0)) / 2, y: 29, "text-anchor": "middle", class: "count" }, g);
      more.textContent = text[1];
    }
    if (hasInside) {
      const handle = make("g", { class: "toggle" }, g);
      const y = box.open ? 12 : box.h / 2;
      make("circle", { cx: 13, cy: y, r: 6, class: "handle" }, handle);
      make("path", { d: "M10," + y + "h6" + (box.open ? "" : "M13," + (y - 3) + "v6"), class: "sign" }, handle);
    }
    const title = make("title", {}, g);
    title.textContent = box.op >= 0 ? box.path + "\n" + graph.types[graph.ops[box.op]] : box.path;
    if (run && run.times) {
      const time = timeOf(box);
      if (time && !box.open) make("rect", { class: "heat", x: 4, y: box.h - 3.5, height: 2.5, rx: 1, width: Math.max(1, (box.w - 8) * time / slowest) }, g);
    }
  }
  function timeOf(box) {
    if (box.time === undefined) {
      box.time = 0;
      for (let at = first[box.id]; at < last[box.id]; at++) box.time += run.times[opsInOrder[at]] || 0;
    }
    return box.time;
  }
  const slowest = run && run.times ? Math.max(1e-9, ...Object.values(run.times)) * 3 : 1;
  function drawEdge(edge) {
    const back = edge.turned;
    const a = edge.a, b = edge.b, points = [];
    const startY = back ? 0 : 1;
    points.push([a.ax + a.w / 2, a.ay + (back ? 0 : a.h)]);
    for (const box of edge.up) {
      const p = box.parent;
      points.push([clamp(points[points.length - 1][0], p.ax + 12, p.ax + p.w - 12), p.ay + p.h * startY]);
    }
    const container = edge.left.parent;
    for (const bend of edge.bends || []) points.push([container.ax + bend[0], container.ay + bend[1]]);
    const tail = [[b.ax + b.w / 2, b.ay + (back ? b.h : 0)]];
    for (const box of edge.down) {
      const p = box.parent;
      tail.push([clamp(tail[tail.length - 1][0], p.ax + 12, p.ax + p.w - 12), p.ay + p.h * (1 - startY)]);
    }
    points.push(...tail.reverse());
    const thick = Math.min(4.5, 1 + Math.log10(edge.data + edge.control) * 1.4) + (edge.running ? .5 : 0);
    const names = ["edge"];
    if (!edge.data) names.push("control");
    if (edge.running) names.push("runs");
    edge.element = make("path", { class: names.join(" "), d: curve(points), "stroke-width": thick.toFixed(1), "marker-end": "url(#tip)" }, edgeLayer);
  }
  function clamp(value, low, high) { return Math.max(low, Math.min(high, value)); }
  function curve(points) {
    let d = "M" + points[0][0].toFixed(1) + "," + points[0][1].toFixed(1);
    for (let at = 1; at < points.length; at++) {
      const [x0, y0] = points[at - 1], [x1, y1] = points[at];
      const pull = Math.abs(y1 - y0) * .45 * Math.sign(y1 - y0 || 1);
      d += "C" + x0.toFixed(1) + "," + (y0 + pull).toFixed(1) + " " + x1.toFixed(1) + "," + (y1 - pull).toFixed(1) + " " + x1.toFixed(1) + "," + y1.toFixed(1);
    }
    return d;
  }

  // ------------------------------------------------------------------ view
  let scale = 1, dx = 0, dy = 0, fitted = false;
  function look() { fitted = false; world.setAttribute("transform", "translate(" + dx + "," + dy + ") scale(" + scale + ")"); }
  function fit() {
    const size = stage.getBoundingClientRect();
    scale = clamp(Math.min((size.width - 40) / Math.max(1, root.w), (size.height - 50) / Math.max(1, root.h)), .02, 1.25);
    dx = (size.width - root.w * scale) / 2; dy = Math.max(14, (size.height - root.h * scale) / 2 - 8);
    look();
    fitted = true;
  }
  function zoom(factor, x, y) {
    const next = clamp(scale * factor, .01, 6);
    dx = x - (x - dx) * next / scale; dy = y - (y - dy) * next / scale; scale = next;
    look();
  }
  function centreOn(box) {
    const size = stage.getBoundingClientRect();
    if (scale < .5) scale = .8;
    dx = size.width / 2 - (box.ax + box.w / 2) * scale; dy = size.height / 2 - (box.ay + Math.min(box.h, 200) / 2) * scale;
    look();
  }
  function visibleCount() {
    let count = 0;
    const stack = [root];
    while (stack.length) { const box = stack.pop(); const inner = shownChildren(box); count += inner.length; for (const child of inner) if (child.open) stack.push(child); }
    return count;
  }
  function toggle(box) {
    if (!box.children.length) return;
    if (!box.open && visibleCount() + shownChildren(box).length > MOST_VISIBLE) {
      note("Not opened: " + MOST_VISIBLE.toLocaleString("en") + " boxes would be seen at once. Close some first.");
      return;
    }
    const x = box.ax * scale + dx, y = box.ay * scale + dy;
    box.open = !box.open;
    draw();
    dx = x - box.ax * scale; dy = y - box.ay * scale;
    look();
  }
  function openMore(most) {
    // Level by level, small scopes before large ones, those that run first; never more than can be looked at.
    let count = visibleCount();
    const opened = [];
    for (;;) {
      const ready = visibleBoxes().filter((box) => !box.open && box.kind === "scope" && box.children.length && !isVariable(box) && (!run || box.running))
        .sort((a, b) => a.depth - b.depth || shownChildren(a).length - shownChildren(b).length);
      const box = ready.find((one) => count + shownChildren(one).length <= most);
      if (!box) return opened;
      box.open = true; opened.push(box);
      count += shownChildren(box).length;
    }
  }
  // As much open as can still be read when all of it is seen.
  function openAtFirst() {
    const opened = openMore(MOST_AT_FIRST);
    let few = 0, many = opened.length;
    while (few < many) {
      const middle = Math.ceil((few + many) / 2);
      opened.forEach((box, at) => { box.open = at < middle; });
      draw(); fit();
      if (scale >= READABLE) few = middle; else many = middle - 1;
    }
    opened.forEach((box, at) => { box.open = at < few; });
    draw(); fit();
  }
  function reveal(index) {
    for (let box = boxOf[index].parent; box && box !== root; box = box.parent) box.open = true;
    if (onlyRun && !runs[index]) { onlyRun = false; document.getElementById("only").checked = false; }
    draw(); choose(boxOf[index]); centreOn(boxOf[index]);
  }
  function choose(box) { chosen = box; markChosen(); tellChosen(); }
  function markChosen() {
    for (const element of document.querySelectorAll(".chosen")) element.classList.remove("chosen");
    for (const edge of drawnEdges) {
      const lit = chosen && (within(edge.a, chosen) || within(edge.b, chosen)) && !(within(edge.a, chosen) && within(edge.b, chosen));
      if (lit && !edge.element) drawEdge(edge);
      if (edge.element) {
        edge.element.classList.toggle("lit", !!lit);
        if (!lit && edge.hidden) { edge.element.remove(); edge.element = null; }
      }
    }
    if (chosen && elementOf.has(chosen)) elementOf.get(chosen).classList.add("chosen");
  }
  function within(box, outer) { for (; box; box = box.parent) if (box === outer) return true; return false; }

  // ------------------------------------------------------------------ words
  const told = document.getElementById("told"), selected = document.getElementById("selected");
  function say(parent, name, text, kind) {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (kind) element.className = kind;
    parent.appendChild(element);
    return element;
  }
  function link(parent, index, text) {
    const a = say(parent, "a", text || graph.names[index]);
    a.addEventListener("click", () => reveal(index));
    return a;
  }
  function list(parent, title, entries, fill, most) {
    if (!entries.length) return;
    say(parent, "h2", title + " (" + entries.length.toLocaleString("en") + ")");
    const ul = say(parent, "ul");
    const show = (from, to) => { for (const entry of entries.slice(from, to)) fill(say(ul, "li"), entry); };
    show(0, most);
    if (entries.length > most) {
      const more = say(parent, "a", "show " + (entries.length - most).toLocaleString("en") + " more");
      more.addEventListener("click", () => { show(most, most + 2000); more.remove(); });
    }
  }
  function tellGraph() {
    for (const [kind, text] of (run || graph).words) say(told, kind === "title" ? "h2" : "p", text, kind === "title" ? "" : kind);
    for (const section of (run || graph).lists) {
      list(told, section.title, section.entries, (li, [index, text, kind]) => {
        link(li, index);
        if (text) say(li, "span", " " + text, kind || "soft");
      }, 12);
      if (section.after) say(told, "p", section.after, "soft");
    }
  }
  function tellChosen() {
    selected.replaceChildren();
    if (!chosen) return;
    say(selected, "h2", chosen.path || chosen.label);
    const index = chosen.op;
    if (index < 0) {
      say(selected, "p", chosen.count.toLocaleString("en") + " operations" + (run ? ", " + chosen.running.toLocaleString("en") + " of them run" : "") +
        (run && run.times ? "; " + microseconds(timeOf(chosen)) : ""));
      return;
    }
    say(selected, "p", graph.types[graph.ops[index]] + (graph.told[index] ? "  " + graph.told[index] : ""));
    if (run) tellWhy(index);
    const takes = [], gives = [], flat = graph.edges;
    for (let at = 0; at < flat.length; at += 3) {
      if (flat[at + 1] === index) takes.push([flat[at], flat[at + 2]]);
      if (flat[at] === index) gives.push([flat[at + 1], flat[at + 2]]);
    }
    const fill = (li, [other, output]) => { link(li, other); say(li, "span", output < 0 ? " control edge" : output ? " output " + output : "", "soft"); };
    list(selected, "takes", takes, fill, 8);
    list(selected, "goes to", gives, fill, 8);
  }
  function tellWhy(index) {
    if (!runs[index]) {
      say(selected, "p", fed.has(index) ? "is fed: the run begins here" : "does not run: no fetch needs it", fed.has(index) ? "" : "bad");
      return;
    }
    if (run.times && run.times[index] !== undefined) say(selected, "p", "took " + microseconds(run.times[index]));
    if (run.removed && run.removed.includes(index)) say(selected, "p", "folded, fused or pruned before the run (by grappler)", "soft");
    const ul = say(selected, "ul", undefined, "path");
    let steps = 0;
    for (let at = index; at >= 0; at = run.via[at][0]) {
      const li = say(ul, "li");
      if (at === index) say(li, "span", "runs, since "); else link(li, at);
      const kind = run.via[at][1];
      say(li, "span", kind === "fetch" ? (at === index ? "it is fetched" : " which is fetched") : kind === "data" ? (at === index ? "its result goes to" : " whose result goes to") : (at === index ? "it is waited for by" : " which is waited for by"), "soft");
      if (++steps > 60) { say(ul, "li", "and so on", "soft"); break; }
    }
  }
  function microseconds(value) { return value < 1000 ? value.toFixed(0) + " \u00b5s" : (value / 1000).toFixed(2) + " ms"; }
  function note(text) { document.getElementById("note").textContent = text; }
  function legend() {
    const entries = [["box scope", "scope, closed"], ["box op", "operation"], ["box variable", "variable"], ["box placeholder", "placeholder"], ["box writer", "writes a variable"], ["box random", "random"], ["box flow", "control flow"]];
    const holder = document.getElementById("legend");
    const lines = [];
    if (run) { entries.splice(0, 2, ["box scope runs", "runs"], ["box idle", "does not run"]); holder.classList.add("ran"); }
    for (const [names, text] of entries) lines.push([(svg) => make("rect", { x: 3, y: 2, width: 28, height: 10, rx: 4 }, make("g", { class: names }, svg)), text]);
    for (const [names, text] of [["edge runs", "data"], ["edge control runs", "control: waits only"]])
      lines.push([(svg) => make("path", { class: names, d: "M2,7H32", "stroke-width": 1.6 }, svg), text]);
    if (run && run.times) lines.push([(svg) => make("rect", { class: "heat", x: 3, y: 6, width: 22, height: 3 }, svg), "time taken"]);
    for (const [fill, text] of lines) { const row = say(holder, "div"); const svg = make("svg", {}, row); fill(svg); say(row, "span", text); }
  }

  // ------------------------------------------------------------------ listening
  function listen() {
    let from = null, moved = false;
    stage.addEventListener("pointerdown", (event) => { if (event.button === 0) { from = [event.clientX - dx, event.clientY - dy]; moved = false; } });
    window.addEventListener("pointermove", (event) => {
      if (!from) return;
      const x = event.clientX - from[0], y = event.clientY - from[1];
      if (!moved && Math.hypot(x - dx, y - dy) < 4) return;
      moved = true; dx = x; dy = y; stage.classList.add("dragging"); look();
    });
    window.addEventListener("pointerup", () => { from = null; stage.classList.remove("dragging"); });
    stage.addEventListener("wheel", (event) => {
      event.preventDefault();
      const size = stage.getBoundingClientRect();
      zoom(Math.exp(-event.deltaY * (event.deltaMode ? .05 : .0016)), event.clientX - size.left, event.clientY - size.top);
    }, { passive: false });
    const boxAt = (event) => { const g = event.target.closest && event.target.closest("g.box"); return g ? g.box : null; };
    stage.addEventListener("click", (event) => {
      if (moved) return;
      const box = boxAt(event);
      if (box && event.target.closest(".toggle")) { toggle(box); return; }
      if (event.target.closest("svg")) choose(box);
    });
    stage.addEventListener("dblclick", (event) => { const box = boxAt(event); if (box && !event.target.closest(".toggle")) toggle(box); });
    document.getElementById("fit").addEventListener("click", fit);
    document.getElementById("fold").addEventListener("click", () => { for (const box of byDepth) box.open = false; draw(); fit(); });
    document.getElementById("unfold").addEventListener("click", () => {
      const opened = openMore(Math.min(MOST_VISIBLE, visibleCount() * 2 + 20));
      draw(); fit();
      if (!opened.length) note("Nothing more to open that could still be looked at." );
    });
    const only = document.getElementById("only");
    if (!run) document.getElementById("only-label").remove();
    else only.addEventListener("change", () => { onlyRun = only.checked; draw(); fit(); });
    const search = document.getElementById("search"), hits = document.getElementById("hits");
    let found = [], at = 0;
    search.addEventListener("input", () => {
      const wanted = search.value.toLowerCase();
      found = []; at = 0;
      if (wanted) for (let index = 0; index < total; index++) if (graph.names[index].toLowerCase().includes(wanted)) found.push(index);
      found.sort((a, b) => graph.names[a].length - graph.names[b].length);
      hits.textContent = wanted ? found.length.toLocaleString("en") + " found" + (found.length ? ", Enter shows" : "") : "";
    });
    search.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && found.length) { reveal(found[at % found.length]); hits.textContent = (at % found.length + 1) + " of " + found.length; at++; }
    });
    window.addEventListener("keydown", (event) => {
      if (event.target === search) { if (event.key === "Escape") search.blur(); return; }
      if (event.key === "/") { event.preventDefault(); search.focus(); }
      else if (event.key === "f") fit();
      else if (event.key === "Escape") choose(null);
    });
    // A notebook gives its frames their size late; a view that somebody chose is left alone.
    new ResizeObserver(() => { if (fitted) fit(); }).observe(stage);
  }

  document.getElementById("title").textContent = run ? all.title || graph.title : graph.title;
  const choice = document.getElementById("runs");
  if (all.runs.length < 2) choice.remove();
  else {
    all.runs.forEach((one, at) => { const option = say(choice, "option", one.name); option.value = at; option.selected = at === runAt; });
    choice.addEventListener("change", () => { location.hash = "run" + choice.value; location.reload(); });
  }
  buildTree();
  for (const box of byDepth) boxById[box.id] = box;
  if (run) { stage.classList.add("ran"); world.classList.add("ran"); }
  openAtFirst();
  tellGraph(); legend(); listen();
  if (!total) note("The graph is empty.");
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
})();
