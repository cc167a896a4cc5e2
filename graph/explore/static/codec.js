// The compressed parts of the page: columns of numbers and texts, as graph/explore/columns.py writes them.
JP.chunk = async (name) => {
  const holder = await JP.whole("chunk-" + name);
  if (!holder) { return null; }
  const bytes = JP.bytes(holder.textContent);
  holder.remove();
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JP.columns(await new Response(stream).arrayBuffer());
};

// A part is whole when something stands behind it: the page is still being read while its first parts are in use.
JP.whole = async (id) => {
  while (document.readyState === "loading" && !(JP.$(id) && JP.$(id).nextElementSibling)) { await JP.pause(5); }
  return JP.$(id);
};
JP.pause = (wait = 0) => new Promise((done) => { setTimeout(done, wait); });

JP.bytes = (text) => {
  if (Uint8Array.fromBase64) { return Uint8Array.fromBase64(text); }
  const binary = atob(text), bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) { bytes[i] = binary.charCodeAt(i); }
  return bytes;
};

JP.columns = (buffer) => {
  const size = new DataView(buffer).getUint32(0, true), decoder = new TextDecoder(), found = {};
  const text = (from, length) => decoder.decode(new Uint8Array(buffer, from, length));
  for (const [name, at, length, kind, count, wide, low] of JSON.parse(text(4, size))) {
    const from = 4 + size + at;
    if (kind === "json") { found[name] = JSON.parse(text(from, length)); }
    if (kind === "text") { found[name] = count ? text(from, length).split("\0") : []; }
    if (kind === "float") { found[name] = new Float64Array(buffer.slice(from, from + length)); }
    if (kind === "int" || kind === "rising") { found[name] = JP.numbers(new Uint8Array(buffer, from, length), count, wide, low, kind === "rising"); }
  }
  return found;
};

// All first bytes stand before all second ones; rising numbers are kept as differences.
JP.numbers = (bytes, count, wide, low, rising) => {
  if (wide === 1 && low === 0 && !rising) { return bytes; }
  const found = new Int32Array(count);
  for (let plane = 0; plane < wide; plane += 1) {
    const shift = 8 * plane, from = plane * count;
    for (let i = 0; i < count; i += 1) { found[i] |= bytes[from + i] << shift; }
  }
  let before = 0;
  for (let i = 0; i < count; i += 1) { found[i] += low; if (rising) { before += found[i]; found[i] = before; } }
  return found;
};

// Where the parts of a column begin, from how many there are of each.
JP.offsets = (counts) => {
  const at = new Int32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i += 1) { at[i + 1] = at[i] + counts[i]; }
  return at;
};
