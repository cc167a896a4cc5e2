// Where the nodes of small pictures stand. Every function gives a Map from node to [x, y], the same for the same input.
JP.place = (() => {
  const GOLDEN = Math.PI * (3 - Math.sqrt(5));
  const width = (node) => { let sum = 0; for (const char of JP.canvasLabel(node)) { sum += char > "\u2e7f" ? 13 : 7; } return sum; };

  // One node in the middle, the others on rings by distance, children near their parents.
  function radial(centre, depth, parent, order) {
    const children = new Map();
    for (const [node, above] of parent) { if (!children.has(above)) { children.set(above, []); } children.get(above).push(node); }
    children.forEach((list) => list.sort(order));
    const leaves = new Map();
    (function count(node) {
      const below = children.get(node) || [];
      below.forEach(count);
      leaves.set(node, Math.max(1, below.reduce((sum, child) => sum + leaves.get(child), 0)));
    })(centre);
    const at = new Map([[centre, [0, 0]]]), first = (children.get(centre) || []).length, total = leaves.get(centre);
    const deep = Math.max(...depth.values()), gap = deep === 1 ? 0 : 190;
    const inner = Math.max(190, (Math.max(first, deep > 1 ? total * 0.5 : 0) * 58) / (2 * Math.PI));
    (function put(node, from, to) {
      let start = from;
      (children.get(node) || []).forEach((child, index) => {
        const share = ((to - from) * leaves.get(child)) / leaves.get(node), angle = start + share / 2 - Math.PI / 2;
        // Neighbours on a crowded ring stand in two rows, so that their names do not meet.
        const stagger = deep === 1 && first > 12 ? (index % 2) * 92 : deep > 1 && depth.get(child) === deep ? (index % 2) * 70 : 0;
        const radius = inner + (depth.get(child) - 1) * gap + stagger;
        at.set(child, [Math.round(radius * 1.25 * Math.cos(angle)), Math.round(radius * Math.sin(angle))]);
        put(child, start, start + share);
        start += share;
      });
    })(centre, 0, 2 * Math.PI);
    return at;
  }

  // Columns from left to right; each column ordered by where its neighbours stand.
  function columns(lists, links, least = 300) {
    // Long columns stand further apart, so that names and headings keep their size.
    const gap = Math.max(least, (Math.max(1, ...lists.map((list) => list.length)) * 36 * 0.8) / Math.max(1, lists.length - 1));
    // Rows as far apart as the screen's shape allows, within what the eye still joins.
    const row = Math.max(36, Math.min(lists.length > 5 ? 110 : 76, ((lists.length - 0.4) * gap * 0.78) / Math.max(1, ...lists.map((list) => list.length))));
    const index = new Map(), order = lists.map((list) => list.slice());
    const number = () => order.forEach((list) => list.forEach((node, i) => index.set(node, (i + 0.5) / list.length)));
    const near = new Map();
    for (const [a, b] of links) { for (const [x, y] of [[a, b], [b, a]]) { if (!near.has(x)) { near.set(x, []); } near.get(x).push(y); } }
    number();
    for (let sweep = 0; sweep < 8; sweep += 1) {
      order.forEach((list) => {
        const key = new Map(list.map((node) => { const others = (near.get(node) || []).map((other) => index.get(other)).filter((value) => value !== undefined); return [node, others.length ? others.reduce((sum, value) => sum + value, 0) / others.length : index.get(node)]; }));
        list.sort((a, b) => key.get(a) - key.get(b) || a - b);
        list.forEach((node, i) => index.set(node, (i + 0.5) / list.length));
      });
    }
    const high = Math.max(1, ...order.map((list) => list.length)), at = new Map();
    order.forEach((list, column) => {
      const step = Math.min(row * 2.2, (high * row) / Math.max(1, list.length));
      list.forEach((node, i) => at.set(node, [column * gap, Math.round((i - (list.length - 1) / 2) * step)]));
    });
    return at;
  }

  // Springs and repulsion from a spiral on, then boxes pushed apart.
  function force(nodes, links, rounds = 220) {
    const n = nodes.length, x = new Float64Array(n), y = new Float64Array(n), dx = new Float64Array(n), dy = new Float64Array(n), index = new Map(nodes.map((node, i) => [node, i]));
    const ideal = 95, side = ideal * Math.sqrt(n);
    for (let i = 0; i < n; i += 1) { const r = (side / 2) * Math.sqrt((i + 0.5) / n); x[i] = r * 1.4 * Math.cos(i * GOLDEN); y[i] = r * Math.sin(i * GOLDEN); }
    const pairs = links.map(([a, b]) => [index.get(a), index.get(b)]).filter(([a, b]) => a !== b);
    for (let round = 0; round < rounds; round += 1) {
      dx.fill(0); dy.fill(0);
      for (let i = 0; i < n; i += 1) {
        for (let j = i + 1; j < n; j += 1) {
          let ax = x[i] - x[j], ay = (y[i] - y[j]) * 1.4; const square = Math.max(30, ax * ax + ay * ay), push = (ideal * ideal) / square;
          if (square > 360000) { continue; }
          ax *= push; ay *= push; dx[i] += ax; dy[i] += ay; dx[j] -= ax; dy[j] -= ay;
        }
      }
      for (const [a, b] of pairs) {
        const ax = x[a] - x[b], ay = y[a] - y[b], pull = Math.hypot(ax, ay) / ideal;
        dx[a] -= ax * pull; dy[a] -= ay * pull; dx[b] += ax * pull; dy[b] += ay * pull;
      }
      const heat = (side / 8 + 20) * (1 - round / rounds);
      for (let i = 0; i < n; i += 1) {
        const mx = dx[i] - x[i] * 0.12, my = dy[i] - y[i] * 0.16, far = Math.hypot(mx, my) || 1, step = Math.min(heat, far);
        x[i] += (mx / far) * step; y[i] += (my / far) * step;
      }
    }
    const at = new Map(nodes.map((node, i) => [node, [x[i], y[i]]]));
    return part(at);
  }

  // Push boxes around nodes and names apart.
  function part(at, rounds = 60) {
    const nodes = Array.from(at.keys()), half = nodes.map((node) => Math.max(30, width(node) / 2 + 5)), x = nodes.map((node) => at.get(node)[0]), y = nodes.map((node) => at.get(node)[1]);
    for (let round = 0; round < rounds; round += 1) {
      let moved = false;
      for (let i = 0; i < nodes.length; i += 1) {
        for (let j = i + 1; j < nodes.length; j += 1) {
          const ox = half[i] + half[j] - Math.abs(x[i] - x[j]), oy = 54 - Math.abs(y[i] - y[j]);
          if (ox <= 0 || oy <= 0) { continue; }
          moved = true;
          if (ox < oy) { const step = (ox / 2.4) * (x[i] >= x[j] ? 1 : -1); x[i] += step; x[j] -= step; } else { const step = (oy / 2.4) * (y[i] >= y[j] ? 1 : -1); y[i] += step; y[j] -= step; }
        }
      }
      if (!moved) { break; }
    }
    return new Map(nodes.map((node, i) => [node, [Math.round(x[i]), Math.round(y[i])]]));
  }

  // Hubs with their members around them, packed from the largest on.
  function clusters(groups) {
    const at = new Map(), placed = [];
    const sized = groups.map(({ hub, members }) => {
      const rings = [];
      for (let rest = members.slice(), ring = 0; rest.length; ring += 1) { const room = Math.max(1, Math.floor((2 * Math.PI * (105 + ring * 78)) / 76)); rings.push(rest.slice(0, room)); rest = rest.slice(room); }
      return { hub, rings, radius: 105 + Math.max(0, rings.length - 1) * 78 + 62 };
    }).sort((a, b) => b.radius - a.radius || a.hub - b.hub);
    for (const group of sized) {
      let cx = 0, cy = 0;
      for (let i = 0; i < 4000; i += 1) {
        const r = 24 * Math.sqrt(i);
        cx = r * 1.35 * Math.cos(i * GOLDEN); cy = r * Math.sin(i * GOLDEN);
        if (placed.every((other) => Math.hypot(other.cx - cx, other.cy - cy) > other.radius + group.radius)) { break; }
      }
      placed.push({ cx, cy, radius: group.radius });
      at.set(group.hub, [Math.round(cx), Math.round(cy)]);
      group.rings.forEach((ring, depth) => ring.forEach((node, i) => { const angle = ((i + depth * 0.5) / ring.length) * 2 * Math.PI - Math.PI / 2, r = 105 + depth * 78; at.set(node, [Math.round(cx + r * Math.cos(angle)), Math.round(cy + r * Math.sin(angle))]); }));
    }
    return at;
  }

  // Free places for new nodes about an anchor, away from what stands there already.
  function ring(at, anchor, nodes) {
    const [ax, ay] = at.get(anchor) || [0, 0], taken = Array.from(at.values());
    let cx = 0, cy = 0;
    taken.forEach(([x, y]) => { cx += x / taken.length; cy += y / taken.length; });
    const away = Math.atan2(ay - cy, ax - cx) || 0, spots = [];
    for (let r = 110; spots.length < nodes.length && r < 4000; r += 66) {
      const room = Math.floor((2 * Math.PI * r) / 84);
      for (let i = 0; i < room && spots.length < nodes.length; i += 1) {
        const turn = (Math.ceil(i / 2) * (i % 2 ? 1 : -1) * 2 * Math.PI) / room, x = ax + r * 1.15 * Math.cos(away + turn), y = ay + r * Math.sin(away + turn);
        if (taken.every(([ox, oy]) => Math.abs(ox - x) > 74 || Math.abs(oy - y) > 46) && spots.every(([ox, oy]) => Math.abs(ox - x) > 74 || Math.abs(oy - y) > 46)) { spots.push([Math.round(x), Math.round(y)]); }
      }
    }
    nodes.forEach((node, i) => at.set(node, spots[i] || [ax, ay]));
  }

  // Names stand outside: left of the first column, right of the others.
  const beside = (lists) => new Map(lists.flatMap((list, column) => list.map((node) => [node, column ? "right" : "left"])));

  // Names of a ring stand away from its middle.
  const outside = (at, centre) => { const [cx, cy] = at.get(centre); return new Map(Array.from(at.entries()).filter(([node]) => node !== centre).map(([node, [x, y]]) => { const turn = Math.atan2(y - cy, x - cx); return [node, Math.abs(Math.cos(turn)) > 0.42 ? (x > cx ? "right" : "left") : y > cy ? "below" : "above"]; })); };

  return { radial, columns, force, clusters, ring, beside, outside };
})();
