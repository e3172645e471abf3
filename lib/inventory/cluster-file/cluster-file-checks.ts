import { didYouMean } from "../../finding/did-you-mean";
import type { Finding } from "../../finding/finding";
import { inventoryFinding as finding } from "../finding/inventory-finding";
import { variablesUnusedBy, variableUnused } from "../definition/unused-variables";
import { TOGGLES } from "../schema/cluster-resources";
import { OTHER_RENDERINGS } from "../schema/other-renderings";
import { keyPlaceOf, nodeAt, placeOf, printPath, type YamlNode, type YamlPath } from "../../yaml/yaml-node";
import type { PlacedFinding } from "../finding/located-finding";
import { tokenFindings } from "./token-findings";

/** What keys of a file have to do with each other: asked of the tree, so that mistakes elsewhere hide none of it. */
export function crossFindings(root: YamlNode): PlacedFinding[] {
  return [...renderFindings(root), ...accountMissing(root), ...importedUnknown(root), ...tokenFindings(root)];
}

function renderFindings(root: YamlNode): PlacedFinding[] {
  const render = nodeAt(root, ["render"]);
  const written = render === undefined ? "resources" : render.kind === "scalar" ? render.value : undefined;
  const kind = String(written);
  const beside = sectionsOfOthers(root, kind);
  switch (kind) {
    case "resources":
      return [...notTurnedOff(root), ...beside];
    case "overlay":
      return [...unused(root, kind), ...overlayMissing(root), ...beside];
    case "access":
      return [...unused(root, kind), ...beside];
    case "module":
      return [...movesNothing(root), ...beside];
    default:
      return [];
  }
}

/** Sections that one rendering alone has use for. */
const SECTIONS: Readonly<Record<string, { readonly path: readonly string[]; readonly help: string }>> = {
  overlay: { path: ["overlay"], help: "write `render: overlay`, or delete the section" },
  module: { path: ["module"], help: "write `render: module`, or delete the section" },
  modules: { path: ["modules"], help: "write `render: module`, or delete the section" },
  outputs: { path: ["outputs"], help: "write `render: module`, or delete the section" },
  remote_states: { path: ["terraform", "remote_states"], help: "write `render: module`, or delete the section" },
};

function sectionsOfOthers(root: YamlNode, render: string): PlacedFinding[] {
  return Object.entries(SECTIONS).flatMap(([section, { path, help: own }]) => {
    const wanted = section === "overlay" ? "overlay" : "module";
    if (render === wanted || nodeAt(root, path) === undefined) return [];
    const message = `has no effect without \`render: ${wanted}\`, expected it left out`;
    const calls = callsIn(root, section);
    const help = calls.length === 0 ? own : `${own}; ${keptCalls(calls)}`;
    return [{ at: keyPlaceOf(root, path), finding: finding("variable-unused", printPath(path), { message, help }) }];
  });
}

/** Calls of modules that a section names: once it is gone, nobody could forget them by name. */
function callsIn(root: YamlNode, section: string): string[] {
  if (section === "modules") {
    const node = nodeAt(root, ["modules"]);
    return node?.kind === "map" ? [...node.entries.keys()] : [];
  }
  if (section !== "module") return [];
  return ["name", "aws_auth_name"].flatMap((key) => {
    const node = nodeAt(root, ["module", key]);
    return node?.kind === "scalar" && typeof node.value === "string" ? [node.value] : [];
  });
}

function keptCalls(names: readonly string[]): string {
  const calls = names.map((name) => `module.${name}`).join(" ");
  return `where this state was applied with \`render: module\`, first run \`terraform state rm ${calls}\`, or the next plan destroys what they hold`;
}

/** Resources are where the module has them: no state moves, and nothing inside the module can be protected. */
function movesNothing(root: YamlNode): PlacedFinding[] {
  return [["adopt"], ["terraform", "protect"]]
    .filter((path) => nodeAt(root, path) !== undefined)
    .map((path) => ofNoUse(root, path, "module"));
}

function notTurnedOff(root: YamlNode): PlacedFinding[] {
  const toggles = Object.entries(TOGGLES).map(([key, made]) => [key, made, "`false`"] as const);
  const encryption = ["cluster_encryption_config", "a key of its own", "`{}` or provider_key_arn"] as const;
  return [...toggles, encryption]
    .filter(([key]) => nodeAt(root, [key]) === undefined)
    .map(([key, made, expected]) => ({
      at: placeOf(root, ["cluster_name"]),
      finding: finding("variable-required", key, {
        message: `the module makes ${made} by default, which \`render: resources\` does not render, expected ${expected}, got nothing`,
        help: `${helpFor(key)}; or write ${OTHER_RENDERINGS}`,
      }),
    }));
}

