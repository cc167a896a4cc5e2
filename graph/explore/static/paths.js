// Walks over the facts that pass: surroundings and shortest paths.
JP.paths = (() => {
  const G = JP.graph;

  // Node → steps from the start, breadth first, the most connected first; at most limit nodes, and how many more there were.
  function around(start, steps, limit) {
    const depth = new Map([[start, 0]]), parent = new Map();
    let edge = [start], left = 0;
    for (let step = 1; step <= steps; step += 1) {
      const next = new Map();
      for (const here of edge) {
        for (const f of G.facts(here)) {
          const there = G.other(f, here);
          if (JP.filter.on(f) && !depth.has(there) && !next.has(there)) { next.set(there, here); }
        }
      }
      const found = Array.from(next.keys()).sort((a, b) => a - b), room = Math.max(0, limit - depth.size);
      left += Math.max(0, found.length - room);
      edge = found.slice(0, room);
      for (const node of edge) { depth.set(node, step); parent.set(node, next.get(node)); }
    }
    return { depth, parent, left };
  }

  // Every shortest path as a list of facts, at most limit of them.
  function shortest(a, b, limit = 6) {
    const depth = new Map([[a, 0]]), into = new Map();
    let edge = [a];
    while (edge.length && !depth.has(b)) {
      const next = new Set();
      for (const here of edge) {
        for (const f of G.facts(here)) {
          if (!JP.filter.on(f)) { continue; }
          const there = G.other(f, here);
          if (depth.has(there)) { continue; }
          next.add(there);
          if (!into.has(there)) { into.set(there, []); }
          into.get(there).push([here, f]);
        }
      }
      const steps = depth.get(edge[0]) + 1;
      next.forEach((node) => depth.set(node, steps));
      edge = Array.from(next).sort((x, y) => x - y);
    }
    if (a === b || !depth.has(b)) { return []; }
    const found = [], seen = new Set();
    (function walk(node, tail) {
      if (found.length >= limit) { return; }
      if (node === a) {
        const nodes = tail.map((step) => step[1]).join();
        if (!seen.has(nodes)) { seen.add(nodes); found.push(tail.map((step) => step[0])); }
        return;
      }
      const steps = into.get(node).slice().sort((x, y) => x[0] - y[0] || x[1] - y[1]);
      for (const [before, f] of steps) { walk(before, [[f, node], ...tail]); }
    })(b, []);
    return found;
  }

  return { around, shortest };
})();
