// The table twin: all that the picture shows, as rows that a keyboard walks through.
JP.table = (() => {
  const G = JP.graph, PAGE = 200;
  let part = "statements", order = { column: -1, down: false }, count = PAGE;

  // One row for each statement of the facts shown that passes.
  function statements(scene, state) {
    const passes = JP.filter.statement(state), { rows, small } = G, found = [];
    for (const f of scene.facts) {
      for (const k of G.statements(f)) {
        if (passes(k)) { found.push({ fact: f, k, cells: [G.name(G.s[f]), JP.relationLabel(G.relation(f)), G.name(G.o[f]), JP.t(G.STATUS[rows.status[k]]), small[rows.when[k]], JP.core.documents[rows.doc[k]] ? JP.core.documents[rows.doc[k]].title : "", (rows.conf[k] / 100).toFixed(2), G.quote(rows.quote[k])] }); }
      }
    }
    return { heads: ["subject", "relation", "object", "status", "when", "document", "conf", "quote"], rows: found };
  }

  function entities(scene) {
    const degree = new Map();
    for (const f of scene.facts) { for (const node of [G.s[f], G.o[f]]) { degree.set(node, (degree.get(node) || 0) + 1); } }
    return { heads: ["name", "type", "degree", "also"], rows: scene.nodes.map((node) => ({ node, cells: [G.name(node), JP.typeLabel(G.finer(node)), String(degree.get(node) || 0), G.names(node).slice(1).join("、")] })) };
  }

  const content = (scene, state) => (part === "statements" ? statements(scene, state) : entities(scene));

  function sorted(rows) {
    if (order.column < 0) { return rows; }
    const compare = new Intl.Collator(JP.lang === "zh" ? "zh-Hans-CN" : "en", { numeric: true }).compare;
    return rows.slice().sort((a, b) => compare(a.cells[order.column] || "", b.cells[order.column] || "") * (order.down ? -1 : 1));
  }

  function show(state, scene) {
    const box = JP.$("table"), { heads, rows } = content(scene, state), list = sorted(rows), top = box.scrollTop;
    const open = (row) => { if (row.node !== undefined) { JP.act.choose(row.node); } else { JP.act.chooseFact(row.fact); } };
    const tab = (name, word) => JP.button(JP.t(word), () => { part = name; order = { column: -1, down: false }; count = PAGE; show(state, scene); }, { "aria-pressed": part === name, class: "part" });
    const body = JP.el("tbody", {}, list.slice(0, count).map((row, index) => JP.el("tr", { tabindex: index ? -1 : 0, "aria-selected": row.node !== undefined ? row.node === state.node : row.fact === state.fact, on: { click: () => open(row), keydown: (event) => { if (event.key === "Enter") { open(row); } } } }, row.cells.map((cell) => JP.el("td", {}, cell)))));
    body.addEventListener("keydown", (event) => {
      const row = event.target.closest("tr"), next = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling, Home: body.firstElementChild, End: body.lastElementChild }[event.key];
      if (next) { event.preventDefault(); event.stopPropagation(); row.tabIndex = -1; next.tabIndex = 0; next.focus(); }
    });
    const head = JP.el("thead", {}, JP.el("tr", {}, heads.map((key, column) => JP.el("th", { scope: "col", "aria-sort": order.column === column ? (order.down ? "descending" : "ascending") : "none" }, JP.button(JP.t(key), () => { order = { column, down: order.column === column && !order.down }; show(state, scene); }, { class: "text" })))));
    box.replaceChildren(JP.el("p", { class: "tablehead" }, tab("statements", "tableStatements"), tab("entities", "tableEntities"), JP.el("span", { class: "soft" }, JP.t("rows", { n: JP.number(list.length) }) + " · " + JP.t("tableHelp"))), JP.el("table", { class: part }, head, body), list.length > count ? JP.button(JP.t("showAll", { n: JP.number(list.length) }), () => { count = Infinity; show(state, scene); }, { class: "text" }) : "");
    box.scrollTop = top;
  }

  return { show, statements, entities };
})();