function helpFor(key: string): string {
  switch (key) {
    case "cluster_encryption_config":
      return "write `cluster_encryption_config: {}`, or the ARN of the key that encrypts Secrets today";
    case "create_cluster_security_group":
      return `write \`${key}: false\`, and cluster_security_group_id if the cluster has one`;
    default:
      return `write \`${key}: false\``;
  }
}

function overlayMissing(root: YamlNode): PlacedFinding[] {
  const own = nodeAt(root, ["overlay"]) === undefined ? [overlayExpected(root)] : [];
  const beside = ["adopt", "renamed"].filter((key) => nodeAt(root, [key]) !== undefined);
  const settings = ["backend", "protect"].filter((key) => nodeAt(root, ["terraform", key]) !== undefined);
  const unused = [...beside.map((key) => [key]), ...settings.map((key) => ["terraform", key])];
  return [...own, ...unused.map((path) => ofNoUse(root, path, "overlay"))];
}

function overlayExpected(root: YamlNode): PlacedFinding {
  const message = "expected the root module that has the cluster, got nothing";
  const help = "write `overlay: { root: ../infrastructure/payments, module: eks, aws_auth_module: aws_auth }`";
  return { at: placeOf(root, ["render"]), finding: finding("variable-required", "overlay", { message, help }) };
}

function ofNoUse(root: YamlNode, path: YamlPath, render: "module" | "overlay"): PlacedFinding {
  const message = `has no effect with \`render: ${render}\`, expected it left out`;
  const text = { message, help: helpOf(path, render) };
  return { at: keyPlaceOf(root, path), finding: finding("variable-unused", printPath(path), text) };
}

function helpOf(path: YamlPath, render: "module" | "overlay"): string {
  if (path.includes("protect")) return NOT_PROTECTED[render];
  return path.includes("renamed") ? RENAMED_BY_HAND : NOT_MOVED[render];
}

const RENAMED_BY_HAND =
  "delete it, and write `moved` blocks into the root module, of the entry and of each of its policies: docs/recovery.md has them";

const NOT_PROTECTED = {
  module: "delete it: nothing inside a module can have `prevent_destroy`; review names each plan that destroys",
  overlay:
    "delete it, and write `lifecycle { prevent_destroy = true }` into blocks of your own: no file laid over them can add it inside a module",
};

const NOT_MOVED = {
  module:
    "delete it: the resources are where the module has them; give the state by terraform.backend, and the names of the calls by module.name",
  overlay: "delete it: no state moves, and the root module has a backend of its own",
};

function unused(root: YamlNode, render: string): PlacedFinding[] {
  return variablesUnusedBy(render)
    .filter((key) => nodeAt(root, [key]) !== undefined)
    .map((key) => ({
      at: keyPlaceOf(root, [key]),
      finding: variableUnused(key, render),
    }));
}

function accountMissing(root: YamlNode): PlacedFinding[] {
  const path = ["terraform", "account_id"];
  if (nodeAt(root, ["migration"]) === undefined || nodeAt(root, path) !== undefined) return [];
  return [
    {
      at: placeOf(root, path),
      finding: finding("account-id-missing", printPath(path), {
        message: "missing, expected 12 digits with migration",
        help: "write the account of the cluster, in quotes: guards and the provider refuse any other",
      }),
    },
  ];
}

function importedUnknown(root: YamlNode): PlacedFinding[] {
  const entries = nodeAt(root, ["access_entries"]);
  const known = entries?.kind === "map" ? [...entries.entries.keys()] : [];
  return ["imported", "imported_without_associations"].flatMap((list) => {
    const keys = nodeAt(root, ["adopt", list]);
    if (keys?.kind !== "list") return [];
    return keys.items.flatMap((item, i) => {
      const path: YamlPath = ["adopt", list, i];
      if (item.kind !== "scalar" || typeof item.value !== "string" || known.includes(item.value)) return [];
      return [{ at: placeOf(root, path), finding: unknownEntry(path, item.value, known) }];
    });
  });
}

function unknownEntry(path: YamlPath, key: string, known: readonly string[]): Finding {
  const near = didYouMean(key, known);
  return finding("reference-unknown", printPath(path), {
    message: `not a key of access_entries, expected one that is, got \`${key}\``,
    ...(near === undefined ? {} : { help: `did you mean \`${near}\`?` }),
  });
}
