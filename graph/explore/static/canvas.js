// The picture: vis-network draws it, we say what; physics stays off.
JP.canvasLabel = (node) => { const name = JP.graph.name(node), chars = Array.from(name); return chars.length > 14 ? (/^[\x00-\xff]*$/.test(name) ? chars.slice(0, 22).join("") + (chars.length > 22 ? "…" : "") : chars.slice(0, 13).join("") + "…") : name; };

JP.canvas = (() => {
  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  let network = null, scene = null, state = null, density = null, hovered = null, moved = false;
  const FONT = '"PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", "Source Han Sans SC", system-ui, sans-serif';
  const tone = () => (JP.dark() ? { ink: "#e6e3da", soft: "#8d919b", line: "#565b66", faint: "#2b2e35", paper: "#15171b", gold: "#e0bd62", no: "#e08a80" } : { ink: "#22252c", soft: "#7b7f88", line: "#a9a79f", faint: "#e4e1d8", paper: "#fbfaf6", gold: "#9a7416", no: "#a8443a" });

  const SHAPE = { box: "square" };
  function size(node) { return 7 + Math.min(15, 3.2 * Math.log2(1 + (JP.graph.ready ? JP.graph.degree(node) : 3))); }

  function nodeStyle(id, type, label, way) {
    const look = JP.look(type), colours = tone(), own = JP.dark() ? look.dark : look.colour, dim = way === "dim", big = size(id);
    return {
      shape: look.shape === "box" ? "custom" : SHAPE[look.shape] || look.shape, ctxRenderer: look.shape === "box" ? sheet : undefined, size: big, opacity: dim ? 0.16 : 1, label: dim ? " " : label, borderWidth: way === "chosen" ? 3 : 1,
      color: { background: own, border: way === "chosen" ? colours.gold : colours.paper, highlight: { background: own, border: colours.gold }, hover: { background: own, border: colours.ink } },
      font: { face: FONT, size: way === "chosen" ? 16 : 10.5 + Math.min(4.5, big / 4.5), color: colours.ink, strokeWidth: 3, strokeColor: colours.paper, vadjust: -3, bold: false },
    };
  }

  // A policy document is drawn as a sheet of paper.
  function sheet({ ctx, x, y, state: { selected, hover }, style, label }) {
    const big = style.size;
    return {
      drawNode() {
        ctx.save();
        ctx.globalAlpha = style.opacity === undefined ? 1 : style.opacity;
        ctx.fillStyle = style.color; ctx.strokeStyle = style.borderColor; ctx.lineWidth = selected || hover ? 2.5 : 1;
        ctx.beginPath(); ctx.rect(x - big * 0.72, y - big * 0.95, big * 1.44, big * 1.9); ctx.fill(); ctx.stroke();
        ctx.restore();
        const name = style.title || label;
        if (name && name.trim()) { ctx.save(); ctx.font = "11.5px " + FONT; ctx.textAlign = "center"; ctx.lineWidth = 3; ctx.lineJoin = "round"; ctx.strokeStyle = tone().paper; ctx.fillStyle = tone().ink; ctx.strokeText(name, x, y + big + 13); ctx.fillText(name, x, y + big + 13); ctx.restore(); }
      },
      nodeDimensions: { width: big * 1.44, height: big * 1.9 },
    };
  }

  function edgeStyle(f, way, label) {
    const colours = tone(), standing = JP.graph.ready ? JP.filter.fact(f) : 1, colour = standing === 3 ? colours.no : way === "lit" ? colours.gold : colours.line;
    return {
      color: { color: colour, highlight: colours.gold, hover: colours.ink, opacity: way === "dim" ? 0.08 : way === "lit" ? 0.95 : 0.55 }, dashes: standing === 2 ? [6, 5] : false, width: way === "lit" ? 1.8 : 1.1, label: label || "",
      font: { face: FONT, size: 10.5, color: colours.soft, strokeWidth: 3, strokeColor: colours.paper, align: "middle" },
    };
  }

  const options = {
    physics: { enabled: false }, layout: { improvedLayout: false }, autoResize: true,
    interaction: { hover: true, hideEdgesOnZoom: false, keyboard: { enabled: false }, multiselect: false, tooltipDelay: 350, selectConnectedEdges: false },
    nodes: { chosen: false }, edges: { smooth: false, chosen: false, arrows: { to: { enabled: true, scaleFactor: 0.42 } }, selectionWidth: 0, hoverWidth: 0.6 },
  };

  // The first paint, from what pyvis put into the page, before anything is unpacked.
  function start(first, links, holder) {
    nodes.add(first.map((node) => ({ id: node.id, x: node.x, y: node.y, ...nodeStyle(node.id, node.type, node.label) })));
    edges.add(links.map((edge) => ({ id: edge.id, from: edge.from, to: edge.to, ...edgeStyle(edge.id) })));
    network = new vis.Network(holder, { nodes, edges }, options);
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
    ctx.textAlign = "center"; ctx.fillStyle = colours.gold; ctx.font = "600 15px " + FONT;
    for (const note of scene.notes) { ctx.fillText(note.text, note.x, note.y); }
    ctx.restore();
  }

  // Strokes through negated facts, rings about pinned nodes, and how many neighbours are not shown.
  function over(ctx) {
    if (!scene || !network) { return; }
    const colours = tone();
    ctx.save();
    ctx.strokeStyle = colours.no; ctx.lineWidth = 2;
    for (const f of scene.facts) {
      if (JP.filter.fact(f) !== 3) { continue; }
      const a = network.body.nodes[JP.graph.s[f]], b = network.body.nodes[JP.graph.o[f]];
      if (!a || !b) { continue; }
      const x = (a.x + b.x) / 2, y = (a.y + b.y) / 2, far = Math.hypot(b.x - a.x, b.y - a.y) || 1, nx = (-(b.y - a.y) / far) * 7, ny = ((b.x - a.x) / far) * 7;
      ctx.beginPath(); ctx.moveTo(x - nx, y - ny); ctx.lineTo(x + nx, y + ny); ctx.stroke();
    }
    ctx.strokeStyle = colours.gold; ctx.lineWidth = 1.2;
    for (const id of Object.keys(state.pins)) { const node = network.body.nodes[id]; if (node) { ctx.beginPath(); ctx.arc(node.x, node.y, size(Number(id)) + 5, 0, 7); ctx.stroke(); } }
    const near = network.getScale() > 1.15 ? scene.nodes : [hovered, state.node].filter((node) => node !== null && node >= 0 && network.body.nodes[node]);
    ctx.font = "600 9.5px " + FONT; ctx.textAlign = "left"; ctx.fillStyle = colours.soft;
    for (const id of near) { const left = scene.hidden.get(id), node = network.body.nodes[id]; if (left && node) { ctx.fillText("+" + left, node.x + size(id) + 2, node.y - size(id) + 3); } }
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
    const shown = new Set(found.nodes), centre = next.fact >= 0 ? new Set([G.s[next.fact], G.o[next.fact]]) : next.node >= 0 && shown.has(next.node) ? new Set([next.node]) : null;
    const lit = new Set(centre || []), litFacts = new Set();
    if (centre) { for (const f of found.facts) { if (next.fact >= 0 ? f === next.fact : G.s[f] === next.node || G.o[f] === next.node) { litFacts.add(f); lit.add(G.s[f]).add(G.o[f]); } } }
    const few = found.facts.length <= 28, named = litFacts.size <= 26;
    const nodeRows = found.nodes.map((id) => { const [x, y] = found.at.get(id); const way = centre ? (centre.has(id) ? "chosen" : lit.has(id) ? "" : "dim") : ""; return { id, x, y, title: G.name(id) + " · " + JP.typeLabel(G.finer(id)), ...nodeStyle(id, G.type(id), JP.canvasLabel(id), way) }; });
    const edgeRows = found.facts.map((f) => { const way = centre ? (litFacts.has(f) ? "lit" : "dim") : ""; return { id: f, from: G.s[f], to: G.o[f], title: JP.relationLabel(G.relation(f)), ...edgeStyle(f, way, (way === "lit" && named) || (few && !way) ? JP.relationLabel(G.relation(f)) : "") }; });
    const facts = new Set(found.facts);
    edges.remove(edges.getIds().filter((id) => !facts.has(id)));
    nodes.remove(nodes.getIds().filter((id) => !shown.has(id)));
    nodes.update(nodeRows);
    edges.update(edgeRows);
    if (refit) { fit(true); }
  }

  function fit(soft) { if (network) { network.fit({ minZoomLevel: 0.05, maxZoomLevel: 1.35, animation: soft && !matchMedia("(prefers-reduced-motion: reduce)").matches ? { duration: 320, easingFunction: "easeInOutQuad" } : false }); } }
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

  return { start, draw, fit, zoom, show, step, tone, size, FONT, scene: () => scene, network: () => network };
})();
