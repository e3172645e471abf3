/** The search: which principals are meant, and in which clusters each still comes in by a row, at the stage where the cluster is. */
export const SEARCH_SCRIPT = String.raw`
const MOST_PRINCIPALS = 40;
const MOST_LINKS = 60;

const counted = (count, noun) => count + " " + noun + (count === 1 ? "" : "s");

function kindNow(cluster, row) {
  const cell = data.rows[row][2 + cluster.i];
  return cell === undefined ? "unknown" : KINDS[data.cells[cell][0]];
}

function principals() {
  const known = new Map();
  for (const cluster of clusters) {
    for (const row of cluster.m) {
      const [name, arn] = data.rows[row];
      const own = text(arn) ?? text(name) + " in " + cluster.p;
      const found = known.get(own) ?? { name: text(name), arn: own, row: [], entry: [], none: [], unknown: [] };
      found[kindNow(cluster, row)].push(cluster);
      known.set(own, found);
    }
  }
  return [...known.values()];
}

function linksTo(list) {
  const shown = list.slice(0, MOST_LINKS).map((cluster) => {
    const link = make("button", { type: "button" }, cluster.p);
    link.addEventListener("click", () => openCluster(cluster));
    return link;
  });
  const more = list.length > MOST_LINKS ? "and " + (list.length - MOST_LINKS) + " more" : "";
  return [...shown, more];
}

function links(list) {
  return make("td", { class: "links" }, ...(list.length === 0 ? ["–"] : linksTo(list)));
}

function resultOf(found) {
  return make("tr", {}, make("th", { scope: "row" }, found.name, make("small", {}, found.arn)),
    links(found.row), make("td", {}, String(found.entry.length)), make("td", {}, String(found.none.length)), make("td", {}, String(found.unknown.length)));
}

function search(all) {
  const asked = by("query").value.trim().toLowerCase();
  const isOn = asked !== "";
  const found = isOn ? all.filter((one) => one.arn.toLowerCase().includes(asked) || one.name.toLowerCase().includes(asked)) : [];
  found.sort((one, other) => other.row.length - one.row.length || (one.arn < other.arn ? -1 : 1));
  const named = new Set(found.flatMap((one) => one.row));
  const hits = chips.filter(({ chip, cluster }) => {
    const isHit = isOn && (named.has(cluster) || cluster.p.toLowerCase().includes(asked));
    chip.classList.toggle("hit", isHit);
    return isHit;
  });
  document.body.classList.toggle("searching", isOn);
  const first = hits[0]?.chip ?? chips[0]?.chip;
  if (first !== undefined) rove(first);
  const byRow = found.filter((one) => one.row.length > 0).length;
  const called = clusters.filter((cluster) => isOn && cluster.p.toLowerCase().includes(asked));
  const sums = [
    ...(found.length > 0 || called.length === 0 ? [counted(found.length, "principal") + ", " + byRow + " still by a row, in " + counted(named.size, "cluster")] : []),
    ...(called.length > 0 ? [counted(called.length, "cluster") + " of this name"] : []),
  ];
  const sum = isOn ? sums.join("; ") : "";
  by("live").textContent = sum;
  by("found").hidden = !isOn;
  const head = ["principal", "by a row in", "by an entry in", "nothing in", "unknown in"].map((name) => make("th", { scope: "col" }, name));
  const rest = found.length > MOST_PRINCIPALS ? make("p", {}, "and " + (found.length - MOST_PRINCIPALS) + " more: type more of the name") : undefined;
  by("found").replaceChildren(make("h2", {}, sum),
    ...(called.length === 0 ? [] : [make("p", { class: "links" }, ...linksTo(called))]),
    ...(found.length === 0 ? [] : [make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...found.slice(0, MOST_PRINCIPALS).map(resultOf)))]),
    ...(rest === undefined ? [] : [rest]));
}

function startSearch() {
  const all = principals();
  let due;
  by("query").addEventListener("input", () => {
    clearTimeout(due);
    due = setTimeout(() => search(all), 120);
  });
  by("find").addEventListener("submit", (event) => {
    event.preventDefault();
    search(all);
    (document.querySelector("#found button") ?? document.querySelector(".chip.hit"))?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== by("query") && !by("cluster").open) {
      event.preventDefault();
      by("query").focus();
    }
    if (event.key === "Escape" && document.activeElement === by("query")) {
      by("query").value = "";
      search(all);
    }
  });
}
`;
