// From the state to a picture: which nodes and facts, where they stand, what it is called, and what was left out.
JP.scene = (() => {
  const G = JP.graph;
  const LIMIT = { home: 400, focus: 150, view: 90, document: 130, compare: 84 };
  let kept = { key: "", scene: null };

  const first = JSON.parse(JP.$("first-nodes").textContent);
  const home = new Map(first.map((node) => [node.id, [node.x, node.y]]));

  function between(nodes) {
    const inside = new Set(nodes), found = new Set();
    for (const node of nodes) { for (const f of G.facts(node)) { if (JP.filter.on(f) && inside.has(G.s[f]) && inside.has(G.o[f])) { found.add(f); } } }
    return Array.from(found).sort((a, b) => a - b);
  }
  const links = (facts) => facts.map((f) => [G.s[f], G.o[f]]);
  const byType = (a, b) => (G.type(a) < G.type(b) ? -1 : G.type(a) > G.type(b) ? 1 : a - b);

  const makers = {
    home() {
      const nodes = Array.from(home.keys()), facts = between(nodes), seen = new Set(links(facts).flat());
      return { nodes: nodes.filter((node) => seen.has(node)), facts, at: new Map(home), title: JP.t("home"), about: JP.t("homeAbout"), left: 0 };
    },
    focus(base, limit) {
      const { depth, parent, left } = JP.paths.around(base.node, base.steps, limit), nodes = Array.from(depth.keys());
      const via = new Map();
      for (const f of G.facts(base.node)) { if (JP.filter.on(f)) { const other = G.other(f, base.node); if (!via.has(other)) { via.set(other, G.relation(f) + (G.s[f] === base.node ? ">" : "<")); } } }
      const order = (a, b) => { const x = via.get(a) || "", y = via.get(b) || ""; return x < y ? -1 : x > y ? 1 : byType(a, b); };
      const at = JP.place.radial(base.node, depth, parent, order);
      return { nodes, facts: between(nodes), at, side: JP.place.outside(at, base.node), title: JP.t("focusTitle", { a: G.name(base.node), d: base.steps }), about: "", left, centre: base.node };
    },
    path(base) {
      const paths = JP.paths.shortest(base.a, base.b), lists = [], seen = new Set();
      const put = (column, node) => { if (!seen.has(node)) { seen.add(node); (lists[column] = lists[column] || []).push(node); } };
      put(0, base.a);
      for (const path of paths) { let here = base.a; path.forEach((f, step) => { here = G.other(f, here); put(step + 1, here); }); }
      if (!paths.length) { put(1, base.b); }
      const nodes = lists.flat(), facts = paths.length ? between(nodes) : [];
      const title = JP.t("pathTitle", { a: G.name(base.a), b: G.name(base.b) });
      return { nodes, facts, at: JP.place.columns(lists, links(facts), 260), title, about: paths.length ? JP.t("pathCount", { n: paths.length, k: paths[0].length }) : JP.t("noPath"), left: 0, paths };
    },
    view(base, limit) {
      const view = JP.core.views.find((item) => item.id === base.view);
      return { ...JP.views[view.kind](view, limit), quiet: true, title: JP.both(view), about: JP.both(view, "about") };
    },
    document(base, limit) { return { ...JP.views.document(base.document, limit), title: JP.t("docTitle", { a: JP.core.documents[base.document].title }), about: JP.core.documents[base.document].issued }; },
    compare(base, limit) {
      const [a, b] = [base.a, base.b].map((index) => JP.core.documents[index].title);
      return { ...JP.views.compare(base.a, base.b, limit), quiet: true, title: JP.t("compareTitle"), about: a + " ⇄ " + b };
    },
  };

  function make(state) {
    const { base } = state, limit = base.limit || LIMIT[base.kind] || 200;
    const scene = { notes: [], left: 0, ...makers[base.kind](base, limit) };
    scene.limit = limit;
    const shown = new Set(scene.nodes), fixed = scene.facts, gone = new Set(state.less);
    let grown = false;
    for (const { node, relation } of state.more) {
      if (!shown.has(node)) { shown.add(node); JP.place.ring(scene.at, scene.centre ?? scene.nodes[0] ?? node, [node]); }
      const fresh = new Set();
      for (const f of G.facts(node)) { if (JP.filter.on(f) && (!relation || G.relation(f) === relation) && !shown.has(G.other(f, node))) { fresh.add(G.other(f, node)); } }
      const added = Array.from(fresh).sort((a, b) => a - b).slice(0, 60).sort(byType);
      scene.left += fresh.size - added.length;
      JP.place.ring(scene.at, node, added);
      added.forEach((other) => shown.add(other));
      grown = true;
    }
    scene.nodes = Array.from(shown).filter((node) => !gone.has(node));
    const inside = new Set(scene.nodes);
    const facts = grown ? Array.from(new Set([...fixed, ...between(scene.nodes)])) : fixed;
    scene.facts = facts.filter((f) => inside.has(G.s[f]) && inside.has(G.o[f]));
    for (const [node, place] of Object.entries(state.pins)) { if (scene.at.has(Number(node))) { scene.at.set(Number(node), place); } }
    return scene;
  }

  function build(state) {
    JP.filter.refresh(state);
    const { base, more, less, pins, offTypes, offRelations, offStatus, offDocuments, confidence, time, undated } = state;
    const key = JSON.stringify([JP.lang, base, more, less, pins, offTypes, offRelations, offStatus, offDocuments, confidence, time, undated]);
    if (kept.key !== key) { kept = { key, scene: make(state) }; }
    return kept.scene;
  }

  return { build, between, links, LIMIT };
})();
