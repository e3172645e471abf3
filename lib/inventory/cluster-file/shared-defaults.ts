import { currentCode } from "../../finding/catalogue";
import type { YamlEntry, YamlMap, YamlNode } from "../../yaml/yaml-node";
import { parseYamlTree } from "../../yaml/yaml-tree";
import type { YamlProblem } from "../../yaml/yaml-problem";
import { inventoryFinding as finding } from "../finding/inventory-finding";
import type { PlacedFinding } from "../finding/located-finding";
import { yamlFinding } from "./yaml-finding";

/** The text of a `defaults.yaml`. */
export interface DefaultsText {
  /** `clusters/prod/defaults.yaml` */
  readonly file: string;
  readonly text: string;
}

/** What clusters of a folder may share; everything else is a cluster's own. */
const SHARED = ["terraform", "tags", "accept", "owner"];

/** Stands in texts of `terraform.backend` for the name of the stack, so that clusters share a bucket and no state. */
const STACK = /\{stack\}/g;

/** A tree with what its folders say, and what is wrong with that. */
export interface MergedTree {
  readonly root: YamlNode;
  readonly findings: readonly PlacedFinding[];
}

/**
 * Lays a cluster file over what its folders say, from the top: maps are merged key by key, of `accept` all hold, of everything else
 * the nearest does. Each value keeps the place at which it is written, with its file.
 */
export function withDefaults(root: YamlNode, defaults: readonly DefaultsText[], stack: string): MergedTree {
  const read = defaults.map((one) => readDefaults(one, stack));
  const findings = read.flatMap((one) => one.findings);
  const shared = read.flatMap((one) => one.root ?? []);
  return { root: shared.reduceRight<YamlNode>((own, above) => merged(own, above), root), findings };
}

interface ReadDefaults {
  readonly root?: YamlMap;
  readonly findings: readonly PlacedFinding[];
}

function readDefaults({ file, text }: DefaultsText, stack: string): ReadDefaults {
  const { root, problems } = parseYamlTree(text);
  const findings = problems.map(defaultsYamlFinding).map(({ finding, at }) => ({ finding, at: { ...at, file } }));
  if (root === undefined) return { findings };
  if (root.kind !== "map") {
    const message = `not a map, expected ${SHARED.join(", ")}`;
    return { findings: [...findings, { finding: finding("type-wrong", "", { message }), at: { ...root.at, file } }] };
  }
  const unknown = [...root.entries].filter(([key]) => !SHARED.includes(key));
  const placed = inFile(root, { file, stack: undefined, replaces: stack });
  return {
    ...(placed.kind === "map" ? { root: { ...placed, entries: sharedEntries(placed) } } : {}),
    findings: [
      ...findings,
      ...acceptedForAll(root, file),
      ...unknown.map(([key, { at }]) => ({ finding: notShared(key), at: { ...at, file } })),
    ],
  };
}

function defaultsYamlFinding(problem: YamlProblem): PlacedFinding {
  return problem.fault === "empty"
    ? { at: problem.at, finding: finding("file-empty", "", EMPTY) }
    : yamlFinding(problem);
}

const EMPTY = {
  message: `is empty, expected one of ${SHARED.join(", ")}`,
  help: "write what the clusters of this folder share, or delete the file",
};

/** What somebody has looked at in one state, or behind one name: it says nothing of the next cluster. */
const OF_ONE_CLUSTER: readonly unknown[] = ["adopt-whole-state", "import-by-name"];

function acceptedForAll({ entries }: YamlMap, file: string): PlacedFinding[] {
  const accept = entries.get("accept")?.value;
  if (accept?.kind !== "list") return [];
  return accept.items.flatMap((item, i): PlacedFinding[] => {
    const code = item.kind === "map" ? item.entries.get("code")?.value : undefined;
    if (code?.kind !== "scalar" || !OF_ONE_CLUSTER.includes(currentCode(String(code.value)))) return [];
    const message = `for every cluster of the folder, expected a code that says nothing of one state, got \`${String(code.value)}\``;
    const help = "write it into the files of the clusters whose state somebody has looked at";
    return [{ finding: finding("value-unknown", `accept[${i}].code`, { message, help }), at: { ...code.at, file } }];
  });
}

function notShared(key: string) {
  return finding("key-unknown", key, {
    message: `a key that clusters do not share, expected one of ${SHARED.join(", ")}, got \`${key}\``,
    help: "write it into the files of the clusters",
  });
}

function sharedEntries({ entries }: YamlMap): ReadonlyMap<string, YamlEntry> {
  return new Map([...entries].filter(([key]) => SHARED.includes(key)));
}

interface Placing {
  readonly file: string;
  readonly stack: string | undefined;
  readonly replaces: string;
}

function inFile(node: YamlNode, { file, stack, replaces }: Placing): YamlNode {
  const at = { ...node.at, file };
  if (node.kind === "list") {
    return { ...node, at, items: node.items.map((item) => inFile(item, { file, stack, replaces })) };
  }
  if (node.kind === "scalar") {
    const value = typeof node.value === "string" && stack !== undefined ? node.value.replace(STACK, stack) : node.value;
    return { ...node, at, value };
  }
  const entries = [...node.entries].map(([key, entry]): [string, YamlEntry] => {
    const within = { file, stack: key === "backend" ? replaces : stack, replaces };
    return [key, { at: { ...entry.at, file }, value: inFile(entry.value, within) }];
  });
  return { ...node, at, entries: new Map(entries) };
}

function merged(own: YamlNode, above: YamlNode): YamlNode {
  if (own.kind !== "map" || above.kind !== "map") return own;
  const entries = new Map(own.entries);
  for (const [key, entry] of above.entries) {
    const known = entries.get(key);
    entries.set(key, known === undefined ? entry : { ...known, value: mergedValue(key, known.value, entry.value) });
  }
  return { ...own, entries };
}

/** A backend is one of four: one of another kind replaces it whole. */
function mergedValue(key: string, own: YamlNode, above: YamlNode): YamlNode {
  if (key === "accept" && own.kind === "list" && above.kind === "list") {
    return { ...own, items: [...own.items, ...above.items] };
  }
  if (key === "backend" && own.kind === "map" && above.kind === "map") {
    const [kind] = above.entries.keys();
    return kind !== undefined && own.entries.has(kind) ? merged(own, above) : own;
  }
  return merged(own, above);
}
