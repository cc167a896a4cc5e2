// Ready-made views: what each kind of them takes from the graph, and how it stands.
JP.views = (() => {
  const G = JP.graph;

  function matching(relations, test) {
    const wanted = new Set(relations), found = [];
    for (let f = 0; f < G.m; f += 1) { if (JP.filter.on(f) && wanted.has(G.relation(f)) && test(f)) { found.push(f); } }
    return found;
  }
  const anyOf = (node, names) => names.some((name) => G.isA(node, name));

  // The nodes with most of these facts, and how many there were more.
  function most(facts, limit) {
    const count = new Map();
    for (const f of facts) { for (const node of [G.s[f], G.o[f]]) { count.set(node, (count.get(node) || 0) + 1); } }
    const ranked = Array.from(count.keys()).sort((a, b) => count.get(b) - count.get(a) || a - b), kept = new Set(ranked.slice(0, limit));
    let inner = facts.filter((f) => kept.has(G.s[f]) && kept.has(G.o[f]));
    const touched = new Set(inner.flatMap((f) => [G.s[f], G.o[f]]));
    return { nodes: ranked.filter((node) => touched.has(node)), facts: inner, left: ranked.length - touched.size };
  }

  const heads = (lists, names, at) => lists.map((list, index) => {
    if (!list.length) { return null; }
    const top = Math.min(...Array.from(at.values()).map((place) => place[1]));
    return { x: at.get(list[0])[0], y: top - 62, text: names[index] };
  }).filter(Boolean);

  function columns(view, limit) {
    const column = (node) => view.columns.findIndex((names) => anyOf(node, names));
    const place = new Map(), of = (node) => { if (!place.has(node)) { place.set(node, column(node)); } return place.get(node); };
    const all = matching(view.relations, (f) => of(G.s[f]) >= 0 && of(G.o[f]) >= 0 && of(G.s[f]) !== of(G.o[f]));
    const { nodes, facts, left } = most(all, limit);
    const lists = view.columns.map((_, index) => nodes.filter((node) => of(node) === index)), filled = lists.filter((list) => list.length);
    const at = JP.place.columns(filled, JP.scene.links(facts));
    const names = view.columns.map((list) => list.map(JP.typeLabel).join(" · ")).filter((_, index) => lists[index].length);
    return { nodes, facts, left, at, side: JP.place.beside(filled), notes: heads(filled, names, at) };
  }

  function clusters(view, limit) {
    const hubOf = new Map(), all = matching(view.relations, (f) => anyOf(G.s[f], view.members) && anyOf(G.o[f], view.hubs));
    const { nodes, facts, left } = most(all, limit);
    for (const f of facts) { if (!hubOf.has(G.s[f])) { hubOf.set(G.s[f], G.o[f]); } }
    const hubs = nodes.filter((node) => !hubOf.has(node));
    const groups = hubs.map((hub) => ({ hub, members: nodes.filter((node) => hubOf.get(node) === hub) }));
    return { nodes, facts, left, at: JP.place.clusters(groups) };
  }

  const yearOf = (f) => {
    for (const k of G.statements(f)) { const since = G.small[G.rows.since[k]]; if (since) { return since.slice(0, 4); } }
    return "";
  };

  // Each document in a row of its own below its issuer's others, so that every name has room; issuers beside their rows.
  function byRow(issuers, facts, year, labels) {
    const GAP = 190, ROW = 56, ASIDE = 110, at = new Map(), of = new Map(issuers.map((issuer) => [issuer, []]));
    const taken = new Set();
    for (const f of facts.slice().sort((x, y) => labels.indexOf(year.get(G.o[x])) - labels.indexOf(year.get(G.o[y])) || x - y)) { if (!taken.has(G.o[f])) { taken.add(G.o[f]); of.get(G.s[f]).push(G.o[f]); } }
    let row = 0;
    const ranked = issuers.slice().sort((a, b) => of.get(b).length - of.get(a).length || a - b);
    for (const issuer of ranked) {
      const mine = of.get(issuer), rows = Math.max(1, mine.length);
      at.set(issuer, [-ASIDE, Math.round((row + (rows - 1) / 2) * ROW)]);
      mine.forEach((node, i) => at.set(node, [(1 + labels.indexOf(year.get(node))) * GAP, (row + i) * ROW]));
      row += rows;
    }
    return at;
  }

  function years(view, limit) {
    const all = matching(view.relations, (f) => anyOf(G.s[f], view.hubs) && anyOf(G.o[f], view.members));
    const { nodes, facts, left } = most(all, Math.round(limit * 0.66)), year = new Map();
    for (const f of facts) { const found = yearOf(f), had = year.get(G.o[f]); if (had === undefined || (found && (!had || found < had))) { year.set(G.o[f], found); } }
    const issuers = nodes.filter((node) => !year.has(node)), labels = Array.from(new Set(year.values())).sort((a, b) => (a || "9999") < (b || "9999") ? -1 : 1);
    const lists = [issuers, ...labels.map((label) => nodes.filter((node) => year.get(node) === label))];
    const at = byRow(issuers, facts, year, labels), side = new Map(nodes.map((node) => [node, year.has(node) ? "right" : "left"]));
    const names = [view.hubs.map(JP.typeLabel).join(" · "), ...labels.map((label) => label || JP.t("noDate"))];
    return { nodes, facts, left, at, side, notes: heads(lists, names, at) };
  }

  // A fact's documents among the statements that pass.
  function told(f, passes) { return new Set(G.statements(f).filter(passes).map((k) => G.rows.doc[k])); }

  function document(index, limit) {
    const passes = JP.filter.statement(JP.state.get()), all = [];
    for (let f = 0; f < G.m; f += 1) { if (JP.filter.on(f) && told(f, passes).has(index)) { all.push(f); } }
    const { nodes, facts, left } = most(all, limit);
    return { nodes, facts, left, at: JP.place.force(nodes, JP.scene.links(facts)) };
  }

  function compare(a, b, limit) {
    const passes = JP.filter.statement(JP.state.get()), all = [], inA = new Set(), inB = new Set();
    for (let f = 0; f < G.m; f += 1) {
      if (!JP.filter.on(f)) { continue; }
      const documents = told(f, passes);
      if (documents.has(a)) { inA.add(G.s[f]).add(G.o[f]); }
      if (documents.has(b)) { inB.add(G.s[f]).add(G.o[f]); }
      if (documents.has(a) || documents.has(b)) { all.push(f); }
    }
    // What both say is what is looked for: it comes first.
    const shared = (f) => [G.s[f], G.o[f]].filter((node) => inA.has(node) && inB.has(node)).length;
    const ranked = all.slice().sort((x, y) => shared(y) - shared(x) || x - y), kept = new Set();
    for (const f of ranked) { if (kept.size < limit || (kept.has(G.s[f]) && kept.has(G.o[f]))) { kept.add(G.s[f]).add(G.o[f]); } }
    const facts = all.filter((f) => kept.has(G.s[f]) && kept.has(G.o[f])), nodes = Array.from(kept).sort((x, y) => x - y);
    const lists = [nodes.filter((n) => inA.has(n) && !inB.has(n)), nodes.filter((n) => inA.has(n) && inB.has(n)), nodes.filter((n) => !inA.has(n) && inB.has(n))];
    const short = (title) => (title.length > 12 ? title.slice(0, 11) + "…" : title), [ta, tb] = [a, b].map((index) => short(JP.core.documents[index].title)), names = [JP.t("onlyIn", { a: ta }), JP.t("both"), JP.t("onlyIn", { a: tb })];
    const filled = lists.filter((list) => list.length), at = JP.place.columns(filled, JP.scene.links(facts), 420);
    return { nodes, facts, left: new Set(all.flatMap((f) => [G.s[f], G.o[f]])).size - nodes.length, at, side: JP.place.beside(filled), notes: heads(filled, names.filter((_, i) => lists[i].length), at) };
  }

  // What contradicts what: statements of one fact, or figures of one thing.
  function clashing() {
    if (!G.full) { return []; }
    const facts = G.clashes.facts.filter((group) => group.length > 1).map((statements) => { const f = G.factOf(statements[0]); return { f, statements, nodes: [G.s[f], G.o[f]] }; });
    return [...facts, ...G.clashes.figures.map((figures) => ({ figures, nodes: [G.figures.about[figures[0]]] }))];
  }

  function clashes(view, limit) {
    const all = clashing(), kept = all.slice(0, limit), nodes = Array.from(new Set(kept.flatMap((item) => item.nodes)));
    const facts = Array.from(new Set(kept.filter((item) => item.f !== undefined && JP.filter.on(item.f)).map((item) => item.f))).sort((a, b) => a - b);
    return { nodes, facts, left: all.length - kept.length, at: JP.place.force(nodes, JP.scene.links(facts)) };
  }

  return { clashes, clashing, columns, clusters, years, document, compare };
})();
