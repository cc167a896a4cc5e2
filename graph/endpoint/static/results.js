"use strict";
// Results as a table whose entities lead to their pages, a screenful at a time.
const STEP = 500;

function cell(term) {
  const td = document.createElement("td");
  if (!term) return td;
  if (term.type === "uri" && /^https?:/.test(term.value)) {
    const a = document.createElement("a");
    a.href = term.value.startsWith(BASE + "id/") ? "/" + term.value.slice(BASE.length) : term.value;
    a.rel = "noreferrer nofollow";
    a.textContent = shorten(term.value);
    td.append(a);
  } else {
    td.textContent = term.value;
    if (term["xml:lang"]) td.lang = term["xml:lang"];
  }
  return td;
}

// Returns how many rows there are; more than a screenful wait behind a button that says how many.
function show(table, found) {
  table.replaceChildren();
  if ("boolean" in found) {
    table.insertRow().insertCell().textContent = found.boolean ? "是 true" : "否 false";
    return 1;
  }
  const head = table.createTHead().insertRow();
  for (const name of found.head.vars) {
    const th = document.createElement("th");
    th.scope = "col";
    th.textContent = name;
    head.append(th);
  }
  const rows = found.results.bindings;
  const body = table.createTBody();
  const more = (from) => {
    for (const row of rows.slice(from, from + STEP)) {
      body.insertRow().append(...found.head.vars.map((name) => cell(row[name])));
    }
    if (rows.length <= from + STEP) return;
    const last = body.insertRow();
    const button = document.createElement("button");
    button.textContent = `还有 ${rows.length - from - STEP} 行 more rows`;
    button.addEventListener("click", () => { last.remove(); more(from + STEP); });
    const td = last.insertCell();
    td.colSpan = found.head.vars.length || 1;
    td.append(button);
  };
  more(0);
  return rows.length;
}

function showText(table, text) {
  const pre = document.createElement("pre");
  pre.textContent = text;
  table.replaceChildren();
  table.insertRow().insertCell().append(pre);
}

async function download(query, media, ending, fail) {
  const response = await ask(query, media);
  if (!response.ok) {
    fail(await response.json());
    return;
  }
  const a = document.createElement("a");
  a.href = URL.createObjectURL(await response.blob());
  a.download = "result." + ending;
  a.click();
  URL.revokeObjectURL(a.href);
}
