// What one takes away: link, pictures, table, queries that give the same rows, citation.
JP.take = (() => {
  const G = JP.graph;

  function save(name, type, content) {
    const link = JP.el("a", { href: URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type })), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 4000);
  }

  function text(title, content) {
    const dialog = JP.$("dialog"), area = JP.el("textarea", { readonly: true, rows: 18, spellcheck: "false", "aria-label": title, id: "taken" });
    area.value = content;
    const copy = JP.button(JP.t("copy"), async () => { area.select(); try { await navigator.clipboard.writeText(content); } catch (error) { document.execCommand("copy"); } copy.textContent = JP.t("copied"); JP.say(JP.t("copied")); }, { class: "primary", id: "copy" });
    dialog.replaceChildren(JP.el("div", { class: "head" }, JP.el("h2", { id: "dialogtitle" }, title), JP.el("button", { type: "button", class: "icon closer", "aria-label": JP.t("close"), on: { click: () => dialog.close() } }, JP.icon("close"))), area, JP.el("p", { class: "buttons" }, copy));
    if (!dialog.open) { dialog.showModal(); }
    copy.focus();
  }

  const cell = (value) => {
    // A spreadsheet takes a leading = + - @ for a formula: an apostrophe keeps it a text.
    const safe = /^[=+\-@\t\r]/.test(value) ? "'" + value : value;
    return /[",\n\r]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  };

  function csv() {
    const { rows } = JP.table.statements(JP.canvas.scene(), JP.state.get()), heads = ["subject", "subject_id", "relation", "object", "object_id", "status", "when", "document", "start", "end", "confidence", "quote"];
    const lines = rows.map(({ fact, k, cells }) => [cells[0], G.iri(G.s[fact]), G.relation(fact), cells[2], G.iri(G.o[fact]), G.STATUS[G.rows.status[k]], cells[4], JP.core.documents[G.rows.doc[k]] ? JP.core.documents[G.rows.doc[k]].name : "", String(G.rows.start[k]), String(G.end(k)), cells[6], cells[7]].map(cell).join(","));
    return "\ufeff" + [heads.join(","), ...lines].join("\r\n") + "\r\n";
  }

  // What both queries ask for: the facts shown, and the filters on their statements.
  function asked() {
    const scene = JP.canvas.scene(), state = JP.state.get(), by = new Map();
    for (const f of scene.facts) { const relation = G.relation(f); if (!by.has(relation)) { by.set(relation, []); } by.get(relation).push(f); }
    const off = new Set(state.offStatus), dates = state.time ? [state.time[0] === "0000-01" ? null : state.time[0] + "-01", state.time[1] === "9999-12" ? null : state.time[1]] : null;
    return { by, status: G.STATUS.filter((name) => !off.has(name)), everyStatus: off.size === 0, dates, undated: state.undated, confidence: state.confidence / 100, documents: state.offDocuments };
  }
  const lastDay = (month) => { const [year, number] = month.split("-").map(Number); return `${month}-${new Date(Date.UTC(year, number, 0)).getUTCDate()}`; };
  const iri = (text) => "<" + text.replace(/[<>"{}|\\^`\s]/g, encodeURIComponent) + ">";

  function sparql() {
    const { by, status, everyStatus, dates, undated, confidence, documents } = asked(), lines = [];
    for (const facts of by.values()) { for (const f of facts) { lines.push(`    (${iri(G.iri(G.s[f]))} jp:${G.relation(f)} ${iri(G.iri(G.o[f]))})`); } }
    const filters = [];
    if (!everyStatus) { filters.push(`  FILTER(?status IN (${status.map((name) => `"${name}"`).join(", ")}))`); }
    if (confidence) { filters.push(`  FILTER(?confidence >= ${confidence})`); }
    if (documents.length) { filters.push(`  FILTER(?document NOT IN (${documents.map((index) => iri(JP.core.base + JP.core.documents[index].id)).join(", ")}))`); }
    const range = [];
    if (dates && dates[1]) { range.push(`?from <= "${lastDay(dates[1])}"^^xsd:date`); }
    if (dates && dates[0]) { range.push(`COALESCE(?until, ?from) >= "${dates[0]}"^^xsd:date`); }
    if (range.length || !undated) { filters.push(`  FILTER(${undated ? "!BOUND(?from) || (" : "BOUND(?from)" + (range.length ? " && " : "")}${range.join(" && ")}${undated ? ")" : ""})`); }
    return ["PREFIX jp: <https://w3id.org/jinpu/ontology#>", "PREFIX prov: <http://www.w3.org/ns/prov#>", "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>", "", "SELECT ?subject ?relation ?object ?status ?when ?document ?confidence ?quote WHERE {", "  VALUES (?subject ?relation ?object) {", ...lines, "  }",
      "  ?assertion jp:subject ?subject ; jp:predicate ?relation ; jp:object ?object ;", "    jp:status ?status ; jp:confidence ?confidence ; jp:quote ?quote ; prov:wasDerivedFrom ?document .", "  OPTIONAL { ?assertion jp:when ?when }", "  OPTIONAL { ?assertion jp:from ?from }", "  OPTIONAL { ?assertion jp:until ?until }", ...filters, "}", "ORDER BY ?subject ?relation ?object ?document", ""].join("\n");
  }

  const quoted = (value) => "'" + value.replace(/\\/g, "\\\\").replace(/'/g, "\\'") + "'";

  function cypher() {
    const { by, status, everyStatus, dates, undated, confidence, documents } = asked(), lines = [];
    for (const [relation, facts] of by) { for (const f of facts) { lines.push(`  [${quoted(G.iri(G.s[f]))}, ${quoted(relation)}, ${quoted(G.iri(G.o[f]))}]`); } }
    const where = ["a.relation = fact[1]"];
    if (!everyStatus) { where.push(`a.status IN [${status.map(quoted).join(", ")}]`); }
    if (confidence) { where.push(`a.confidence >= ${confidence}`); }
    if (documents.length) { where.push(`NOT d.id IN [${documents.map((index) => quoted(JP.core.base + JP.core.documents[index].id)).join(", ")}]`); }
    const range = [];
    if (dates && dates[1]) { range.push(`a.\`from\` <= date('${lastDay(dates[1])}')`); }
    if (dates && dates[0]) { range.push(`coalesce(a.\`until\`, a.\`from\`) >= date('${dates[0]}')`); }
    if (range.length || !undated) { where.push(undated ? `(a.\`from\` IS NULL OR (${range.join(" AND ")}))` : ["a.`from` IS NOT NULL", ...range].join(" AND ")); }
    return ["UNWIND [", lines.join(",\n"), "] AS fact", "MATCH (s:Jinpu {id: fact[0]})<-[:SUBJECT]-(a:Assertion)-[:OBJECT]->(o:Jinpu {id: fact[2]}),", "      (a)-[:FROM]->(d:Document)", "WHERE " + where.join("\n  AND "), "RETURN s.id AS subject, a.relation AS relation, o.id AS object, a.status AS status, a.`when` AS said_when,", "       s.name AS subject_name, o.name AS object_name, d.title AS document, a.confidence AS confidence, a.quote AS quote", "ORDER BY subject, relation, object, document", ""].join("\n");
  }

  function cite() {
    const { counts, version } = JP.core;
    return JP.t("citeText", { v: version.slice(0, 16), n: JP.number(counts.nodes), s: JP.number(counts.statements), u: JP.state.link() });
  }

  const name = () => "jinpu-" + JP.core.version.slice(0, 8);
  const ways = {
    copyLink: () => text(JP.t("copyLink"), JP.state.link()),
    png: () => JP.svgPicture.png((blob) => save(name() + ".png", "image/png", blob)),
    svg: () => save(name() + ".svg", "image/svg+xml", JP.svgPicture.text()),
    csv: () => save(name() + ".csv", "text/csv", csv()),
    sparql: () => text(JP.t("sparql"), sparql()),
    cypher: () => text(JP.t("cypher"), cypher()),
    cite: () => text(JP.t("cite"), cite()),
  };

  function menu() {
    const box = JP.$("takemenu"), button = JP.$("take");
    const close = () => { box.hidden = true; button.setAttribute("aria-expanded", "false"); };
    box.replaceChildren(...Object.entries(ways).map(([key, way]) => JP.button(JP.t(key), () => { close(); way(); }, { id: "take-" + key })));
    button.onclick = () => { box.hidden = !box.hidden; button.setAttribute("aria-expanded", String(!box.hidden)); if (!box.hidden) { box.firstChild.focus(); } };
    box.onkeydown = (event) => {
      const items = Array.from(box.children), at = items.indexOf(document.activeElement);
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); items[(at + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length].focus(); }
      if (event.key === "Escape") { event.stopPropagation(); close(); button.focus(); }
    };
    document.addEventListener("click", (event) => { if (!JP.$("takebox").contains(event.target)) { close(); } });
  }

  return { menu, text, csv, sparql, cypher, cite };
})();
