// Finding entities by any of their names, by pinyin and by its initials.
JP.search = (() => {
  const folding = new Map();
  let forms = [], sounds = [], initials = [];

  function index() {
    const pairs = Array.from(JP.core.folding);
    for (let i = 0; i < pairs.length; i += 2) { folding.set(pairs[i], pairs[i + 1]); }
    const G = JP.graph;
    forms = new Array(G.n);
    sounds = new Array(G.n);
    initials = new Array(G.n);
    for (let i = 0; i < G.n; i += 1) {
      forms[i] = "\n" + fold(G.forms(i)) + "\n";
      const sound = G.sound(i);
      sounds[i] = sound && "\n" + sound.replace(/ /g, "") + "\n";
      initials[i] = sound && "\n" + sound.replace(/(^|[ \n])([^ \n])[^ \n]*/g, (_, before, first) => (before === "\n" ? "\n" : "") + first) + "\n";
    }
  }

  function fold(text) {
    let folded = "";
    for (const char of text.toLowerCase()) { if (char !== " " && char !== "\u3000") { folded += folding.get(char) || char; } }
    return folded;
  }

  // The better of whole, start and inside; 0 where it is not there.
  function rank(text, query, whole, head, inside) {
    if (!text) { return 0; }
    const at = text.indexOf(query);
    if (at < 0) { return 0; }
    if (text.includes("\n" + query + "\n")) { return whole; }
    return text.includes("\n" + query) ? head : inside;
  }

  function find(text, limit = 10) {
    const query = fold(text.trim()).replace(/['’]/g, "");
    if (!query) { return []; }
    const latin = /^[a-z0-9]+$/.test(query), hits = [];
    for (let i = 0; i < forms.length; i += 1) {
      let score = rank(forms[i], query, 100, 70, 50);
      if (latin && score < 60) { score = Math.max(score, rank(initials[i], query, 60, 40, 34), query.length > 2 ? rank(sounds[i], query, 65, 45, 30) : 0); }
      if (score) { hits.push([score, i]); }
    }
    // Nodes are numbered from the most connected one on: the number breaks ties.
    const best = hits.sort((a, b) => b[0] - a[0] || a[1] - b[1]).slice(0, limit);
    return best.map((hit) => ({ node: hit[1], via: via(hit[1], query) }));
  }

  // The name by which it was found, where that is not the one shown.
  function via(node, query) {
    const G = JP.graph, shown = G.name(node);
    if (fold(shown).includes(query)) { return ""; }
    return G.names(node).find((name) => fold(name).includes(query)) || "";
  }

  return { index, find, fold };
})();
