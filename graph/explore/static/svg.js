// The picture as a drawing: the same shapes, strokes and names, and a PNG made from it at twice the size.
JP.svgPicture = (() => {
  const G = JP.graph;

  function draw() {
    const scene = JP.canvas.scene(), tone = JP.canvas.tone(), places = Array.from(scene.at.entries()).filter(([node]) => scene.nodes.includes(node));
    const xs = places.map((item) => item[1][0]), ys = places.map((item) => item[1][1]), pad = 110, foot = 46;
    const left = Math.min(...xs) - pad, top = Math.min(...ys) - pad, wide = Math.max(...xs) - left + pad, high = Math.max(...ys) - top + pad + foot;
    const picture = JP.svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `${left} ${top} ${wide} ${high}`, width: Math.round(wide), height: Math.round(high), "font-family": JP.canvas.FONT });
    picture.append(JP.svg("title", {}, scene.title), JP.svg("rect", { x: left, y: top, width: wide, height: high, fill: tone.paper }));
    const few = scene.facts.length <= 28 && !scene.quiet;
    for (const f of scene.facts) {
      const [x1, y1] = scene.at.get(G.s[f]), [x2, y2] = scene.at.get(G.o[f]), standing = JP.filter.fact(f), far = Math.hypot(x2 - x1, y2 - y1) || 1, colour = standing === 3 ? tone.no : tone.line;
      const r = JP.canvas.big(G.o[f]) + 2, ex = x2 - ((x2 - x1) / far) * r, ey = y2 - ((y2 - y1) / far) * r, ux = (x2 - x1) / far, uy = (y2 - y1) / far;
      picture.append(JP.svg("line", { x1, y1, x2: ex.toFixed(1), y2: ey.toFixed(1), stroke: colour, "stroke-width": 1.1, "stroke-opacity": 0.7, ...(standing === 2 ? { "stroke-dasharray": "6 5" } : {}) }));
      if (!JP.symmetric(G.relation(f))) { picture.append(JP.svg("path", { d: `M${ex.toFixed(1)} ${ey.toFixed(1)}l${(-6 * ux - 3 * uy).toFixed(1)} ${(-6 * uy + 3 * ux).toFixed(1)}l${(6 * uy).toFixed(1)} ${(-6 * ux).toFixed(1)}z`, fill: colour })); }
      const mx = (x1 + x2) / 2, my = (y1 + y2) / 2;
      if (standing === 3) { picture.append(JP.svg("line", { x1: (mx + uy * 7).toFixed(1), y1: (my - ux * 7).toFixed(1), x2: (mx - uy * 7).toFixed(1), y2: (my + ux * 7).toFixed(1), stroke: tone.no, "stroke-width": 2 })); }
      if (few) { picture.append(name(JP.relationLabel(G.relation(f)), mx, my + 3, 10.5, tone.soft, tone)); }
    }
    for (const [node, [x, y]] of places) {
      const look = JP.look(G.type(node)), r = JP.canvas.big(node), outline = JP.outline(look.shape), fill = JP.dark() ? look.dark : look.colour, group = JP.svg("g", {}, JP.svg("title", {}, G.name(node)));
      group.append(outline ? JP.svg("polygon", { points: outline.map(([px, py]) => (x + px * r).toFixed(1) + "," + (y + py * r).toFixed(1)).join(" "), fill, stroke: tone.paper }) : JP.svg("circle", { cx: x, cy: y, r, fill, stroke: tone.paper }));
      const item = JP.canvas.items.get(node), [bx, by, bw, bh] = JP.canvas.box(item, x, y, item.side, 12.5);
      group.append(name(item.label, bx + bw / 2, by + bh * 0.76, 12.5, tone.ink, tone));
      picture.append(group);
    }
    for (const note of scene.notes) { picture.append(JP.svg("text", { x: note.x, y: note.y, "text-anchor": "middle", "font-size": 15, "font-weight": 600, fill: tone.gold }, note.text)); }
    picture.append(JP.svg("text", { x: left + 20, y: top + high - 18, "font-size": 12, fill: tone.soft }, scene.title + " · " + JP.t("title") + " · " + JP.t("version") + " " + JP.core.version.slice(0, 12)));
    return picture;
  }

  const name = (content, x, y, size, fill, tone) => JP.svg("text", { x: x.toFixed ? x.toFixed(1) : x, y: y.toFixed ? y.toFixed(1) : y, "text-anchor": "middle", "font-size": size, fill, stroke: tone.paper, "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round" }, content);

  const text = () => new XMLSerializer().serializeToString(draw());

  function png(done) {
    const picture = draw(), wide = Number(picture.getAttribute("width")), high = Number(picture.getAttribute("height")), scale = Math.min(2, 8000 / Math.max(wide, high)), image = new Image();
    image.onload = () => {
      const canvas = JP.el("canvas", { width: Math.round(wide * scale), height: Math.round(high * scale) });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(done, "image/png");
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(picture));
  }

  return { text, png };
})();
