// What is looked at. All of it stands in the fragment of the address, so that a link restores it.
JP.state = (() => {
  const fresh = () => ({
    base: { kind: "home" }, more: [], less: [], node: -1, fact: -1, pins: {}, offTypes: [], offRelations: [], offStatus: [], offDocuments: [],
    confidence: 0, time: null, undated: true, tab: "graph",
  });
  let now = fresh(), written = null;
  const past = [], watchers = [];

  const copy = (state) => JSON.parse(JSON.stringify(state));
  const watch = (watcher) => watchers.push(watcher);
  const tell = () => watchers.forEach((watcher) => watcher(now));

  // Change the state; a step is a place to come back to, other changes only replace the address.
  function change(patch, step = false) {
    past.push(copy(now));
    if (past.length > 200) { past.shift(); }
    now = { ...now, ...patch };
    publish(step);
    tell();
  }

  function go(base, patch) { change({ base, more: [], less: [], pins: {}, fact: -1, ...patch }, true); }

  function undo() {
    if (past.length) { now = past.pop(); publish(false); tell(); }
  }

  function publish(step) {
    written = encode(now);
    const address = written ? "#" + written : "#";
    // Inside a frame without an address of its own (a notebook's) there is no history to write.
    try { if (step) { history.pushState(null, "", address); } else { history.replaceState(null, "", address); } } catch (error) { if (!(error instanceof DOMException)) { throw error; } }
  }

  const safe = (text) => encodeURIComponent(text).replace(/%2F/g, "/").replace(/%2C/g, ",").replace(/%3A/g, ":");
  const slug = (node) => JP.graph.slug(node);

  function encode(state) {
    const out = [], add = (key, value) => { if (value !== "" && value !== null && value !== undefined) { out.push(key + "=" + safe(String(value))); } };
    const { base } = state;
    if (base.kind === "focus") { add("focus", slug(base.node)); add("steps", base.steps); }
    if (base.kind === "path") { add("from", slug(base.a)); add("to", slug(base.b)); }
    if (base.kind === "view") { add("view", base.view); }
    if (base.kind === "document") { add("document", JP.core.documents[base.document].name); }
    if (base.kind === "compare") { add("compare", base.a + "," + base.b); }
    add("limit", base.limit);
    add("more", state.more.map((item) => slug(item.node) + (item.relation ? ":" + item.relation : "")).join(","));
    add("less", state.less.map(slug).join(","));
    if (state.node >= 0) { add("entity", slug(state.node)); }
    if (state.fact >= 0) { const f = state.fact, G = JP.graph; add("fact", [slug(G.s[f]), G.relation(f), slug(G.o[f])].join(",")); }
    add("pin", Object.entries(state.pins).map(([node, at]) => [slug(Number(node)), ...at].join(":")).join(","));
    add("types", state.offTypes.join(","));
    add("relations", state.offRelations.join(","));
    add("status", state.offStatus.join(","));
    add("documents", state.offDocuments.join(","));
    add("confidence", state.confidence || "");
    if (state.time) { add("time", state.time.join("/")); }
    if (!state.undated) { add("undated", "no"); }
    if (state.tab !== "graph") { add("tab", state.tab); }
    return out.join("&");
  }

  function decode(text) {
    const state = fresh(), got = new Map();
    for (const part of text.split("&")) {
      const cut = part.indexOf("=");
      try { if (cut > 0) { got.set(part.slice(0, cut), decodeURIComponent(part.slice(cut + 1))); } } catch (error) { if (!(error instanceof URIError)) { throw error; } }
    }
    const list = (key) => (got.get(key) || "").split(",").filter(Boolean);
    const node = (value) => JP.graph.bySlug(value || "");
    const number = (value, low, high, other) => { const found = Number(value); return Number.isInteger(found) && found >= low && found <= high ? found : other; };
    const last = JP.core.documents.length - 1;
    if (node(got.get("focus")) >= 0) { state.base = { kind: "focus", node: node(got.get("focus")), steps: number(got.get("steps"), 1, 3, 1) }; }
    if (node(got.get("from")) >= 0 && node(got.get("to")) >= 0) { state.base = { kind: "path", a: node(got.get("from")), b: node(got.get("to")) }; }
    if (JP.core.views.some((view) => view.id === got.get("view"))) { state.base = { kind: "view", view: got.get("view") }; }
    const document = JP.core.documents.findIndex((item) => item.name === got.get("document"));
    if (document >= 0) { state.base = { kind: "document", document }; }
    const [a, b] = list("compare").map((value) => number(value, 0, last, -1));
    if (a >= 0 && b >= 0) { state.base = { kind: "compare", a, b }; }
    if (got.has("limit")) { state.base.limit = number(got.get("limit"), 1, 2000, undefined); }
    state.more = list("more").map((item) => item.split(":")).map(([value, relation]) => ({ node: node(value), relation: relation || "" })).filter((item) => item.node >= 0);
    state.less = list("less").map(node).filter((found) => found >= 0);
    state.node = node(got.get("entity"));
    const [s, r, o] = list("fact");
    if (o !== undefined && node(s) >= 0) { state.fact = Array.from(JP.graph.facts(node(s))).find((f) => JP.graph.relation(f) === r && JP.graph.o[f] === node(o)) ?? -1; }
    for (const item of list("pin")) { const [value, x, y] = item.split(":"); if (node(value) >= 0) { state.pins[node(value)] = [number(x, -1e6, 1e6, 0), number(y, -1e6, 1e6, 0)]; } }
    state.offTypes = list("types");
    state.offRelations = list("relations");
    state.offStatus = list("status").filter((name) => JP.graph.STATUS.includes(name));
    state.offDocuments = list("documents").map((value) => number(value, 0, last, -1)).filter((value) => value >= 0);
    state.confidence = number(got.get("confidence"), 0, 100, 0);
    const time = /^(\d{4}-\d\d)\/(\d{4}-\d\d)$/.exec(got.get("time") || "");
    if (time) { state.time = [time[1], time[2]]; }
    state.undated = got.get("undated") !== "no";
    state.tab = got.get("tab") === "table" ? "table" : "graph";
    return state;
  }

  function restore() {
    const text = location.hash.replace(/^#/, "");
    if (text === written) { return; }
    written = text;
    now = decode(text);
    tell();
  }

  return { get: () => now, change, go, undo, watch, restore, tell, fresh, canUndo: () => past.length > 0, link: () => location.href.split("#")[0] + "#" + encode(now) };
})();
