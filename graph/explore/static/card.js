// The card beside the picture: an entity, a fact, a path, or where to start.
JP.card = (() => {
  const G = JP.graph;
  const box = () => JP.$("card");
  let asking = false;

  const entity = (node) => JP.el("button", { type: "button", class: "entity", on: { click: () => JP.act.choose(node, true) } }, JP.glyph(G.type(node)), JP.el("span", {}, G.name(node)));

  function head(title, under, glyph) {
    return JP.el("div", { class: "head" }, glyph, JP.el("div", {}, JP.el("h2", {}, title), under), JP.el("button", { type: "button", class: "icon closer", "aria-label": JP.t("close"), on: { click: () => JP.act.clear() } }, JP.icon("close")));
  }

  function actions(node, state) {
    const pinned = Boolean(state.pins[node]), grown = state.more.some((item) => item.node === node);
    const steps = JP.el("span", { class: "steps", role: "group", "aria-label": JP.t("focus") }, JP.el("span", {}, JP.t("focus")), [1, 2, 3].map((n) => JP.button(String(n), () => JP.act.focus(node, n), { "aria-pressed": state.base.kind === "focus" && state.base.node === node && state.base.steps === n, "aria-label": JP.t("focus") + " " + n + " " + JP.t("steps") })));
    return JP.el("div", { class: "actions" }, steps,
      grown ? JP.button(JP.t("fold"), () => JP.act.fold(node), { id: "do-fold" }) : JP.button(JP.t("expand"), () => JP.act.expand(node), { id: "do-expand" }),
      JP.button(JP.t("path"), () => { asking = true; show(JP.state.get()); }, { id: "do-path" }),
      JP.button(JP.t(pinned ? "unpin" : "pin"), () => JP.act.pin(node), { id: "do-pin", "aria-pressed": pinned }),
      JP.button(JP.t("hide"), () => JP.act.hide(node), { id: "do-hide" }));
  }

  // The facts of a node by relation and direction, most frequent first.
  function groups(node) {
    const found = new Map();
    for (const f of G.facts(node)) {
      if (!JP.filter.on(f)) { continue; }
      const key = G.relation(f) + (JP.symmetric(G.relation(f)) ? "=" : G.s[f] === node ? ">" : "<");
      if (!found.has(key)) { found.set(key, []); }
      found.get(key).push(f);
    }
    // Institutions before places: the order of the legend.
    const { order } = JP.core, rank = (f) => order.indexOf(G.type(G.other(f, node)));
    found.forEach((facts) => facts.sort((x, y) => rank(x) - rank(y) || x - y));
    return Array.from(found.entries()).sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  }

  function group(node, key, facts, open) {
    const relation = key.slice(0, -1), arrow = { ">": "→", "<": "←", "=": "↔" }[key.at(-1)];
    const details = JP.el("details", { class: "group", open }, JP.el("summary", {}, JP.el("span", { class: "arrow", "aria-hidden": "true" }, arrow), JP.el("b", {}, arrow === "←" ? JP.t("incoming", { r: JP.relationLabel(relation), a: JP.canvasLabel(node) }) : JP.relationLabel(relation)), JP.el("span", { class: "count" }, JP.number(facts.length))));
    const LIMIT = 12;
    const item = (f) => JP.el("div", { class: "fact" }, entity(G.other(f, node)), JP.evidence.seen(f), JP.evidence.fact(f, 2));
    const fill = () => {
      if (details.children.length > 1) { return; }
      const list = JP.el("div", { class: "facts" }, facts.slice(0, LIMIT).map(item));
      if (facts.length > LIMIT) { list.append(JP.button(JP.t("showAll", { n: facts.length }), (event) => event.currentTarget.replaceWith(...facts.slice(LIMIT).map(item)), { class: "text" })); }
      details.append(list);
    };
    if (open) { fill(); }
    details.addEventListener("toggle", fill);
    return details;
  }

  // Figures of one indicator: a small plot where there are several periods, and their evidence.
  function figures(node) {
    const all = G.figuresOf(node), by = new Map(), { small } = G, F = G.figures;
    if (!all.length) { return null; }
    for (const at of all) { const key = small[F.concept[at]] || small[F.indicator[at]]; if (!by.has(key)) { by.set(key, []); } by.get(key).push(at); }
    return JP.el("section", { class: "figures" }, JP.el("h3", {}, JP.t("figures")), Array.from(by.values()).map((list) => {
      list.sort((a, b) => (small[F.since[a]] < small[F.since[b]] ? -1 : 1));
      const points = list.filter((at) => !Number.isNaN(F.number[at]) && small[F.since[at]]);
      return JP.el("details", { class: "figure" }, JP.el("summary", {}, JP.el("span", { class: "indicator" }, small[F.indicator[list[0]]]), JP.el("b", {}, small[F.value[list.at(-1)]] + " " + small[F.unit[list.at(-1)]]), JP.el("span", { class: "at" }, small[F.period[list.at(-1)]]), points.length > 1 ? plot(points) : null),
        JP.el("ul", { class: "statements" }, list.map(JP.evidence.figure)));
    }));
  }

  function plot(points) {
    const { small } = G, F = G.figures, time = points.map((at) => Date.parse(small[F.since[at]])), value = points.map((at) => F.number[at]);
    const high = Math.max(...value), low = Math.min(...value) - (high - Math.min(...value)) * 0.15, from = Math.min(...time), until = Math.max(...time);
    const at = points.map((_, i) => [6 + (108 * (time[i] - from)) / (until - from || 1), 32 - (26 * (value[i] - low)) / (high - low || 1)]);
    const text = points.map((point) => `${small[F.period[point]]}: ${small[F.value[point]]} ${small[F.unit[point]]}`).join("; ");
    return JP.svg("svg", { class: "plot", viewBox: "0 0 120 38", width: 120, height: 38, role: "img", "aria-label": text }, JP.svg("polyline", { points: at.map((point) => point.map((x) => x.toFixed(1)).join()).join(" ") }), at.map(([x, y], i) => JP.svg("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: 2.6, class: small[F.status[points[i]]] === "target" ? "target" : "" })));
  }

  // What contradicts what, both quotes below each other; of one entity, or of all.
  function clash({ f, figures: told, statements }) {
    const F = G.figures, title = told ? [entity(F.about[told[0]]), JP.el("span", { class: "arrow" }, G.small[F.indicator[told[0]]] + " " + G.small[F.period[told[0]]])] : [entity(G.s[f]), JP.el("span", { class: "arrow" }, JP.relationLabel(G.relation(f)) + " →"), entity(G.o[f])];
    return JP.el("div", { class: "clash" }, JP.el("div", { class: "triple" }, title), JP.el("ul", { class: "statements" }, told ? told.map(JP.evidence.figure) : statements.map((k) => JP.evidence.statement(k, f))));
  }
  function clashes(node) {
    const found = JP.views.clashing().filter((item) => item.nodes.includes(node));
    return found.length ? JP.el("section", { class: "clashes" }, JP.el("h3", {}, JP.t("clashes")), found.map(clash)) : "";
  }
  function everyClash() {
    const found = JP.views.clashing(), LIMIT = 60;
    return JP.el("section", { class: "clashes" }, JP.el("h3", {}, JP.t("clashCount", { n: found.length })), found.length ? found.slice(0, LIMIT).map(clash) : JP.el("p", { class: "soft" }, JP.t("clashNone")));
  }

  function known(node) {
    const items = G.known.get(node);
    return items && JP.el("section", { class: "known" }, JP.el("h3", {}, JP.t("lexicon")), JP.el("ul", {}, items.map(([, relation, other, text, row]) => JP.el("li", { title: row || null }, JP.relationLabel(relation) + " ", other >= 0 ? entity(other) : text))));
  }

  function ofEntity(node, state) {
    const type = JP.typeLabel(G.finer(node)), names = G.names(node).filter((name) => name !== G.name(node)), list = groups(node);
    const passes = JP.filter.statement(state), dropped = Array.from(G.facts(node)).reduce((sum, f) => sum + (JP.filter.on(f) ? G.statements(f).filter((k) => !passes(k)).length : G.at[f + 1] - G.at[f]), 0);
    const shown = new Set(JP.canvas.scene() ? JP.canvas.scene().nodes : []);
    const rest = list.map(([key, facts]) => [key.slice(0, -1), facts.filter((f) => !shown.has(G.other(f, node))).length]).filter((item) => item[1]);
    box().replaceChildren(
      head(G.name(node), JP.el("p", { class: "kind" }, type), JP.glyph(G.type(node), 26)),
      names.length ? JP.el("p", { class: "also" }, JP.el("span", {}, JP.t("also")), names.slice(0, 12).map((name) => JP.el("span", { class: "alias" }, name))) : "",
      actions(node, state), asking ? ask(node) : "",
      rest.length > 1 ? JP.el("p", { class: "byrelation" }, JP.el("span", {}, JP.t("expandBy")), rest.slice(0, 6).map(([relation, count]) => JP.button(JP.relationLabel(relation) + " +" + count, () => JP.act.expand(node, relation)))) : "",
      clashes(node), figures(node) || "",
      JP.el("section", { class: "relations" }, JP.el("h3", {}, JP.t("relations")), list.length ? list.map(([key, facts], index) => group(node, key, facts, index < 3 && facts.length <= 24)) : JP.el("p", { class: "soft" }, JP.t("noStatements"))),
      dropped ? JP.el("p", { class: "soft" }, JP.t("hiddenByFilter", { n: JP.number(dropped) })) : "",
      known(node) || "",
      mentions(node));
  }

  // The documents that name it, and the first place in each.
  function mentions(node) {
    const spots = G.spots(node), rest = G.documents(node).filter((doc) => !spots.some((spot) => spot[0] === doc));
    if (!spots.length && !rest.length) { return ""; }
    return JP.el("section", { class: "mentions" }, JP.el("h3", {}, JP.t("mentioned")), JP.el("ul", { class: "plain" }, spots.map(([doc, start, end, count]) => JP.el("li", {}, JP.evidence.source(doc, start, end), JP.el("span", { class: "at" }, JP.t("times", { n: JP.number(count) })))), rest.map((doc) => JP.el("li", {}, JP.button(JP.core.documents[doc].title, () => JP.act.document(doc), { class: "text" })))));
  }

  function ask(node) {
    const form = JP.finder.field({ label: JP.t("pathFrom", { a: G.name(node) }), chosen: (other) => { asking = false; JP.act.path(node, other); } });
    queueMicrotask(() => form.querySelector("input").focus());
    return JP.el("div", { class: "ask" }, form);
  }

  function ofFact(f) {
    box().replaceChildren(head(JP.relationLabel(G.relation(f)), JP.el("p", { class: "kind" }, JP.t("sources", { n: G.at[f + 1] - G.at[f] })), ""),
      JP.el("div", { class: "triple" }, entity(G.s[f]), JP.el("span", { class: "arrow" }, JP.relationLabel(G.relation(f)) + (JP.symmetric(G.relation(f)) ? " ↔" : " →")), entity(G.o[f])), JP.evidence.seen(f), JP.evidence.fact(f, 40));
  }

  function ofPath(scene, base) {
    box().replaceChildren(head(scene.title, JP.el("p", { class: "kind" }, scene.about), ""),
      JP.el("div", { class: "paths" }, scene.paths.map((path, index) => {
        let here = base.a;
        return JP.el("details", { class: "group", open: index === 0 }, JP.el("summary", {}, JP.el("b", {}, JP.t("pathN", { n: index + 1 }))),
          JP.el("ol", { class: "walk" }, path.map((f) => { const from = here; here = G.other(f, here); return JP.el("li", {}, JP.el("div", { class: "triple" }, entity(from), JP.el("span", { class: "arrow" }, (G.s[f] === from ? "" : "← ") + JP.relationLabel(G.relation(f)) + (G.s[f] === from ? " →" : "")), entity(here)), JP.evidence.fact(f, 1)); })));
      })));
  }

  function comparer(doc) {
    if (JP.core.documents.length < 2) { return ""; }
    return JP.el("label", { class: "compare" }, JP.t("compare"), JP.el("select", { on: { change: (event) => { if (event.target.value) { JP.act.compare(doc, Number(event.target.value)); } } } }, JP.el("option", { value: "" }, JP.t("compareWith")), JP.core.documents.map((item, index) => (index === doc ? null : JP.el("option", { value: index }, item.title)))));
  }

  // A long list starts with its first part.
  function documentList(row) {
    const all = JP.core.documents, PART = 30, shown = all.slice(0, PART).map(row);
    return all.length <= PART ? shown : [...shown, JP.el("li", {}, JP.button(JP.t("showAll", { n: all.length }), (event) => event.currentTarget.parentNode.replaceWith(...all.slice(PART).map((item, at) => row(item, at + PART))), { class: "text" }))];
  }

  // Where to start: views, documents, the most connected of each type.
  function start(state) {
    const counts = JP.core.counts, hubs = new Map();
    for (let i = 0; i < Math.min(G.n, 4000) && hubs.size < 40; i += 1) { const type = G.type(i); if (!hubs.has(type)) { hubs.set(type, []); } if (hubs.get(type).length < 4 && G.degree(i)) { hubs.get(type).push(i); } }
    const current = (kind, key, value) => state.base.kind === kind && state.base[key] === value;
    box().replaceChildren(
      JP.el("div", { class: "numbers" }, [["nodes", "entities"], ["facts", "facts"], ["statements", "statements"]].map(([key, word]) => JP.el("p", {}, JP.el("b", {}, JP.number(counts[key])), JP.el("span", {}, JP.t(word))))),
      state.base.kind === "document" ? comparer(state.base.document) : "",
      state.base.kind === "view" && state.base.view === "contradictions" ? everyClash() : "",
      JP.el("section", { class: "views" }, JP.el("h3", {}, JP.t("views")), JP.core.views.map((view) => JP.el("button", { type: "button", class: "view", "data-view": view.id, "aria-current": current("view", "view", view.id) ? "true" : null, on: { click: () => JP.act.view(view.id) } }, JP.el("b", {}, JP.both(view)), JP.el("span", {}, JP.both(view, "about"))))),
      JP.core.pages ? JP.el("p", {}, JP.el("a", { href: "views/index.html", target: "_blank", rel: "noopener" }, JP.t("allViews"))) : "",
      JP.el("section", {}, JP.el("h3", {}, JP.t("documents")), JP.el("ul", { class: "plain" }, documentList((item, index) => JP.el("li", {}, JP.button(item.title, () => JP.act.document(index), { class: "text document", "aria-current": current("document", "document", index) ? "true" : null }), item.issued ? JP.el("span", { class: "at" }, item.issued) : "")))),
      JP.el("section", { class: "hubs" }, JP.el("h3", {}, JP.t("hubs")), Array.from(hubs.entries()).filter((item) => item[1].length).slice(0, 12).map(([type, list]) => JP.el("p", {}, JP.el("span", { class: "soft" }, JP.typeLabel(type)), list.map(entity)))),
      JP.el("p", { class: "foot" }, JP.t("version") + " " + JP.core.version.slice(0, 12), " · ", JP.button(JP.t("licences"), () => JP.take.text(JP.t("licences"), JP.$("licences").textContent), { class: "text" })));
  }

  let last = "";
  function show(state) {
    const scene = JP.canvas.scene(), key = JSON.stringify([JP.lang, state.node, state.fact, state.base]);
    if (key !== last && state.node < 0) { asking = false; }
    const same = key === last;
    const top = box().scrollTop;
    box().classList.toggle("open", state.node >= 0 || state.fact >= 0 || state.base.kind === "path");
    if (state.fact >= 0) { ofFact(state.fact); } else if (state.node >= 0) { ofEntity(state.node, state); } else if (state.base.kind === "path" && scene.paths.length) { ofPath(scene, state.base); } else { start(state); }
    box().scrollTop = same ? top : 0;
    last = key;
  }

  return { show, entity };
})();
