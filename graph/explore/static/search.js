// Finding entities by any of their names, by pinyin and by its initials.
JP.search = (() => {
  const folding = new Map(), indexes = {};

  // All names of all entities as one text, a line feed before and after each, so that one search goes through everything.
  function index() {
    const pairs = Array.from(JP.core.folding), { graph } = JP;
    for (let i = 0; i < pairs.length; i += 2) { folding.set(pairs[i], pairs[i + 1]); }
    indexes.form = lines(graph.forms());
  }

  function lines(pieces) {
    const start = new Int32Array(pieces.length + 1);
    let at = 0;
    for (let i = 0; i < pieces.length; i += 1) { start[i] = at; at += pieces[i].length + 2; }
    start[pieces.length] = at;
    return { start, text: pieces.length ? "\n" + pieces.join("\n\n") + "\n" : "" };
  }

  // Pinyin is unpacked when somebody types Latin letters, or when there is time.
  let spoken = null;
  function latin() {
    spoken = spoken || JP.graph.sounds().then(speak);
    return spoken;
  }
  function speak(sounds) {
    indexes.sound = lines(sounds.map((sound) => sound.replaceAll(" ", "")));
    indexes.initial = lines(sounds.map((sound) => sound.replace(/([^ \n])[^ \n]*(?: |(?=\n|$))/g, "$1")));
  }

  function fold(text) {
    let folded = "";
    for (const char of text.toLowerCase()) { if (char !== " " && char !== "\u3000") { folded += folding.get(char) || char; } }
    return folded;
  }

  // Give every node that has the query the best of: a whole name, its start, inside.
  function scan({ text, start }, query, [whole, head, inside], scores) {
    let node = 0;
    for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + 1)) {
      let high = start.length - 1;
      while (high - node > 1) { const middle = (node + high) >> 1; if (start[middle] <= at) { node = middle; } else { high = middle; } }
      const begins = text[at - 1] === "\n", score = begins ? (text[at + query.length] === "\n" ? whole : head) : inside;
      if (score > (scores.get(node) || 0)) { scores.set(node, score); }
    }
  }

  function find(text, limit = 10) {
    const query = fold(text.trim()).replace(/['’\n]/g, ""), scores = new Map();
    if (!query) { return []; }
    scan(indexes.form, query, [100, 70, 50], scores);
    if (/^[a-z0-9]+$/.test(query)) {
      if (indexes.initial) { scan(indexes.initial, query, [60, 40, 34], scores); }
      if (indexes.sound && query.length > 2) { scan(indexes.sound, query, [65, 45, 30], scores); }
    }
    // Nodes are numbered from the most connected one on: the number breaks ties.
    let best = [], least = 0;
    for (const [node, score] of scores) {
      if (best.length >= 4 * limit && score < least) { continue; }
      best.push([score, node]);
      if (best.length > 400) { best = best.sort((a, b) => b[0] - a[0] || a[1] - b[1]).slice(0, 4 * limit); least = best[best.length - 1][0]; }
    }
    best = best.sort((a, b) => b[0] - a[0] || a[1] - b[1]).slice(0, limit);
    return best.map((hit) => ({ node: hit[1], via: via(hit[1], query) }));
  }

  // The name by which it was found, where that is not the one shown.
  function via(node, query) {
    const G = JP.graph, shown = G.name(node);
    if (fold(shown).includes(query)) { return ""; }
    return G.names(node).find((name) => fold(name).includes(query)) || "";
  }

  return { index, find, fold, latin, speaks: () => Boolean(indexes.initial) };
})();
