"use strict";
// The editor: examples from the data, completion from its own names, permalinks, downloads.
const $ = (id) => document.getElementById(id);
const EXAMPLES = `PREFIX sh: <${PREFIXES.sh}> PREFIX rdfs: <${PREFIXES.rdfs}>
SELECT ?e ?zh ?en ?query { GRAPH <${BASE}graph/examples> { ?e sh:select|sh:construct|sh:ask ?query ; rdfs:comment ?zh, ?en
  FILTER(LANGMATCHES(LANG(?zh), "zh-Hans")) FILTER(LANG(?en) = "en") } } ORDER BY ?e`;
let editor = null;

function openEditor() {
  const area = $("query");
  const home = document.createElement("div");
  home.id = "editor";
  area.before(home);
  // No completer and no prefix of the library's own: those ask other servers.
  editor = new Yasqe(home, {
    value: area.value, autocompleters: [], persistenceId: null, consumeShareLink: null, createShareableLink: null,
    createShortLink: null, showQueryButton: false, resizeable: true, editorHeight: "18rem", lineWrapping: true,
    extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-Space": () => editor.autocomplete(), Tab: false, "Shift-Tab": false },
  });
  editor.getInputField().setAttribute("aria-label", "SPARQL");
  area.hidden = true;
}

// What stands before the cursor and may be the beginning of a name; Chinese words count, which the grammar does not know.
function typed() {
  const cursor = editor.getCursor();
  return /(?<![?$@"'\w])[A-Za-z\u4e00-\u9fff][\w:\u4e00-\u9fff-]*$/.exec(editor.getLine(cursor.line).slice(0, cursor.ch))?.[0] || "";
}

function offer(known) {
  const words = new Map(known.map((row) => [row.name, row.words]));
  const place = (hint) => {
    const cursor = editor.getCursor();
    const choose = (code, all, chosen) => {
      code.replaceRange(chosen.text, chosen.from, chosen.to, "complete");
      declare();
    };
    const from = { line: cursor.line, ch: cursor.ch - typed().length };
    return { text: hint.text, displayText: `${hint.text}   ${words.get(hint.text) || ""}`, from, to: cursor, hint: choose };
  };
  const complete = {
    name: "data", bulk: false, autoShow: true,
    isValidCompletionPosition: () => typed() !== "" && !/^(string|comment)/.test(editor.getCompleteToken().type || ""),
    get: () => fitting(known, typed()).slice(0, 60).map((row) => row.name),
    postprocessHints: (_, hints) => hints.map(place),
  };
  Yasqe.registerAutocompleter(complete, false);
  editor.enableCompleter("data");
}

// Adds the prefixes that are used and known.
function declare() {
  const missing = undeclared(editor.getValue());
  const lines = Object.entries(missing).map(([prefix, namespace]) => `PREFIX ${prefix}: <${namespace}>\n`).join("");
  if (lines) editor.replaceRange(lines, { line: 0, ch: 0 });
}

function fail(problem) {
  $("error").textContent = problem.detail;
  if (problem.line) {
    const at = { line: problem.line - 1, ch: problem.column - 1 };
    editor.focus();
    editor.setSelection(at, { line: at.line, ch: at.ch + 1 });
  }
}

function link(query) {
  return "/sparql#query=" + encodeURIComponent(query);
}

// What can be downloaded follows from the kind of the query.
function offerDownloads() {
  const triples = /^(CONSTRUCT|DESCRIBE)$/.test(editor.getQueryType() || "");
  for (const a of document.querySelectorAll("a[data-media]")) {
    a.hidden = /turtle|triples|ld\+json/.test(a.dataset.media) !== triples;
  }
}

async function run() {
  declare();
  const query = editor.getValue();
  const started = performance.now();
  const took = () => `${((performance.now() - started) / 1000).toFixed(2)} s`;
  $("error").textContent = "";
  $("state").textContent = "…";
  history.replaceState(null, "", link(query));
  const response = await ask(query, JSON_RESULTS + ", text/turtle;q=0.9");
  if (!response.ok) {
    fail(await response.json());
    $("state").textContent = took();
  } else if ((response.headers.get("Content-Type") || "").startsWith("text/turtle")) {
    showText($("result"), await response.text());
    $("state").textContent = took();
  } else {
    $("state").textContent = `${show($("result"), await response.json())} 行 rows, ${took()}`;
  }
}

async function fill() {
  const found = await (await ask(EXAMPLES, JSON_RESULTS)).json();
  for (const row of found.results.bindings) $("examples").add(new Option(`${row.zh.value} ${row.en.value}`, row.query.value));
  if (!editor.getValue().trim() && found.results.bindings.length) editor.setValue(found.results.bindings[0].query.value);
}

async function start() {
  const given = new URLSearchParams(location.hash.slice(1)).get("query");
  $("query").value = given || "";
  openEditor();
  $("ask").addEventListener("submit", (event) => { event.preventDefault(); run(); });
  $("examples").addEventListener("change", () => {
    if ($("examples").value) editor.setValue($("examples").value);
    run();
  });
  editor.on("change", () => { $("permalink").href = link(editor.getValue()); offerDownloads(); });
  for (const a of document.querySelectorAll("a[data-media]")) {
    a.addEventListener("click", (event) => {
      event.preventDefault();
      download(editor.getValue(), a.dataset.media, a.dataset.end, fail);
    });
  }
  window.addEventListener("hashchange", () => location.reload());
  await fill();
  $("permalink").href = link(editor.getValue());
  offerDownloads();
  offer(await terms());
  if (given) await run();
  document.body.dataset.ready = "yes";
}

start();
