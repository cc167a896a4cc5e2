// Which statements, facts and types pass the filters.
JP.filter = (() => {
  let standing = new Uint8Array(0), key = "";
  // 0 does not pass; else 1 asserted, 2 planned, 3 negated.
  const statement = (state, off) => {
    const { rows, small } = JP.graph, status = new Set(state.offStatus.map((name) => JP.graph.STATUS.indexOf(name))), documents = new Set(state.offDocuments);
    const from = state.time && state.time[0], until = state.time && state.time[1] + "-99";
    return (k) => {
      if (status.has(rows.status[k]) || documents.has(rows.doc[k]) || rows.conf[k] < state.confidence) { return false; }
      if (off && off.time) { return true; }
      const since = small[rows.since[k]];
      if (!since) { return state.undated; }
      return !from || (since <= until && (small[rows.until[k]] || since) >= from);
    };
  };

  function refresh(state) {
    const next = JSON.stringify([state.offTypes, state.offRelations, state.offStatus, state.offDocuments, state.confidence, state.time, state.undated]);
    if (next === key && standing.length === JP.graph.m) { return; }
    key = next;
    // Where nothing is filtered the build has worked it out already.
    if (!active(state)) { standing = JP.graph.stands; return; }
    const G = JP.graph, passes = statement(state), off = new Set(state.offRelations), hidden = new Set(state.offTypes);
    const typeOff = new Uint8Array(G.n);
    if (hidden.size) { for (let i = 0; i < G.n; i += 1) { typeOff[i] = hidden.has(G.type(i)) ? 1 : 0; } }
    standing = new Uint8Array(G.m);
    for (let f = 0; f < G.m; f += 1) {
      if (typeOff[G.s[f]] || typeOff[G.o[f]] || (off.size && off.has(G.relation(f)))) { continue; }
      let last = -1, asserted = false;
      for (let k = G.at[f]; k < G.at[f + 1]; k += 1) { if (passes(k)) { last = k; asserted = asserted || G.rows.status[k] === 0; } }
      if (last >= 0) { standing[f] = G.holds[f] && asserted ? 1 : G.rows.status[last] + 1; }
    }
  }

  const active = (state) => Boolean(state.offTypes.length || state.offRelations.length || state.offStatus.length || state.offDocuments.length || state.confidence || state.time || !state.undated);

  return { refresh, active, statement, fact: (f) => standing[f], on: (f) => standing[f] > 0 };
})();
