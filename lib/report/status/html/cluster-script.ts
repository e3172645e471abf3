/** One cluster, opened: what is known of it, and the matrix of explain; Escape closes it, and the focus goes back. */
export const CLUSTER_SCRIPT = String.raw`
function factsOf(cluster) {
  const [file, owner, account, region, where, verified] = cluster.d.map(text);
  const [, words, command] = cluster.n.map(text);
  const fact = (name, value, look = "") => (value === undefined ? [] : [make("dt", {}, name), make("dd", { class: look }, ...[value].flat())]);
  return make("dl", {},
    ...fact("stage", where), ...fact("owner", owner), ...fact("account, region", account && account + ", " + region),
    ...fact("file", file), ...fact("verified", verified),
    ...cluster.b.flatMap((blocker) => fact("blocked by", text(blocker), "bad")),
    ...cluster.a.flatMap((ahead) => fact("ahead of its ring", text(ahead), "ahead")),
    ...fact("on rows", String(cluster.o)),
    ...fact("next", command === undefined ? words : [words, make("small", {}, make("code", {}, command))]));
}

function matrixCell(cell, before, isNow) {
  const [kind, ...lines] = data.cells[cell];
  const look = KINDS[kind] + (isNow ? " now" : "");
  if (cell === before) return make("td", { class: look + " same" }, "=");
  return make("td", { class: look }, ...lines.map((line) => make("p", {}, text(line))));
}

function matrixOf(cluster) {
  const steps = data.steps[cluster.s].map(text);
  if (steps.length === 0) return make("p", {}, "Its file cannot be read: nothing is known of it.");
  const head = steps.map((name, i) => make("th", { scope: "col", class: i === cluster.i ? "now" : "" }, name, i === cluster.i ? make("small", {}, "now") : ""));
  const rows = cluster.m.map((row) => {
    const [name, arn, ...cells] = data.rows[row];
    return make("tr", {},
      make("th", { scope: "row" }, text(name), text(arn) && make("small", {}, text(arn))),
      ...cells.map((cell, i) => matrixCell(cell, i === cluster.i ? undefined : cells[i - 1], i === cluster.i)));
  });
  const table = make("table", {}, make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "principal"), ...head)), make("tbody", {}, ...rows));
  return make("div", { class: "wide", tabindex: "0", "aria-label": "who has what at each stage" }, table);
}

function openCluster(cluster) {
  const close = make("button", { type: "button" }, "Close");
  close.addEventListener("click", () => by("cluster").close());
  const head = make("div", { class: "top" }, make("h2", { id: "name" }, cluster.p), close);
  by("shown").replaceChildren(head, factsOf(cluster), matrixOf(cluster), make("p", {}, make("small", {}, "=: as at the step before")));
  by("cluster").showModal();
  by("cluster").scrollTop = 0;
}
`;
