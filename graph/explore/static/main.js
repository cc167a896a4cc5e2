// What a reader can do, and the start of the page.
JP.act = (() => {
  const S = JP.state, G = JP.graph;
  const inView = (node) => JP.canvas.scene() && JP.canvas.scene().nodes.includes(node);
  return {
    // A node that is not in the picture brings its surroundings with it.
    choose(node) { if (inView(node)) { S.change({ node, fact: -1 }, true); JP.canvas.show(node); } else { S.go({ kind: "focus", node, steps: 1 }, { node }); } },
    // Found by its name: where the picture lacks some of its neighbours it shows them all.
    visit(node) {
      const whole = inView(node) && Array.from(G.facts(node)).every((f) => !JP.filter.on(f) || inView(G.other(f, node)));
      if (whole) { this.choose(node); } else { S.go({ kind: "focus", node, steps: 1 }, { node }); }
    },
    chooseFact(fact) { S.change({ fact, node: -1 }, true); },
    clear() { const now = S.get(); if (now.node >= 0 || now.fact >= 0) { S.change({ node: -1, fact: -1 }, true); } },
    focus(node, steps) { S.go({ kind: "focus", node, steps }, { node }); },
    expand(node, relation = "") { S.change({ more: [...S.get().more, { node, relation }], node, fact: -1 }, true); },
    fold(node) { S.change({ more: S.get().more.filter((item) => item.node !== node) }, true); },
    hide(node) { S.change({ less: [...S.get().less, node], more: S.get().more.filter((item) => item.node !== node), node: -1 }, true); },
    pin(node, place) {
      const pins = { ...S.get().pins };
      if (place) { pins[node] = place; } else if (pins[node]) { delete pins[node]; } else { pins[node] = JP.canvas.scene().at.get(node); }
      S.change({ pins });
    },
    path(a, b) { S.go({ kind: "path", a, b }, { node: -1 }); },
    view(view) { S.go({ kind: "view", view }, { node: -1 }); },
    document(document) { S.go({ kind: "document", document }, { node: -1 }); },
    compare(a, b) { S.go({ kind: "compare", a, b }, { node: -1 }); },
    home() { S.go({ kind: "home" }, { node: -1 }); },
    tab(tab) { S.change({ tab }); },
    more() { const { base } = S.get(), limit = JP.canvas.scene().limit; S.change({ base: { ...base, limit: limit * 2 } }); },
    degree: (node) => G.degree(node),
  };
})();

