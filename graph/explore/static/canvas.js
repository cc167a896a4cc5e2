// The picture: vis-network draws it, we say what; physics stays off.
JP.canvasLabel = (node) => { const name = JP.graph.name(node), chars = Array.from(name); return chars.length > 14 ? (/^[\x00-\xff]*$/.test(name) ? chars.slice(0, 22).join("") + (chars.length > 22 ? "…" : "") : chars.slice(0, 13).join("") + "…") : name; };

JP.canvas = (() => {
  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  let said = [], drawn = new Map(), network = null, scene = null, state = null, density = null, hovered = null, moved = false;
  const FONT = '"PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", "Source Han Sans SC", system-ui, sans-serif';
  const tone = () => (JP.dark() ? { ink: "#e6e3da", soft: "#8d919b", line: "#6a707c", faint: "#2b2e35", paper: "#15171b", gold: "#e0bd62", no: "#e08a80" } : { ink: "#22252c", soft: "#7b7f88", line: "#94928a", faint: "#e4e1d8", paper: "#fbfaf6", gold: "#9a7416", no: "#a8443a" });

  // What is drawn of each node, by its number: position and name, type, size, and how it stands to what is chosen.
  const items = new Map(), measured = new Map();
  const SIDES = { below: ["below", "right", "left", "above"], right: ["right"], left: ["left"], above: ["above", "below"] };
  function size(node) { const degree = JP.graph.ready ? JP.graph.degree(node) : (items.get(node) || { degree: 3 }).degree; return 7 + Math.min(13, 2.7 * Math.log2(1 + degree)); }

  const big = (node) => (items.get(node) || { big: size(node) }).big;

  // Drawn by us, so that picture, legend and drawing have the same shapes; names come later, above all nodes.
  function shape({ ctx, id, x, y, state: { hover } }) {
    const item = items.get(id);
    return { drawNode() { if (item) { mark(ctx, item, x, y, hover); } }, nodeDimensions: { width: item ? item.big * 2 : 16, height: item ? item.big * 2 : 16 } };
  }
  function mark(ctx, item, x, y, hover) {
    const look = JP.look(item.type), outline = JP.outline(look.shape), colours = tone(), r = item.big;
    ctx.save();
    ctx.globalAlpha = item.way === "dim" ? 0.18 : 1;
    ctx.beginPath();
    if (outline) { outline.forEach(([px, py], i) => (i ? ctx.lineTo(x + px * r, y + py * r) : ctx.moveTo(x + px * r, y + py * r))); ctx.closePath(); } else { ctx.arc(x, y, r, 0, 2 * Math.PI); }
    ctx.fillStyle = JP.dark() ? look.dark : look.colour;
    ctx.fill();
    ctx.lineWidth = item.way === "chosen" ? 3 : hover ? 2 : 1;
    ctx.strokeStyle = item.way === "chosen" ? colours.gold : hover ? colours.ink : colours.paper;
    ctx.stroke();
    ctx.restore();
  }

  const wide = (label) => { if (!measured.has(label)) { pen.font = "100px " + FONT; measured.set(label, pen.measureText(label).width / 100); } return measured.get(label); };
  // vis-network leaves out what lies outside the window, and learns where a node lies only when it is drawn: so we say it.
  function bound(item) {
    const body = network.body.nodes[item.id];
    if (body) { Object.assign(body.shape.boundingBox, { left: item.x - item.big, right: item.x + item.big, top: item.y - item.big, bottom: item.y + item.big }); Object.assign(body.shape, { width: item.big * 2, height: item.big * 2 }); }
  }
  const pen = document.createElement("canvas").getContext("2d");
  function box(item, x, y, side, em) {
    const w = wide(item.label) * em + 4, h = em * 1.25, r = item.big;
    if (side === "right") { return [x + r + 4, y - h / 2, w, h]; }
    if (side === "left") { return [x - r - 4 - w, y - h / 2, w, h]; }
    return [x - w / 2, side === "above" ? y - r - h - 2 : y + r + 2, w, h];
  }

  // Names, the most important first, wherever they do not cover another one; never smaller than can be read.
  function names(ctx) {
    const scale = network.getScale(), colours = tone(), em = Math.max(12.5, 11 / scale), view = network.getViewPosition(), half = [JP.$("canvas").clientWidth / 2 / scale + 80, JP.$("canvas").clientHeight / 2 / scale + 40], placed = [];
    const rank = { chosen: 0, lit: 1, "": 2 };
    const list = Array.from(items.values()).filter((item) => item.way !== "dim").sort((a, b) => rank[a.way] - rank[b.way] || b.big - a.big || a.id - b.id);
    ctx.save();
    ctx.lineJoin = "round"; ctx.textBaseline = "middle"; ctx.textAlign = "left"; ctx.strokeStyle = colours.paper; ctx.fillStyle = colours.ink;
    // A name covers no other node either, but for those of the greatest.
    const HUBS = 22;
    const cell = 120, marks = new Map(), key = (x, y) => Math.floor(x / cell) + ":" + Math.floor(y / cell);
    items.forEach((item) => { const body = network.body.nodes[item.id]; if (body && item.way !== "dim") { const at = key(body.x, body.y); if (!marks.has(at)) { marks.set(at, []); } marks.get(at).push([body.x, body.y, item.big * 0.8, item.id]); } });
    const covers = (x, y, w, h, own) => { for (let cx = Math.floor((x - 30) / cell); cx <= Math.floor((x + w + 30) / cell); cx += 1) { for (let cy = Math.floor((y - 30) / cell); cy <= Math.floor((y + h + 30) / cell); cy += 1) { for (const [nx, ny, r, id] of marks.get(cx + ":" + cy) || []) { if (id !== own && nx + r > x && nx - r < x + w && ny + r > y && ny - r < y + h) { return true; } } } } return false; };
    for (const [order, item] of list.entries()) {
      const body = network.body.nodes[item.id];
      if (!body || Math.abs(body.x - view.x) > half[0] || Math.abs(body.y - view.y) > half[1]) { continue; }
      const size = item.way === "chosen" ? em * 1.2 : em;
      for (const side of SIDES[item.side]) {
        const [x, y, w, h] = box(item, body.x, body.y, side, size);
        if (side !== item.side && (Math.abs(x + w / 2 - view.x) + w / 2 > half[0] - 80 || Math.abs(y - view.y) > half[1] - 40)) { continue; }
        if (placed.some(([ox, oy, ow, oh]) => x < ox + ow && ox < x + w && y < oy + oh && oy < y + h) || (order >= HUBS && item.way !== "chosen" && covers(x, y, w, h, item.id))) { continue; }
        placed.push([x, y, w, h]);
        ctx.font = (item.way === "chosen" ? "600 " : "") + size + "px " + FONT;
        ctx.lineWidth = size / 4;
        ctx.strokeText(item.label, x + 2, y + h / 2); ctx.fillText(item.label, x + 2, y + h / 2);
        break;
      }
    }
    // What a line says, level, in the middle of it.
    const small = em * 0.82;
    ctx.font = small + "px " + FONT; ctx.fillStyle = colours.soft; ctx.lineWidth = small / 3; ctx.textAlign = "center";
    for (const f of said) {
      const a = network.body.nodes[JP.graph.s[f]], b = network.body.nodes[JP.graph.o[f]], text = JP.relationLabel(JP.graph.relation(f)), w = wide(text) * small + 4;
      if (!a || !b || Math.hypot(a.x - b.x, a.y - b.y) < w + 34) { continue; }
      const x = (a.x + b.x) / 2, y = (a.y + b.y) / 2;
      if (placed.some(([ox, oy, ow, oh]) => x - w / 2 < ox + ow && ox < x + w / 2 && y - small * 0.6 < oy + oh && oy < y + small * 0.6) || covers(x - w / 2, y - small * 0.6, w, small * 1.2, -1)) { continue; }
      placed.push([x - w / 2, y - small * 0.6, w, small * 1.2]);
      ctx.strokeText(text, x, y); ctx.fillText(text, x, y);
    }
    ctx.restore();
  }

  const STRAIGHT = { enabled: false }, BENT = { enabled: true, type: "curvedCW", roundness: 0.32 };
  function edgeStyle(f, way, bent, calm) {
    const colours = tone(), standing = JP.graph.ready ? JP.filter.fact(f) : 1, colour = standing === 3 ? colours.no : way === "lit" ? colours.gold : colours.line;
    return { color: { color: colour, highlight: colours.gold, hover: colours.ink, opacity: way === "dim" ? 0.1 : way === "lit" ? 0.95 : calm ? 0.4 : 0.75 }, dashes: standing === 2 ? [6, 5] : false, arrows: { to: { enabled: !calm && (!JP.graph.ready || !JP.symmetric(JP.graph.relation(f))) } }, width: way === "lit" ? 1.8 : 1.1, smooth: bent ? BENT : STRAIGHT };
  }

  const options = {
    physics: { enabled: false }, layout: { improvedLayout: false }, autoResize: true,
    interaction: { hover: true, hideEdgesOnZoom: false, keyboard: { enabled: false }, multiselect: false, tooltipDelay: 350, selectConnectedEdges: false },
    nodes: { chosen: false }, edges: { chosen: false, arrows: { to: { enabled: true, scaleFactor: 0.42 } }, selectionWidth: 0, hoverWidth: 0.6 },
  };

  // The first paint, from what pyvis put into the page, before anything is unpacked.
  function start(first, links, holder) {
    const degree = new Map();
    for (const { from, to } of links) { degree.set(from, (degree.get(from) || 0) + 1); degree.set(to, (degree.get(to) || 0) + 1); }
    for (const node of first) { items.set(node.id, { id: node.id, type: node.type, label: node.label, way: "", side: "below", degree: degree.get(node.id) || 1, x: node.x, y: node.y }); }
    items.forEach((item) => { item.big = size(item.id); });
    nodes.add(first.map((node) => ({ id: node.id, x: node.x, y: node.y, shape: "custom", ctxRenderer: shape })));
    edges.add(links.map((edge) => ({ id: edge.id, from: edge.from, to: edge.to, ...edgeStyle(edge.id, "", false, true) })));
    network = new vis.Network(holder, { nodes, edges }, options);
    items.forEach(bound);
    network.on("beforeDrawing", under);
    network.on("afterDrawing", over);
    network.on("click", clicked);
    network.on("doubleClick", (event) => { if (event.nodes.length) { JP.act.expand(event.nodes[0]); } });
    network.on("dragStart", (event) => { moved = event.nodes.length > 0; });
    network.on("dragEnd", (event) => { if (moved && event.nodes.length) { const at = network.getPosition(event.nodes[0]); JP.act.pin(event.nodes[0], [Math.round(at.x), Math.round(at.y)]); } });
    network.on("hoverNode", (event) => { hovered = event.node; holder.classList.add("over"); });
    network.on("blurNode", () => { hovered = null; holder.classList.remove("over"); });
    network.on("hoverEdge", () => holder.classList.add("over"));
    network.on("blurEdge", () => holder.classList.remove("over"));
    if (JP.core.density) { const image = new Image(); image.onload = () => { density = image; network.redraw(); }; image.src = JP.core.density.address; }
    fit(false);
    // A panel that opens or a phone that turns changes the room: the picture is fitted to it again.
    let [wide, high] = [holder.clientWidth, holder.clientHeight];
    new ResizeObserver(() => {
      const [w, h] = [holder.clientWidth, holder.clientHeight];
      if (!w || !h || (w === wide && h === high)) { return; }
      [wide, high] = [w, h];
      network.setSize("100%", "100%");
      network.redraw();
      fit(false);
    }).observe(holder);
  }

  function clicked(event) {
    if (event.nodes.length) { JP.act.choose(event.nodes[0]); return; }
    if (event.edges.length) { JP.act.chooseFact(event.edges[0]); return; }
    JP.act.clear();
  }

  function under(ctx) {
    if (density && (!scene || state.base.kind === "home")) { const d = JP.core.density; ctx.save(); ctx.globalAlpha = JP.dark() ? 0.28 : 0.34; ctx.imageSmoothingEnabled = true; ctx.drawImage(density, d.left, d.top, d.width, d.height); ctx.restore(); }
    if (!scene) { return; }
    const colours = tone();
    ctx.save();
    ctx.textAlign = "center"; ctx.fillStyle = colours.gold; ctx.font = `600 ${Math.max(15, 12 / network.getScale())}px ${FONT}`;
    for (const note of scene.notes) { ctx.fillText(note.text, note.x, note.y); }
    ctx.restore();
  }

  // Strokes through negated facts, rings about pinned nodes, and how many neighbours are not shown.
  function over(ctx) {
    names(ctx);
    if (!scene) { return; }
    const colours = tone();
    ctx.save();
    ctx.strokeStyle = colours.no; ctx.lineWidth = 2;
    for (const f of scene.facts) {
      if (JP.filter.fact(f) !== 3) { continue; }
      ctx.globalAlpha = (items.get(JP.graph.s[f]) || {}).way === "dim" || (items.get(JP.graph.o[f]) || {}).way === "dim" ? 0.2 : 1;
      const a = network.body.nodes[JP.graph.s[f]], b = network.body.nodes[JP.graph.o[f]];
      if (!a || !b) { continue; }
      const x = (a.x + b.x) / 2, y = (a.y + b.y) / 2, far = Math.hypot(b.x - a.x, b.y - a.y) || 1, nx = (-(b.y - a.y) / far) * 7, ny = ((b.x - a.x) / far) * 7;
      ctx.beginPath(); ctx.moveTo(x - nx, y - ny); ctx.lineTo(x + nx, y + ny); ctx.stroke();
    }
    ctx.globalAlpha = 1; ctx.strokeStyle = colours.gold; ctx.lineWidth = 1.2;
    for (const id of Object.keys(state.pins)) { const node = network.body.nodes[id]; if (node) { ctx.beginPath(); ctx.arc(node.x, node.y, big(Number(id)) + 5, 0, 2 * Math.PI); ctx.stroke(); } }
    const near = network.getScale() > 1.15 ? scene.nodes : [hovered, state.node].filter((node) => node !== null && node >= 0 && network.body.nodes[node]);
    ctx.font = "600 9.5px " + FONT; ctx.textAlign = "left"; ctx.fillStyle = colours.soft;
    for (const id of near) { const left = scene.hidden.get(id), node = network.body.nodes[id]; if (left && node) { ctx.fillText("+" + left, node.x + big(id) + 2, node.y - big(id) + 3); } }
    ctx.restore();
  }

  function hiddenCounts(found) {
    const inside = new Set(found.nodes), hidden = new Map();
    for (const node of found.nodes) { const out = new Set(); for (const f of JP.graph.facts(node)) { if (JP.filter.on(f) && !inside.has(JP.graph.other(f, node))) { out.add(JP.graph.other(f, node)); } } hidden.set(node, out.size); }
    return hidden;
  }

  function draw(next, found, refit) {
    const G = JP.graph;
    state = next; scene = found;
    scene.hidden = scene.hidden || hiddenCounts(found);
    const shown = new Set(found.nodes), centre = found.centre === next.node && next.fact < 0 ? null : next.fact >= 0 ? new Set([G.s[next.fact], G.o[next.fact]]) : next.node >= 0 && shown.has(next.node) ? new Set([next.node]) : null;
    const lit = new Set(centre || []), litFacts = new Set();
    if (centre) { for (const f of found.facts) { if (next.fact >= 0 ? f === next.fact : G.s[f] === next.node || G.o[f] === next.node) { litFacts.add(f); lit.add(G.s[f]).add(G.o[f]); } } }
    const few = found.facts.length <= 28 && !found.quiet, named = litFacts.size <= 26;
    items.clear();
    for (const id of found.nodes) { const [x, y] = found.at.get(id); items.set(id, { id, type: G.type(id), label: JP.canvasLabel(id), big: found.quiet ? Math.min(9.5, size(id)) : size(id), x, y, side: (found.side && found.side.get(id)) || "below", way: centre ? (centre.has(id) ? "chosen" : lit.has(id) ? "lit" : "dim") : id === found.centre ? "chosen" : "" }); }
    const nodeRows = found.nodes.filter((id) => { const body = network.body.nodes[id], item = items.get(id); return !body || body.x !== item.x || body.y !== item.y; }).map((id) => ({ id, x: items.get(id).x, y: items.get(id).y, title: G.name(id) + " · " + JP.typeLabel(G.finer(id)), shape: "custom", ctxRenderer: shape }));
    // Many lines at once are a ground for the nodes, not something to read: no arrows, and faint.
    const calm = next.base.kind === "home" && found.facts.length > 150;
    // Only lines that look other than before are given anew: that is most of the time.
    const theme = JP.lang + JP.dark(), look = new Map(found.facts.map((f) => [f, [theme, JP.filter.fact(f), centre ? (litFacts.has(f) ? "lit" : "dim") : "", found.quiet && found.at.get(G.s[f])[0] === found.at.get(G.o[f])[0] ? "bent" : "", calm && !litFacts.has(f) ? "calm" : ""]]));
    const edgeRows = found.facts.filter((f) => drawn.get(f) !== look.get(f).join()).map((f) => { const [, , way, bent, still] = look.get(f); return { id: f, from: G.s[f], to: G.o[f], title: JP.relationLabel(G.relation(f)), ...edgeStyle(f, way, bent, still) }; });
    drawn = new Map(found.facts.map((f) => [f, look.get(f).join()]));
    said = found.facts.filter((f) => (centre ? litFacts.has(f) && named : few));
    const facts = new Set(found.facts);
    edges.remove(edges.getIds().filter((id) => !facts.has(id)));
    nodes.remove(nodes.getIds().filter((id) => !shown.has(id)));
    nodes.update(nodeRows);
    edges.update(edgeRows);
    items.forEach(bound);
    network.redraw();
    if (refit) { fit(true); }
  }

  // The whole picture with its names, in the middle of what is free.
  function fit(soft) {
    const holder = JP.$("canvas");
    if (!network || !items.size || !holder.clientWidth) { return; }
    let left, top, right, bottom, scale = 1;
    const take = (x, y, w, h) => { left = Math.min(left, x); top = Math.min(top, y); right = Math.max(right, x + w); bottom = Math.max(bottom, y + h); };
    // Names grow in relation when the picture shrinks: a second round knows by how much.
    for (let round = 0; round < 4; round += 1) {
      [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
      const em = Math.max(13, 11 / scale);
      items.forEach((item) => { take(...box(item, item.x, item.y, item.side, em)); take(item.x - item.big, item.y - item.big, item.big * 2, item.big * 2); });
      if (scene) { scene.notes.forEach((note) => take(note.x - wide(note.text) * 8, note.y - 16, wide(note.text) * 16, 22)); }
      scale = Math.min(1.2, (holder.clientWidth - 36) / (right - left), (holder.clientHeight - 30) / (bottom - top));
    }
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.max(0.04, scale), animation: soft && !calm ? { duration: 320, easingFunction: "easeInOutQuad" } : false });
  }
  function zoom(factor) { network.moveTo({ scale: network.getScale() * factor }); }
  function show(node) {
    const at = scene && scene.at.get(node);
    if (!at) { return; }
    const spot = network.canvasToDOM({ x: at[0], y: at[1] }), holder = JP.$("canvas"), edge = 60;
    if (spot.x < edge || spot.y < edge || spot.x > holder.clientWidth - edge || spot.y > holder.clientHeight - edge) { network.moveTo({ position: { x: at[0], y: at[1] } }); }
  }

  // The next node in the direction of an arrow key.
  function step(from, dx, dy) {
    if (!scene || !scene.nodes.length) { return -1; }
    if (from < 0 || !scene.at.has(from)) { return scene.centre ?? scene.nodes[0]; }
    const [x, y] = scene.at.get(from);
    let best = -1, least = Infinity;
    for (const node of scene.nodes) {
      if (node === from) { continue; }
      const [ox, oy] = scene.at.get(node), along = (ox - x) * dx + (oy - y) * dy, aside = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
      if (along > 0 && along + aside * 2.2 < least) { least = along + aside * 2.2; best = node; }
    }
    return best;
  }

  return { start, draw, fit, zoom, show, step, tone, big, FONT, box, items, scene: () => scene, network: () => network };
})();
