/** The board: rings below each other, stages beside each other, clusters as buttons that arrow keys walk through. */
export const BOARD_SCRIPT = String.raw`
const data = JSON.parse(document.getElementById("data").textContent);
const by = (id) => document.getElementById(id);
const text = (number) => (number < 0 ? undefined : data.texts[number]);
const make = (name, props = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (key === "class") made.className = value;
    else if (key.startsWith("aria-") || key === "scope" || key === "tabindex") made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
};
const clusters = data.rings.flatMap((ring) => ring.clusters);
const chips = [];
const KINDS = ["none", "unknown", "row", "entry"];

function lookOf(cluster) {
  if (cluster.b.length > 0) return "blocked";
  return { advance: "ready", wait: "waits" }[text(cluster.n[0])] ?? "plain";
}

function chipOf(cluster) {
  const rows = cluster.o === 0 ? undefined : make("i", {}, String(cluster.o));
  const isAhead = cluster.a.length > 0;
  const ahead = isAhead ? make("i", { class: "ahead" }, "!") : undefined;
  const ok = cluster.v === 1 ? make("i", { class: "ok" }, "✓") : undefined;
  const said = [cluster.p, text(cluster.d[4]), lookOf(cluster), ...(isAhead ? ["ahead of its ring"] : []), cluster.o + " on rows", cluster.v === 1 ? "verified" : "not verified"];
  const chip = make("button", { type: "button", class: "chip " + lookOf(cluster), tabindex: "-1", title: cluster.p, "aria-label": said.join(", ") },
    make("b", {}, cluster.p), ahead, rows, ok);
  chip.addEventListener("click", () => openCluster(cluster));
  chip.addEventListener("focus", () => rove(chip));
  chips.push({ chip, cluster });
  return chip;
}

function ringOf(ring, number) {
  const cells = data.columns.map((column) => {
    const own = ring.clusters.filter((cluster) => cluster.c === column);
    const name = data.names[column];
    return make("section", { class: own.length === 0 ? "cell empty" : "cell", "aria-label": ring.name + ", " + name },
      make("h3", {}, make("span", {}, name), make("span", {}, String(own.length))), make("div", { class: "list" }, ...own.map(chipOf)));
  });
  const board = make("div", { class: "ring" }, ...cells);
  board.style.setProperty("--columns", String(Math.max(1, data.columns.length)));
  return make("section", { "aria-labelledby": "ring" + number },
    make("h2", { id: "ring" + number }, ring.name, " ", make("span", {}, ring.words)), board);
}

function rove(chip) {
  for (const one of chips) if (one.chip.tabIndex === 0) one.chip.tabIndex = -1;
  chip.tabIndex = 0;
}

function walk(event) {
  const at = chips.findIndex(({ chip }) => chip === document.activeElement);
  if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const shown = document.body.classList.contains("searching") ? chips.filter(({ chip }) => chip.classList.contains("hit")) : chips;
  const own = shown.findIndex(({ chip }) => chip === chips[at].chip);
  const cellOf = (one) => one?.chip.parentElement;
  const next = {
    ArrowDown: () => shown[own + 1],
    ArrowUp: () => shown[own - 1],
    ArrowRight: () => shown.slice(own + 1).find((one) => cellOf(one) !== cellOf(shown[own])),
    ArrowLeft: () => {
      const before = shown.slice(0, Math.max(0, own)).findLast((one) => cellOf(one) !== cellOf(shown[own]));
      return before && shown.find((one) => cellOf(one) === cellOf(before));
    },
    Home: () => shown[0],
    End: () => shown.at(-1),
  }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  next()?.chip.focus();
}

const system = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
const showTheme = () => by("theme").setAttribute("aria-pressed", String(isDark()));

function switchTheme() {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  showTheme();
}

function start() {
  by("sum").textContent = clusters.length + (clusters.length === 1 ? " cluster, " : " clusters, ") + data.today;
  by("findings").hidden = data.findings.length === 0;
  by("findings").append(...data.findings.map((finding) => make("li", {}, finding)));
  by("board").append(...data.rings.map(ringOf));
  if (chips.length > 0) chips[0].chip.tabIndex = 0;
  by("board").addEventListener("keydown", walk);
  showTheme();
  system.addEventListener("change", showTheme);
  by("theme").addEventListener("click", switchTheme);
  startSearch();
}
`;
