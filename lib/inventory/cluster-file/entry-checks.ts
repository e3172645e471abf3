import type { AccessEntries, EntryCluster } from "../../access/access-entry/access-entry";
import { validateAccessEntries } from "../../access/access-entry/access-entry-validation";
import type { Finding } from "../../finding/finding";
import { accessEntry } from "../schema/sections/access-entries";
import { accountId, region } from "../schema/texts";
import { nodeAt, parsePath, placeOf, type YamlNode } from "../../yaml/yaml-node";
import type { PlacedFinding } from "../finding/located-finding";
import { partitionOf } from "../definition/partition";

/** What EKS would refuse in the entries of a file, each at its place. */
export function placedInFile(root: YamlNode, findings: readonly Finding[]): PlacedFinding[] {
  return findings.map((finding) => ({ finding, at: placeOf(root, parsePath(root, finding.path)) }));
}

/**
 * What EKS would refuse in the entries of a file that is wrong elsewhere. Entries that the schema refuses are left out: nothing
 * hides what is wrong with the others.
 * @see DOMAIN R26-R34
 */
export function readableEntryFindings(root: YamlNode, plain: unknown): Finding[] {
  return validateAccessEntries(readableEntries(recordOf(plain).access_entries), clusterOf(root, plain));
}

function readableEntries(written: unknown): AccessEntries {
  const read = Object.entries(recordOf(written)).map(([key, entry]) => [key, accessEntry.safeParse(entry)] as const);
  return Object.fromEntries(read.flatMap(([key, { data }]) => (data === undefined ? [] : [[key, data]])));
}

/** With migration the stage decides when entries are made, so the mode is not asked. */
function clusterOf(root: YamlNode, plain: unknown): EntryCluster {
  const terraform = recordOf(recordOf(plain).terraform);
  const account = accountId.safeParse(terraform.account_id).data;
  const place = region.safeParse(terraform.region).data;
  const mode = nodeAt(root, ["authentication_mode"]);
  const inConfigMap = mode?.kind === "scalar" && mode.value === "CONFIG_MAP";
  return {
    ...(account === undefined ? {} : { accountId: account }),
    ...(place === undefined ? {} : { partition: partitionOf(place) }),
    ...(inConfigMap && nodeAt(root, ["migration"]) === undefined ? { mode: "CONFIG_MAP" } : {}),
  };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
