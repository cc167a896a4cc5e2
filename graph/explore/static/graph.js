// The graph: nodes and facts as columns, and the edges of each node. What the first screen and the search do not want
// comes afterwards: the statements (G.full), then the quotes part by part.
JP.graph = (() => {
  const G = { n: 0, m: 0, ready: false, full: false };
  const PART = 20000;
  let nodes, start, near, marksAt, docsAt, spotsAt, quoted = null;
  const quotes = [], sparse = {};

  async function load() {
    const first = await JP.chunk("graph");
    nodes = first;
    G.relations = first.relations;
    G.n = nodes.id.length;
    G.m = first.s.length;
    G.s = first.s; G.o = first.o; G.r = first.r; G.holds = first.holds; G.stands = first.stands;
    G.at = JP.offsets(first.count);
    for (const key of ["hant", "en", "alias"]) { sparse[key] = new Map(Array.from(first[key + "At"], (node, i) => [node, first[key][i]])); }
    join();
    G.ready = true;
  }

  // What every card and every filter wants.
  async function rest() {
    const late = await JP.chunk("rows");
    marksAt = JP.offsets(late.marksCount);
    docsAt = JP.offsets(late.docsCount);
    spotsAt = new Int32Array(G.n + 1);
    late.spotNode.forEach((node) => { spotsAt[node + 1] += 1; });
    for (let i = 0; i < G.n; i += 1) { spotsAt[i + 1] += spotsAt[i]; }
    G.rows = late;
    G.small = late.small;
    const figure = (name) => late["figure" + name], F = { about: figure("About"), doc: figure("Doc"), start: figure("Start"), end: figure("End"), quote: figure("Quote"), number: figure("Number"), mark: figure("Mark"), indicator: figure("Indicator"), concept: figure("Concept"), value: figure("Value"), unit: figure("Unit"), period: figure("Period"), since: figure("Since"), until: figure("Until"), status: figure("Status") };
    F.marks = (at) => (F.mark[at] < 0 ? [] : [F.mark[at], F.mark[at] + late.small[F.value[at]].length, 1]);
    G.figures = F;
    G.clashes = late.clashes;
    G.known = new Map();
    for (const item of late.known) { if (!G.known.has(item[0])) { G.known.set(item[0], []); } G.known.get(item[0]).push(item); }
    G.full = true;
  }

  // The quotes come last, one part after another, so that the page answers in between.
  async function words() {
    for (let part = 0; part < JP.core.quotes; part += 1) { await JP.pause(); quotes[part] = (await JP.chunk("quotes-" + part)).text; }
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

  let bySlug = null, figuresOf = null, filling = null;
  const range = (from, until, item) => Array.from({ length: until - from }, (_, i) => item(from + i));
  G.load = load;
  G.fill = () => { filling = filling || rest(); return filling; };
  G.facts = (i) => near.subarray(start[i], start[i + 1]);
  G.degree = (i) => start[i + 1] - start[i];
  G.other = (f, i) => (G.s[f] === i ? G.o[f] : G.s[f]);
  G.name = (i) => (JP.lang === "en" && sparse.en.get(i)) || nodes.name[i];
  G.zh = (i) => nodes.name[i];
  G.names = (i) => [nodes.name[i], sparse.hant.get(i), sparse.en.get(i), ...(sparse.alias.get(i) || "").split("\u0001")].filter((name, at, all) => name && all.indexOf(name) === at);
  G.kindCodes = () => nodes.kind;
  G.kinds = () => nodes.kinds;
  G.type = (i) => nodes.kinds[nodes.kind[i]];
  G.finer = (i) => nodes.kinds[nodes.finer[i]];
  G.documents = (i) => Array.from(G.rows.docs.subarray(docsAt[i], docsAt[i + 1]));
  G.spots = (i) => range(spotsAt[i], spotsAt[i + 1], (k) => [G.rows.spotDoc[k], G.rows.spotStart[k], G.rows.spotStart[k] + G.rows.spotLong[k], G.rows.spotTimes[k]]);
  G.forms = () => nodes.form.map((form, i) => form || nodes.name[i]);
  G.sounds = () => JP.chunk("sounds").then((found) => found.sound);
  G.iri = (i) => (nodes.id[i].includes("://") ? nodes.id[i] : JP.core.base + "id/" + nodes.id[i]);
  G.slug = (i) => nodes.id[i];
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
  G.quote = (number) => { const part = quotes[Math.floor(number / PART)]; return part ? part[number % PART] : ""; };
  G.quotesReady = () => { quoted = quoted || words(); return quoted; };
  G.marks = (k) => Array.from(G.rows.marks.subarray(marksAt[k], marksAt[k + 1]));
  G.end = (k) => G.rows.start[k] + G.rows.long[k];
  G.relation = (f) => G.relations[G.r[f]];
  G.statements = (f) => { const found = []; for (let k = G.at[f]; k < G.at[f + 1]; k += 1) { found.push(k); } return found; };
  G.factOf = (k) => { let low = 0, high = G.m; while (high - low > 1) { const middle = (low + high) >> 1; if (G.at[middle] <= k) { low = middle; } else { high = middle; } } return low; };
  G.STATUS = ["asserted", "planned", "negated"];
  return G;
})();