(() => {
  const { $, t, el } = JP, S = JP.state, G = JP.graph;
  let framed = "", beside = { scene: null, key: "" };

  function words() {
    document.documentElement.lang = JP.lang === "zh" ? "zh-Hans" : "en";
    document.querySelectorAll("[data-word]").forEach((node) => { node.textContent = t(node.dataset.word); });
    document.querySelectorAll("[data-icon]").forEach((node) => { node.replaceChildren(JP.icon(node.dataset.icon)); });
    const named = { back: "back", forward: "forward", undo: "undo", theme: "theme", zoomin: "zoomIn", zoomout: "zoomOut", fit: "fit" };
    for (const [id, key] of Object.entries(named)) { $(id).setAttribute("aria-label", t(key)); $(id).title = t(key); }
    $("take").textContent = t("take");
    $("language").textContent = t("language");
    $("language").lang = JP.lang === "zh" ? "en" : "zh-Hans";
    $("opener").textContent = t("menu");
    $("query").placeholder = t("search");
    $("query").setAttribute("aria-label", t("search") + " " + t("searchHelp"));
    $("query").title = t("searchHelp");
    $("hits").setAttribute("aria-label", t("search"));
    $("canvas").setAttribute("aria-label", t("canvas"));
    $("tab-graph").textContent = t("graph");
    $("tab-table").textContent = t("table");
    $("card").setAttribute("aria-label", t("evidence"));
    document.title = t("title") + " · " + t("subtitle");
    JP.take.menu();
  }

  // The page of a view or document that stands beside this one.
  function ownPage(base) {
    const name = base.kind === "view" ? base.view : base.kind === "document" ? "document-" + JP.core.documents[base.document].sha256.slice(0, 10) : "";
    return JP.core.pages && name ? el("a", { href: `views/${name}.html`, target: "_blank", rel: "noopener", id: "ownpage" }, t("ownPage")) : "";
  }

  // What only the statements tell waits for them; the picture of the first screen does not.
  const wants = (state) => JP.filter.active(state) || state.node >= 0 || state.fact >= 0 || state.tab === "table" || !["home", "focus"].includes(state.base.kind);
  let awaited = false;
  function show(state) {
    if (!G.full && wants(state)) {
      $("count").textContent = t("loading");
      if (!awaited) { awaited = true; G.fill().then(() => S.tell()); }
      return;
    }
    const scene = JP.scene.build(state), frame = JSON.stringify([state.base, state.more.length]);
    const table = state.tab === "table";
    $("picture").hidden = table;
    $("table").hidden = !table;
    $("tab-graph").setAttribute("aria-selected", String(!table));
    $("tab-table").setAttribute("aria-selected", String(table));
    JP.canvas.draw(state, scene, frame !== framed);
    framed = frame;
    $("viewtitle").textContent = scene.title;
    $("viewabout").replaceChildren(scene.about || "", ownPage(state.base));
    $("count").replaceChildren(t("shown", { n: JP.number(scene.nodes.length), f: JP.number(scene.facts.length) }), scene.left > 0 ? el("span", {}, " · " + t("left", { n: JP.number(scene.left) }) + " ", JP.button(t("showMore"), () => JP.act.more(), { class: "text", id: "showmore" })) : "");
    $("empty").hidden = scene.nodes.length > 0;
    $("empty").textContent = t("nothing");
    $("undo").disabled = !S.canUndo();
    JP.card.show(state);
    const side = JSON.stringify([JP.lang, JP.dark(), state.offTypes, state.offRelations, state.offStatus, state.offDocuments, state.confidence, state.time, state.undated]);
    if (scene !== beside.scene || side !== beside.key) { JP.legend.show(state); JP.time.show(state); beside = { scene, key: side }; }
    if (table) { JP.table.show(state, scene); }
    if (state.node >= 0) { JP.say(t("selected", { a: G.name(state.node), t: JP.typeLabel(G.finer(state.node)), n: G.degree(state.node) })); }
  }

  function keys(event) {
    const typing = event.target.closest("input, select, textarea, dialog") && event.target.type !== "checkbox" && event.target.type !== "range", state = S.get();
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && !typing) { event.preventDefault(); S.undo(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === "/") { event.preventDefault(); $("query").focus(); }
    if (event.key === "Escape") { JP.act.clear(); }
    if (event.key === "t") { JP.act.tab(state.tab === "table" ? "graph" : "table"); }
    if (state.node >= 0 && event.key === "e") { JP.act.expand(state.node); }
    if (state.node >= 0 && event.key === "p") { JP.act.pin(state.node); }
    const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.target.id === "canvas") {
      if (arrow) { event.preventDefault(); const next = JP.canvas.step(state.node, ...arrow); if (next >= 0) { S.change({ node: next, fact: -1 }); JP.canvas.show(next); } }
      if (event.key === "Enter" && state.node >= 0) { JP.act.focus(state.node, 1); }
      if (event.key === "+" || event.key === "-") { JP.canvas.zoom(event.key === "+" ? 1.3 : 1 / 1.3); }
    }
  }

  function wire() {
    JP.finder.attach($("query"), $("hits"), (node) => { JP.act.visit(node); $("query").blur(); $("card").focus({ preventScroll: true }); });
    $("home").onclick = () => JP.act.home();
    $("back").onclick = () => history.back();
    $("forward").onclick = () => history.forward();
    $("undo").onclick = () => S.undo();
    $("zoomin").onclick = () => JP.canvas.zoom(1.35);
    $("zoomout").onclick = () => JP.canvas.zoom(1 / 1.35);
    $("fit").onclick = () => JP.canvas.fit(true);
    $("tab-graph").onclick = () => JP.act.tab("graph");
    $("tab-table").onclick = () => JP.act.tab("table");
    $("language").onclick = () => { JP.lang = JP.lang === "zh" ? "en" : "zh"; words(); S.tell(); };
    $("theme").onclick = () => { document.documentElement.dataset.theme = JP.dark() ? "light" : "dark"; S.tell(); };
    $("opener").onclick = () => { $("opener").setAttribute("aria-expanded", String(document.body.classList.toggle("legendopen"))); };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => S.tell());
    addEventListener("popstate", S.restore);
    addEventListener("hashchange", S.restore);
    document.addEventListener("keydown", keys);
  }

  async function start() {
    words();
    JP.canvas.start(JSON.parse($("first-nodes").textContent), JSON.parse($("first-edges").textContent), $("canvas"));
    $("viewtitle").textContent = t("home");
    $("count").textContent = t("loading");
    $("query").focus();
    document.body.dataset.drawn = String(Math.round(performance.now()));
    if (typeof DecompressionStream === "undefined") { $("count").textContent = t("broken"); return; }
    await G.load();
    JP.search.index();
    wire();
    S.watch(show);
    if (location.hash.length > 1) { S.restore(); } else if (JP.core.focus >= 0) { S.go({ kind: "focus", node: JP.core.focus, steps: 1 }, { node: JP.core.focus }); } else { S.tell(); }
    document.body.dataset.took = String(Math.round(performance.now()));
    document.body.dataset.ready = "yes";
    await rest();
  }

  // The statements, then the quotes: what is open already gets them when they are there.
  async function rest() {
    await JP.pause();
    await G.fill();
    document.body.dataset.full = String(Math.round(performance.now()));
    await G.quotesReady();
    const state = S.get();
    if (state.node >= 0 || state.fact >= 0 || ["path", "view"].includes(state.base.kind) || state.tab === "table") { S.tell(); }
    await JP.search.latin();
    document.body.dataset.quotes = "yes";
  }
  start();
})();
