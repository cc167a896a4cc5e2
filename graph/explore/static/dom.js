// Building the page: elements whose content is text only. Nothing in this page ever parses markup.
const JP = {};

JP.$ = (id) => document.getElementById(id);

JP.el = (tag, attributes, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "on") { for (const [event, action] of Object.entries(value)) { node.addEventListener(event, action); } }
    else if (name === "css") { for (const [key, item] of Object.entries(value)) { node.style.setProperty(key, item); } }
    else if (value === true) { node.setAttribute(name, ""); }
    else if (value !== false && value !== null && value !== undefined) { node.setAttribute(name, String(value)); }
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
};

JP.svg = (tag, attributes, ...children) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes || {})) { node.setAttribute(name, String(value)); }
  node.append(...children.flat(Infinity));
  return node;
};

JP.button = (label, action, attributes) => JP.el("button", { type: "button", on: { click: action }, ...attributes }, label);

JP.say = (text) => { JP.$("said").textContent = text; };

// Icons are drawn as strokes on a 20 by 20 grid.
JP.icons = {
  back: "M12 4 6 10l6 6", forward: "m8 4 6 6-6 6", undo: "M8 5 4 9l4 4M4 9h7a4.5 4.5 0 0 1 0 9H9", plus: "M10 4v12M4 10h12", minus: "M4 10h12",
  fit: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4", theme: "M10 3a7 7 0 1 0 7 7 5.5 5.5 0 0 1-7-7Z", close: "m5 5 10 10M15 5 5 15",
};
JP.icon = (name) => JP.svg("svg", { viewBox: "0 0 20 20", width: 18, height: 18, "aria-hidden": "true" }, JP.svg("path", { d: JP.icons[name], fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linecap": "round", "stroke-linejoin": "round" }));

// The shapes of types, within a circle of radius 1: the same ones that the picture has.
JP.outline = (shape) => {
  const ring = (count, turn, radius) => Array.from({ length: count }, (_, i) => {
    const angle = turn + (i * 2 * Math.PI) / count, r = Array.isArray(radius) ? radius[i % 2] : radius;
    return [r * Math.cos(angle), r * Math.sin(angle)];
  });
  const up = -Math.PI / 2;
  return {
    square: ring(4, Math.PI / 4, 1.2), box: [[-0.8, -1.05], [0.8, -1.05], [0.8, 1.05], [-0.8, 1.05]], triangle: ring(3, up, 1.2), triangleDown: ring(3, -up, 1.2),
    diamond: ring(4, up, 1.2), hexagon: ring(6, 0, 1.08), pentagon: ring(5, up, 1.12), star: ring(10, up, [1.25, 0.55]),
  }[shape] || null;
};

JP.glyph = (type, size = 14) => {
  const look = JP.look(type), outline = JP.outline(look.shape), colour = JP.dark() ? look.dark : look.colour;
  const shape = outline ? JP.svg("polygon", { points: outline.map((point) => point.map((x) => (x * 6).toFixed(2)).join()).join(" "), fill: colour }) : JP.svg("circle", { r: 6, fill: colour });
  return JP.svg("svg", { class: "glyph", viewBox: "-8 -8 16 16", width: size, height: size, "aria-hidden": "true" }, shape);
};
