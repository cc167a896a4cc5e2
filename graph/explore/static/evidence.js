// Statements with their evidence: status, date, confidence, and the quote with its names marked.
JP.evidence = (() => {
  const G = JP.graph;

  // The quote as text nodes; marks are [start, end, which, …].
  function quote(text, marks) {
    const spans = [];
    for (let i = 0; i < marks.length; i += 3) { spans.push(marks.slice(i, i + 3)); }
    spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const box = JP.el("q", { class: "quote", lang: "zh" });
    let at = 0;
    for (const [start, end, which] of spans) {
      if (start < at) { continue; }
      box.append(text.slice(at, start), JP.el("mark", { class: which ? "object" : "subject" }, text.slice(start, end)));
      at = end;
    }
    box.append(text.slice(at));
    return box;
  }

  // The page where there are pages, else the character.
  const place = (document, start) => (document.pages.length ? JP.t("page", { n: JP.number(Math.max(1, document.pages.filter((at) => at <= start).length)) }) : JP.t("at", { n: JP.number(start) }));

  function source(doc, start, end) {
    const found = JP.core.documents[doc];
    if (!found) { return null; }
    const label = [JP.el("span", { class: "doc" }, found.title), JP.el("span", { class: "at" }, place(found, start))];
    if (!JP.core.readable.includes(doc)) { return JP.el("span", { class: "source" }, label); }
    if (JP.core.embedded) { return JP.el("button", { type: "button", class: "source link", title: JP.t("openSource"), on: { click: () => JP.reader.open(doc, start, end) } }, label); }
    return JP.el("a", { class: "source", href: `${found.page}#p${start}-${end}`, target: "_blank", rel: "noopener", title: JP.t("openSource") }, label);
  }

  function chips(k) {
    const { rows, small } = G, status = G.STATUS[rows.status[k]], when = small[rows.when[k]];
    return JP.el("div", { class: "chips" },
      JP.el("span", { class: "chip " + status }, JP.t(status)),
      when && JP.el("span", { class: "chip when", title: rows.resolved[k] ? JP.t("resolved") : null }, when + (rows.resolved[k] ? "*" : "")),
      JP.el("span", { class: "conf", title: JP.t("conf") + (small[rows.rule[k]] ? " · " + JP.t("rule") + " " + small[rows.rule[k]] : "") }, JP.el("i", { css: { width: rows.conf[k] + "%" } }), JP.el("span", {}, (rows.conf[k] / 100).toFixed(2))));
  }

  // Further places have no marks of their own: the first place of each end's longest name is marked.
  function further(place, f) {
    const text = G.quote(place[1]), marks = [];
    [G.s[f], G.o[f]].forEach((node, which) => {
      const name = G.names(node).sort((a, b) => b.length - a.length).find((item) => text.includes(item));
      if (name) { marks.push(text.indexOf(name), text.indexOf(name) + name.length, which); }
    });
    return JP.el("p", { class: "context" }, JP.el("span", {}, JP.t(G.small[place[0]])), ...quote(text, marks).childNodes);
  }

  function statement(k, f) {
    const { rows, small } = G, context = rows.context[k] || [];
    return JP.el("li", { class: "statement " + G.STATUS[rows.status[k]] }, chips(k),
      context.filter((place) => place[2] < rows.start[k]).map((place) => further(place, f)),
      quote(G.quote(rows.quote[k]), G.marks(k)),
      context.filter((place) => place[2] >= rows.start[k]).map((place) => further(place, f)),
      source(rows.doc[k], rows.start[k], G.end(k)));
  }

  // Over how many documents a fact is told, and when the first and the last of them were issued.
  function seen(f) {
    const documents = Array.from(new Set(G.statements(f).map((k) => G.rows.doc[k]))).filter((doc) => doc >= 0);
    if (documents.length < 2) { return ""; }
    const dates = documents.map((doc) => JP.core.documents[doc].issued).filter(Boolean).sort();
    return JP.el("p", { class: "seen" }, [JP.t("seen", { n: documents.length }), dates.length > 1 ? JP.t("firstSeen", { d: dates[0] }) : "", dates.length > 1 ? JP.t("lastSeen", { d: dates.at(-1) }) : ""].filter(Boolean).join(" · "));
  }

  // A figure with its quote.
  function figure(at) {
    const { small } = G, F = G.figures;
    return JP.el("li", { class: "statement" }, JP.el("div", { class: "chips" }, JP.el("b", {}, small[F.value[at]] + " " + small[F.unit[at]]), small[F.period[at]] && JP.el("span", { class: "chip when" }, small[F.period[at]]), small[F.status[at]] === "target" && JP.el("span", { class: "chip planned" }, JP.t("target"))), quote(G.quote(F.quote[at]), F.marks(at)), source(F.doc[at], F.start[at], F.end[at]));
  }

  function fact(f, limit = 3) {
    const passes = JP.filter.statement(JP.state.get()), all = G.statements(f).filter(passes), list = JP.el("ul", { class: "statements" }, all.slice(0, limit).map((k) => statement(k, f)));
    if (all.length > limit) { list.append(JP.el("li", {}, JP.button(JP.t("showAll", { n: all.length }), (event) => { event.currentTarget.parentNode.replaceWith(...all.slice(limit).map((k) => statement(k, f))); }, { class: "text" }))); }
    return list;
  }

  return { quote, source, statement, fact, figure, seen };
})();
