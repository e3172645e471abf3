import type { Finding } from "../../finding/finding";
import { inventoryFinding as finding } from "../finding/inventory-finding";
import { keyOfNoUse, MOVES_NOTHING, OWNED_SECTIONS, sectionUnused } from "../definition/sections-of-others";
import { variablesUnusedBy, variableUnused } from "../definition/module/unused-variables";
import { TOGGLES } from "../schema/sections/cluster-resources";
import { OTHER_RENDERINGS } from "../schema/sections/other-renderings";
import { keyPlaceOf, nodeAt, placeOf, type YamlNode, type YamlPath } from "../../yaml/yaml-node";
import type { PlacedFinding } from "../finding/located-finding";
import { accountMissing } from "../validation/account-missing";
import { importedUnknown } from "../validation/imported-unknown";
import { placedInFile } from "./entry-checks";
import { tokenFindings } from "./token-findings";

/** What keys of a file have to do with each other: asked of the tree, so that mistakes elsewhere hide none of it. */
export function crossFindings(root: YamlNode): PlacedFinding[] {
  const ofValues = placedInFile(root, [...accountFindings(root), ...importedFindings(root)]);
  return [...renderFindings(root), ...ofValues, ...tokenFindings(root)];
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

function sectionsOfOthers(root: YamlNode, render: string): PlacedFinding[] {
  return OWNED_SECTIONS.filter((section) => render !== section.render && nodeAt(root, section.path) !== undefined).map(
    (section) => ({
      at: keyPlaceOf(root, section.path),
      finding: sectionUnused(section, callsIn(root, section.path)),
    }),
  );
}

/** Calls of modules that a section names: once it is gone, nobody could forget them by name. */
function callsIn(root: YamlNode, [section]: readonly string[]): string[] {
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

function movesNothing(root: YamlNode): PlacedFinding[] {
  return MOVES_NOTHING.filter((path) => nodeAt(root, path) !== undefined).map((path) => ofNoUse(root, path, "module"));
}

function notTurnedOff(root: YamlNode): PlacedFinding[] {
  const toggles = Object.entries(TOGGLES).map(([key, made]) => [key, `\`true\` (${made})`, "`false`"] as const);
  const encryption = ["cluster_encryption_config", "a key of its own", "`{}` or provider_key_arn"] as const;
  return [...toggles, encryption]
    .filter(([key]) => nodeAt(root, [key]) === undefined)
    .map(([key, made, expected]) => ({
      at: placeOf(root, ["cluster_name"]),
      finding: finding("variable-required", key, {
        message: `a file without ${key} means ${made}, as in terraform-aws-modules/eks, and a stack of \`render: resources\` makes none, expected ${expected}, got nothing`,
        help: `${helpFor(key)}; or write ${OTHER_RENDERINGS}`,
      }),
    }));
}

function helpFor(key: string): string {
  switch (key) {
    case "cluster_encryption_config":
      return "write `cluster_encryption_config: {}`, or the ARN of the key that encrypts Secrets today";
    case "create_kms_key":
      return `write \`${key}: false\`; a key that encrypts Secrets today stays in use: write its ARN as \`provider_key_arn\` of \`cluster_encryption_config\``;
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

function ofNoUse(root: YamlNode, path: readonly string[], render: "module" | "overlay"): PlacedFinding {
  return { at: keyPlaceOf(root, path), finding: keyOfNoUse(path, render) };
}

function unused(root: YamlNode, render: string): PlacedFinding[] {
  return variablesUnusedBy(render)
    .filter((key) => nodeAt(root, [key]) !== undefined)
    .map((key) => ({
      at: keyPlaceOf(root, [key]),
      finding: variableUnused(key, render),
    }));
}

/** What the tree says of the account, and of entries to import: mistakes elsewhere hide none of it. */
function accountFindings(root: YamlNode): Finding[] {
  const [migration, accountId] = [["migration"], ["terraform", "account_id"]].map((path) => nodeAt(root, path));
  return accountMissing({ migration, terraform: { accountId } });
}

function importedFindings(root: YamlNode): Finding[] {
  const entries = nodeAt(root, ["access_entries"]);
  const adopt = {
    imported: textsAt(root, ["adopt", "imported"]),
    importedWithoutAssociations: textsAt(root, ["adopt", "imported_without_associations"]),
  };
  return importedUnknown({ adopt, accessEntries: entries?.kind === "map" ? Object.fromEntries(entries.entries) : {} });
}

/** Values of a list, each at its index; what is no text has findings of the schema. */
function textsAt(root: YamlNode, path: YamlPath): unknown[] {
  const list = nodeAt(root, path);
  return list?.kind === "list" ? list.items.map((item) => (item.kind === "scalar" ? item.value : undefined)) : [];
}
