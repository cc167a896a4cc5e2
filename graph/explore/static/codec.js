// The compressed parts of the page.
JP.chunk = async (name) => {
  const holder = JP.$("chunk-" + name);
  if (!holder) { return null; }
  const text = holder.textContent;
  holder.remove();
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
};
