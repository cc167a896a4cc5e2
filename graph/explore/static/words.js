// The words of the interface, the labels of terms, light and dark.
JP.core = JSON.parse(JP.$("core").textContent);

JP.lang = (navigator.language || "zh").startsWith("zh") ? "zh" : "en";

JP.t = (key, values) => {
  const text = JP.core.words[JP.lang][key];
  return text === undefined ? key : text.replace(/\{(\w)\}/g, (_, name) => String((values || {})[name]));
};

// A label of something that has one in each language.
JP.both = (item, key = "") => (JP.lang === "zh" ? item["zh" + key] || item[key + "Zh"] : item["en" + key] || item[key + "En"]) || "";

JP.typeLabel = (name) => { const term = JP.core.classes[name]; return term ? term[JP.lang] : name; };
JP.relationLabel = (name) => { const term = JP.core.relations[name]; return term ? term[JP.lang] : name; };
JP.symmetric = (name) => Boolean(JP.core.relations[name] && JP.core.relations[name].symmetric);
JP.look = (type) => JP.core.looks[type] || { colour: "#777777", dark: "#aaaaaa", shape: "dot" };

JP.dark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};

JP.number = (value) => value.toLocaleString(JP.lang === "zh" ? "zh-CN" : "en-GB");
