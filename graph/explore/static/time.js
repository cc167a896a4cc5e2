// The time slider: how many statements the documents date to each month or year, and the part that is let through.
JP.time = (() => {
  let months = null, low = "", steps = [];

  // Years where there are many, else months.
  function prepare() {
    const counts = new Map(JP.core.totals.months);
    const known = Array.from(counts.keys()).sort();
    months = counts;
    steps = [];
    if (!known.length) { return; }
    // The ends stand where all but one in a hundred lie between them; what is earlier or later counts at the ends.
    const total = known.reduce((sum, month) => sum + months.get(month), 0), at = (share) => { let sum = 0; return Number(known.find((month) => { sum += months.get(month); return sum >= total * share; }).slice(0, 4)); };
    const last = at(0.99), first = Math.max(at(0.01), last - 40), wide = last - first > 7;
    for (let year = first; year <= last; year += 1) { for (let month = 1; month <= 12; month += wide ? 12 : 3) { const pad = (n) => String(n).padStart(2, "0"); steps.push({ from: `${year}-${pad(month)}`, until: `${year}-${pad(wide ? 12 : month + 2)}`, label: wide ? String(year) : `${year}-Q${(month + 2) / 3}` }); } }
    low = steps[0].from;
    for (const step of steps) { step.count = known.filter((month) => (month >= step.from || step === steps[0]) && (month <= step.until || step === steps.at(-1))).reduce((sum, month) => sum + months.get(month), 0); }
  }

  function show(state) {
    const box = JP.$("timeline");
    if (!months) { prepare(); }
    box.hidden = steps.length < 2;
    if (box.hidden) { return; }
    const last = steps.length - 1, place = (month, end) => { const at = steps.findIndex((step) => month >= step.from && month <= step.until); return at < 0 ? (end ? last : 0) : at; };
    const [a, b] = state.time ? [place(state.time[0], false), place(state.time[1], true)] : [0, last], most = Math.max(...steps.map((step) => step.count), 1);
    const set = (from, until) => JP.state.change({ time: from === 0 && until === last ? null : [from === 0 ? "0000-01" : steps[from].from, until === last ? "9999-12" : steps[until].until] });
    const handle = (name, value, action) => JP.el("input", { type: "range", min: 0, max: last, value, class: "handle " + name, "aria-label": JP.t("time") + " " + (name === "low" ? "≥" : "≤"), "aria-valuetext": steps[value].label, on: { change: action, input: paint } });
    const bars = JP.el("div", { class: "bars", "aria-hidden": "true" }, steps.map((step, i) => JP.el("i", { class: i >= a && i <= b ? "in" : "", title: `${step.label}: ${step.count}`, css: { height: step.count ? 12 + (88 * Math.sqrt(step.count / most)) + "%" : "2%" } })));
    const lowHandle = handle("low", a, () => set(Math.min(Number(lowHandle.value), Number(highHandle.value)), Math.max(Number(lowHandle.value), Number(highHandle.value))));
    const highHandle = handle("high", b, () => set(Math.min(Number(lowHandle.value), Number(highHandle.value)), Math.max(Number(lowHandle.value), Number(highHandle.value))));
    const label = JP.el("output", {});
    function paint() { const [x, y] = [Number(lowHandle.value), Number(highHandle.value)].sort((p, q) => p - q); Array.from(bars.children).forEach((bar, i) => bar.classList.toggle("in", i >= x && i <= y)); label.textContent = steps[x].label + " – " + steps[y].label; }
    const focused = document.activeElement && document.activeElement.classList.contains("handle") && box.contains(document.activeElement) ? document.activeElement.className : null;
    box.replaceChildren(JP.el("span", { class: "name" }, JP.t("time")), JP.el("div", { class: "track" }, bars, lowHandle, highHandle), label, JP.el("label", { class: "undated" }, JP.el("input", { type: "checkbox", id: "undated", checked: state.undated, on: { change: (event) => JP.state.change({ undated: event.target.checked }) } }), JP.t("undated")));
    paint();
    if (focused) { const again = Array.from(box.querySelectorAll(".handle")).find((item) => item.className === focused); if (again) { again.focus(); } }
  }

  return { show };
})();
