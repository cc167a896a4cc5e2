// The graph: nodes and facts as columns, and the edges of each node.
JP.graph = (() => {
  const G = { n: 0, m: 0, ready: false };
  let nodes, facts, rows, quotes = null, start, near;

  async function load() {
    nodes = await JP.chunk("nodes");
    const data = await JP.chunk("facts");
    facts = data.facts;
    rows = data.rows;
    G.n = nodes.id.length;
    G.m = facts.s.length;
    G.rows = rows;
    G.small = data.small;
    G.relations = data.relations;
    G.figures = data.figures;
    G.known = new Map();
    for (const item of data.known) { if (!G.known.has(item[0])) { G.known.set(item[0], []); } G.known.get(item[0]).push(item); }
    G.s = Int32Array.from(facts.s);
    G.o = Int32Array.from(facts.o);
    G.r = Int16Array.from(facts.r);
    G.holds = Uint8Array.from(facts.holds);
    G.at = new Int32Array(G.m + 1);
    for (let f = 0; f < G.m; f += 1) { G.at[f + 1] = G.at[f] + facts.count[f]; }
    join();
    bySlug = null;
    figuresOf = null;
    G.ready = true;
    quotes = JP.chunk("quotes").then((found) => { quotes = found.text; return quotes; });
  }

  // Compressed adjacency: the facts of node i are near[start[i] .. start[i + 1]].
  function join() {
    start = new Int32Array(G.n + 1);
    for (let f = 0; f < G.m; f += 1) { start[G.s[f] + 1] += 1; if (G.o[f] !== G.s[f]) { start[G.o[f] + 1] += 1; } }
    for (let i = 0; i < G.n; i += 1) { start[i + 1] += start[i]; }
    near = new Int32Array(start[G.n]);
    const fill = start.slice();
    for (let f = 0; f < G.m; f += 1) { near[fill[G.s[f]]++] = f; if (G.o[f] !== G.s[f]) { near[fill[G.o[f]]++] = f; } }
  }

  let bySlug = null, figuresOf = null;
  const PREFIX = "id/";
  G.load = load;
  G.facts = (i) => near.subarray(start[i], start[i + 1]);
  G.degree = (i) => start[i + 1] - start[i];
  G.other = (f, i) => (G.s[f] === i ? G.o[f] : G.s[f]);
  G.name = (i) => (JP.lang === "en" && nodes.en[i]) || nodes.name[i];
  G.zh = (i) => nodes.name[i];
  G.names = (i) => [nodes.name[i], nodes.hant[i], nodes.en[i], ...(nodes.alias[i] || [])].filter((name, at, all) => name && all.indexOf(name) === at);
  G.type = (i) => nodes.kinds[nodes.kind[i]];
  G.finer = (i) => nodes.kinds[nodes.finer[i]];
  G.documents = (i) => nodes.docs[i];
  G.spots = (i) => nodes.spots[i] || [];
  G.forms = (i) => nodes.form[i] || nodes.name[i];
  G.sound = (i) => nodes.sound[i] || "";
  G.iri = (i) => JP.core.base + nodes.id[i];
  G.slug = (i) => (nodes.id[i].startsWith(PREFIX) ? nodes.id[i].slice(PREFIX.length) : nodes.id[i]);
  G.bySlug = (slug) => {
    if (!bySlug) { bySlug = new Map(); for (let i = 0; i < G.n; i += 1) { bySlug.set(G.slug(i), i); } }
    return bySlug.has(slug) ? bySlug.get(slug) : -1;
  };
  G.isA = (i, name) => {
    const own = G.finer(i), type = G.type(i);
    if (own === name || type === name) { return true; }
    return [own, type].some((kind) => JP.core.classes[kind] && JP.core.classes[kind].above.includes(name));
  };
  G.figuresOf = (i) => {
    if (!figuresOf) { figuresOf = new Map(); G.figures.about.forEach((node, at) => { if (!figuresOf.has(node)) { figuresOf.set(node, []); } figuresOf.get(node).push(at); }); }
    return figuresOf.get(i) || [];
  };
  G.quote = (number) => (Array.isArray(quotes) ? quotes[number] : "");
  G.quotesReady = async () => { await quotes; };
  G.relation = (f) => G.relations[G.r[f]];
  G.statements = (f) => { const found = []; for (let k = G.at[f]; k < G.at[f + 1]; k += 1) { found.push(k); } return found; };
  G.STATUS = ["asserted", "planned", "negated"];
  return G;
})();
