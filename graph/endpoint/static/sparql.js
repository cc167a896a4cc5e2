"use strict";
// The editor: examples from the data, a result table with links to entity pages, permalinks, downloads.
const BASE = "https://w3id.org/jinpu/";
const PREFIXES = {
  jp: "https://w3id.org/jinpu/ontology#", dcterms: "http://purl.org/dc/terms/", prov: "http://www.w3.org/ns/prov#",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#", rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  skos: "http://www.w3.org/2004/02/skos/core#", xsd: "http://www.w3.org/2001/XMLSchema#",
};
const $ = (id) => document.getElementById(id);
const JSON_RESULTS = "application/sparql-results+json";

async function ask(query, accept) {
  const body = new URLSearchParams({ query });
  return fetch("/sparql", { method: "POST", body, headers: { Accept: accept } });
}

function shorten(iri) {
  for (const [prefix, namespace] of Object.entries(PREFIXES)) {
    if (iri.startsWith(namespace)) return `${prefix}:${iri.slice(namespace.length)}`;
  }
  return iri.startsWith(BASE) ? iri.slice(BASE.length) : iri;
}

function cell(term) {
  const td = document.createElement("td");
  if (!term) return td;
  if (term.type === "uri" && /^https?:/.test(term.value)) {
    const a = document.createElement("a");
    a.href = term.value.startsWith(BASE + "id/") ? "/" + term.value.slice(BASE.length) : term.value;
    a.rel = "noreferrer";
    a.textContent = shorten(term.value);
    td.append(a);
  } else {
    td.textContent = term.value;
    if (term["xml:lang"]) td.lang = term["xml:lang"];
  }
  return td;
}

function show(found) {
  const table = $("result");
  table.replaceChildren();
  if ("boolean" in found) {
    table.insertRow().insertCell().textContent = found.boolean ? "是 true" : "否 false";
    return 1;
  }
  const head = table.createTHead().insertRow();
  for (const name of found.head.vars) {
    const th = document.createElement("th");
    th.textContent = name;
    head.append(th);
  }
  const body = table.createTBody();
  for (const row of found.results.bindings) {
    body.insertRow().append(...found.head.vars.map((name) => cell(row[name])));
  }
  return found.results.bindings.length;
}

async function run() {
  const query = $("query").value;
  const started = performance.now();
  $("error").textContent = "";
  $("state").textContent = "…";
  $("permalink").href = "/sparql#query=" + encodeURIComponent(query);
  const response = await ask(query, JSON_RESULTS + ", text/turtle;q=0.9");
  const media = response.headers.get("Content-Type") || "";
  const took = () => `${((performance.now() - started) / 1000).toFixed(2)} s`;
  if (!response.ok) {
    const problem = await response.json();
    $("error").textContent = problem.detail;
    $("state").textContent = took();
    if (problem.line) select(problem.line, problem.column);
    return;
  }
  if (media.startsWith("text/turtle")) {
    const pre = document.createElement("pre");
    pre.textContent = await response.text();
    $("result").replaceChildren();
    $("result").insertRow().insertCell().append(pre);
    $("state").textContent = took();
    return;
  }
  $("state").textContent = `${show(await response.json())} 行 rows, ${took()}`;
}

function select(line, column) {
  const lines = $("query").value.split("\n");
  const at = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  $("query").focus();
  $("query").setSelectionRange(at, at + 1);
}

async function download(event) {
  event.preventDefault();
  const media = event.target.dataset.media;
  const response = await ask($("query").value, media);
  if (!response.ok) {
    $("error").textContent = (await response.json()).detail;
    return;
  }
  const a = document.createElement("a");
  a.href = URL.createObjectURL(await response.blob());
  a.download = "result." + event.target.textContent.toLowerCase().replace("turtle", "ttl");
  a.click();
  URL.revokeObjectURL(a.href);
}

async function fill() {
  const examples = await (await ask(`PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <${PREFIXES.rdfs}>
    SELECT ?e ?zh ?en ?query { GRAPH <${BASE}graph/examples> { ?e sh:select ?query ; rdfs:comment ?zh, ?en
    FILTER(LANGMATCHES(LANG(?zh), "zh-Hans")) FILTER(LANG(?en) = "en") } } ORDER BY ?e`, JSON_RESULTS)).json();
  for (const row of examples.results.bindings) {
    const option = new Option(`${row.zh.value} ${row.en.value}`, row.query.value);
    $("examples").add(option);
  }
  const terms = await (await ask(`SELECT DISTINCT ?t { GRAPH <${BASE}graph/ontology> { ?t <${PREFIXES.rdfs}label> ?l } }
    ORDER BY ?t`, JSON_RESULTS)).json();
  for (const row of terms.results.bindings) $("terms").append(new Option(shorten(row.t.value)));
  if (!$("query").value && examples.results.bindings.length) $("query").value = examples.results.bindings[0].query.value;
}

function start() {
  const given = new URLSearchParams(location.hash.slice(1)).get("query");
  if (given) $("query").value = given;
  $("run").addEventListener("click", run);
  $("query").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
  });
  $("examples").addEventListener("change", () => { if ($("examples").value) $("query").value = $("examples").value; });
  $("term").addEventListener("change", () => {
    const box = $("query");
    box.setRangeText($("term").value + " ", box.selectionStart, box.selectionEnd, "end");
    $("term").value = "";
    box.focus();
  });
  for (const a of document.querySelectorAll("a[data-media]")) a.addEventListener("click", download);
  fill().then(() => { if (given) run(); });
}

start();
