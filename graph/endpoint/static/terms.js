"use strict";
// Names of the data: prefixes, and the classes and relations that it uses, the most used first.
const BASE = "https://w3id.org/jinpu/";
const PREFIXES = {
  jp: BASE + "ontology#", jps: BASE + "search#", dcterms: "http://purl.org/dc/terms/", owl: "http://www.w3.org/2002/07/owl#",
  prov: "http://www.w3.org/ns/prov#", rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#", schema: "https://schema.org/", sh: "http://www.w3.org/ns/shacl#",
  skos: "http://www.w3.org/2004/02/skos/core#", void: "http://rdfs.org/ns/void#", xsd: "http://www.w3.org/2001/XMLSchema#",
};
const JSON_RESULTS = "application/sparql-results+json";

async function ask(query, accept) {
  return fetch("/sparql", { method: "POST", body: new URLSearchParams({ query }), headers: { Accept: accept } });
}

function shorten(iri) {
  for (const [prefix, namespace] of Object.entries(PREFIXES)) {
    if (iri.startsWith(namespace)) return `${prefix}:${iri.slice(namespace.length)}`;
  }
  return iri.startsWith(BASE) ? iri.slice(BASE.length) : iri;
}

// Strings, IRIs and comments hide what looks like a prefix in them.
function bare(query) {
  return query.replace(/"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>|#[^\n]*/g, " ");
}

// The prefixes that a query uses and does not declare, of those that are known.
function undeclared(query) {
  const text = bare(query);
  const declared = new Set([...text.matchAll(/\bPREFIX\s+([\w-]*):/gi)].map((match) => match[1]));
  const used = new Set([...text.matchAll(/(?<![\w?$:-])([A-Za-z][\w-]*):/g)].map((match) => match[1]));
  return Object.fromEntries(Object.entries(PREFIXES).filter(([prefix]) => used.has(prefix) && !declared.has(prefix)));
}

const TERMS = `PREFIX void: <${PREFIXES.void}> PREFIX rdfs: <${PREFIXES.rdfs}> PREFIX skos: <${PREFIXES.skos}>
SELECT ?term ?count ?zh ?en {
  GRAPH <${BASE}graph/void> { { ?part void:class ?term ; void:entities ?count } UNION { ?part void:property ?term ; void:triples ?count } }
  OPTIONAL { ?term rdfs:label ?zh FILTER(LANGMATCHES(LANG(?zh), "zh-Hans")) }
  OPTIONAL { ?term rdfs:label ?en FILTER(LANGMATCHES(LANG(?en), "en")) }
} ORDER BY DESC(?count) ?term`;

// Each {name: "jp:uses", words: "采用 uses · 217"}, with entities in the full-text search before them all.
async function terms() {
  const found = await (await ask(TERMS, JSON_RESULTS)).json();
  const rows = found.results.bindings.map((row) => ({
    name: shorten(row.term.value),
    words: [row.zh?.value, row.en?.value, row.count.value].filter(Boolean).join(" · "),
  }));
  rows.unshift({ name: "jps:search", words: "按名称查找 · finds names" });
  return rows.filter((row) => /^[a-z]+:/.test(row.name) && !row.name.includes("//"));
}

// Those that a typed beginning may mean: the beginning of the name first, then any part of name or words.
function fitting(known, typed) {
  const wanted = typed.toLowerCase();
  const local = (row) => row.name.slice(row.name.indexOf(":") + 1).toLowerCase();
  const rank = (row) => {
    if (row.name.startsWith(typed)) return 0;
    if (row.name.toLowerCase().startsWith(wanted) || row.words.startsWith(typed)) return 1;
    if (local(row).startsWith(wanted)) return 2;
    return (row.name + " " + row.words).toLowerCase().includes(wanted) ? 3 : 4;
  };
  return known.map((row) => [rank(row), row]).filter(([place]) => place < 4).sort((a, b) => a[0] - b[0]).map(([, row]) => row);
}
