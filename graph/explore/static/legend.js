// The legend that is the filter: types, relations, status, documents, confidence.
JP.legend = (() => {
  const G = JP.graph;
  let totals = null;
  const opened = new Set(["types", "relations", "status"]);

  function count() {
    const tally = (codes, labels) => { const sums = new Array(labels.length).fill(0); for (let i = 0; i < codes.length; i += 1) { sums[codes[i]] += 1; } return labels.map((label, i) => [label, sums[i]]).filter((item) => item[1]); };
    const ranked = (list) => list.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)), { order, totals: told } = JP.core;
    totals = { types: tally(G.kindCodes(), G.kinds()).sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]) || (a[0] < b[0] ? -1 : 1)), relations: ranked(tally(G.r, G.relations)), status: G.STATUS.map((name, index) => [name, told.status[index]]), documents: ranked(told.documents.slice()) };
  }

  function rows(kind, field, items, label, glyph, shown) {
    const state = JP.state.get(), off = new Set(state[field]);
    const set = (values) => JP.state.change({ [field]: values });
    const toggle = (key) => { const next = new Set(off); if (next.has(key)) { next.delete(key); } else { next.add(key); } set(Array.from(next)); };
    const alone = (key) => set(off.size === items.length - 1 && !off.has(key) ? [] : items.map((item) => item[0]).filter((other) => other !== key));
    return JP.el("details", { class: "filter " + kind, open: opened.has(kind), on: { toggle: (event) => { if (event.currentTarget.open) { opened.add(kind); } else { opened.delete(kind); } } } },
      JP.el("summary", {}, JP.el("h3", {}, JP.t(kind)), off.size ? JP.el("span", { class: "dot", title: JP.t("legend") }) : ""),
      JP.el("ul", {}, items.map(([key, total]) => JP.el("li", { class: off.has(key) ? "off" : "" },
        JP.el("label", {}, JP.el("input", { type: "checkbox", checked: !off.has(key), "data-key": key, on: { change: () => toggle(key) } }), glyph ? glyph(key) : "", JP.el("span", { class: "name" }, label(key)), JP.el("span", { class: "count" }, shown && shown.get(key) ? [JP.el("b", {}, JP.number(shown.get(key))), shown.get(key) === total ? "" : " / " + JP.number(total)] : JP.number(total))),
        JP.button(JP.t("only"), () => alone(key), { class: "only", "aria-label": JP.t("only") + " " + label(key) })))));
  }

  const stroke = (name) => JP.svg("svg", { class: "glyph stroke " + name, viewBox: "0 0 26 12", width: 26, height: 12, "aria-hidden": "true" }, JP.svg("line", { x1: 1, y1: 6, x2: 25, y2: 6 }), name === "negated" ? JP.svg("line", { x1: 13, y1: 1, x2: 13, y2: 11 }) : []);

  function show(state) {
    if (!totals) { count(); }
    const scene = JP.canvas.scene(), types = new Map(), relations = new Map(), box = JP.$("legend");
    for (const node of scene.nodes) { types.set(G.type(node), (types.get(G.type(node)) || 0) + 1); }
    for (const f of scene.facts) { relations.set(G.relation(f), (relations.get(G.relation(f)) || 0) + 1); }
    const active = document.activeElement, mark = active && box.contains(active) ? [active.dataset.key, active.className, active.type, active.tagName] : null, top = box.scrollTop;
    const changed = JP.filter.active(state);
    const slider = JP.el("input", { type: "range", id: "confidence", min: 0, max: 100, step: 5, value: state.confidence, on: { change: (event) => JP.state.change({ confidence: Number(event.target.value) }), input: (event) => { event.target.nextSibling.textContent = (event.target.value / 100).toFixed(2); } } });
    box.replaceChildren(
      JP.el("div", { class: "legendhead" }, JP.el("h2", { id: "legendtitle" }, JP.t("legend")), JP.button(JP.t("reset"), () => JP.state.change({ offTypes: [], offRelations: [], offStatus: [], offDocuments: [], confidence: 0, time: null, undated: true }), { class: "text", id: "reset", disabled: !changed })),
      rows("types", "offTypes", totals.types, JP.typeLabel, (type) => JP.glyph(type), types),
      rows("relations", "offRelations", totals.relations, JP.relationLabel, null, relations),
      rows("status", "offStatus", totals.status, JP.t, stroke, null),
      rows("documents", "offDocuments", totals.documents, (index) => JP.core.documents[index].title, null, null),
      JP.el("div", { class: "filter" }, JP.el("label", { class: "range" }, JP.el("span", {}, JP.t("confidence")), slider, JP.el("output", {}, (state.confidence / 100).toFixed(2)))),
      JP.el("p", { class: "soft keys" }, JP.el("b", {}, JP.t("help")), " ", JP.t("helpText")));
    box.scrollTop = top;
    if (mark) { const again = Array.from(box.querySelectorAll("input,button")).find((item) => item.dataset.key === mark[0] && item.className === mark[1] && item.tagName === mark[3]); if (again) { again.focus(); } }
  }

  return { show, reset: () => { totals = null; } };
})();
