// Search fields with suggestions: a combobox as the ARIA practices describe it.
JP.finder = (() => {
  let serial = 0;

  function attach(input, list, chosen) {
    let hits = [], active = -1;
    const close = () => { list.hidden = true; active = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const take = (index) => { const hit = hits[index]; if (!hit) { return; } close(); input.value = ""; chosen(hit.node); };
    const mark = (index) => {
      active = index;
      Array.from(list.children).forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
      const item = list.children[index];
      if (item && item.id) { input.setAttribute("aria-activedescendant", item.id); item.scrollIntoView({ block: "nearest" }); }
    };
    const update = () => {
      const text = input.value.trim();
      if (!text || !JP.graph.ready) { close(); return; }
      hits = JP.search.find(text, 10);
      if (!JP.search.speaks() && /[a-z]/i.test(text)) { JP.search.latin().then(() => { if (document.activeElement === input) { update(); } }); }
      list.replaceChildren(...(hits.length ? hits.map((hit, index) => JP.el("li", { role: "option", id: list.id + "-" + index, "aria-selected": "false", on: { mousedown: (event) => { event.preventDefault(); take(index); }, mousemove: () => { if (active !== index) { mark(index); } } } }, JP.glyph(JP.graph.type(hit.node)), JP.el("span", { class: "hit" }, JP.graph.name(hit.node), hit.via ? JP.el("small", {}, hit.via) : ""), JP.el("span", { class: "soft" }, JP.typeLabel(JP.graph.finer(hit.node)) + " · " + JP.graph.degree(hit.node)))) : [JP.el("li", { class: "soft", role: "option", "aria-disabled": "true" }, JP.t("noHits", { q: text }))]));
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      mark(hits.length ? 0 : -1);
    };
    input.addEventListener("input", (event) => { if (!event.isComposing || /[a-z]/i.test(input.value)) { update(); } });
    input.addEventListener("compositionend", update);
    input.addEventListener("focus", update);
    // Only where the cursor stayed away: it may have come back within the wait.
    input.addEventListener("blur", () => setTimeout(() => { if (document.activeElement !== input) { close(); } }, 120));
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) { return; }
      if (event.key === "ArrowDown" && !list.hidden) { event.preventDefault(); mark(Math.min(hits.length - 1, active + 1)); }
      if (event.key === "ArrowUp" && !list.hidden) { event.preventDefault(); mark(Math.max(0, active - 1)); }
      if (event.key === "Enter" && active >= 0) { event.preventDefault(); take(active); }
      if (event.key === "Escape") { event.stopPropagation(); if (list.hidden) { input.blur(); JP.$("canvas").focus(); } close(); input.value = ""; }
    });
    return { update };
  }

  // A field of its own, for choosing a second entity.
  function field({ label, chosen }) {
    serial += 1;
    const list = JP.el("ul", { role: "listbox", class: "hits", id: "hits" + serial, hidden: true, "aria-label": label });
    const input = JP.el("input", { type: "text", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, "aria-label": label, placeholder: label, autocomplete: "off", spellcheck: "false" });
    attach(input, list, chosen);
    return JP.el("div", { class: "field" }, input, list);
  }

  return { attach, field };
})();
