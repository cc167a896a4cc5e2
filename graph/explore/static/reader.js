// Reading a source document inside the page, where the page holds its text.
JP.reader = (() => {
  const AROUND = 6000;
  let texts = null;

  async function open(doc, start, end) {
    if (!texts) { texts = JP.chunk("texts").then((found) => found.texts); }
    const all = Array.from((await texts)[doc] || ""), dialog = JP.$("dialog"), found = JP.core.documents[doc];
    let from = Math.max(0, start - AROUND), until = Math.min(all.length, end + AROUND);
    const slice = (a, b) => all.slice(a, b).join("");
    const mark = JP.el("mark", { id: "passage" }, slice(start, end)), before = JP.el("span", {}, slice(from, start)), after = JP.el("span", {}, slice(end, until));
    const page = JP.el("div", { class: "reading", tabindex: 0 },
      from > 0 ? JP.button(JP.t("more"), (event) => { const to = from; from = Math.max(0, from - 4 * AROUND); before.prepend(slice(from, to)); if (!from) { event.currentTarget.remove(); } }, { class: "text" }) : "",
      JP.el("div", { class: "prose" }, before, mark, after),
      until < all.length ? JP.button(JP.t("more"), (event) => { const to = until; until = Math.min(all.length, until + 4 * AROUND); after.append(slice(to, until)); if (until === all.length) { event.currentTarget.remove(); } }, { class: "text" }) : "");
    dialog.replaceChildren(JP.el("div", { class: "head" }, JP.el("div", {}, JP.el("h2", { id: "dialogtitle" }, found.title), JP.el("p", { class: "kind" }, found.name + " · " + JP.t("at", { n: JP.number(start) }))), JP.el("button", { type: "button", class: "icon closer", "aria-label": JP.t("close"), on: { click: () => dialog.close() } }, JP.icon("close"))), page);
    if (!dialog.open) { dialog.showModal(); }
    mark.scrollIntoView({ block: "center" });
    page.focus({ preventScroll: true });
  }

  return { open };
})();
