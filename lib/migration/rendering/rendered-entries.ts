import type { AccessEntries, AccessEntry } from "../../access/access-entry/access-entry";
import { isClusterAdminEntry } from "../../access/effective/cluster-admin";
import type { AccessDefinition } from "../definition";
import { isFrom, STAGE_FACTS } from "../stage";
import { entriesIn } from "../wave";

/** Entries, and whether some of them carry the group of the bridge. */
interface Bridged {
  readonly entries: AccessEntries;
  readonly bridge?: { readonly group: string; readonly entries: readonly string[] };
}

/** The entries of a stage: of its waves, all of them, or none. */
export function renderedEntries(definition: AccessDefinition): AccessEntries {
  const { migration, accessEntries } = definition;
  if (migration === undefined) return accessEntries;
  switch (STAGE_FACTS[migration.stage].entries) {
    case "none":
      return {};
    case "waves":
      return entriesIn(definition);
    case "all":
      return accessEntries;
  }
}

/** The bridge is rendered from `dual` through `api`; entries of cluster admins carry its group. */
export function bridged({ migration }: AccessDefinition, entries: AccessEntries): Bridged {
  const group = migration?.bridgeGroup;
  if (migration === undefined || group === undefined) return { entries };
  if (!isFrom(migration.stage, "dual") || migration.stage === "done") return { entries };
  const keys = Object.keys(entries).filter((key) => entries[key] !== undefined && isClusterAdminEntry(entries[key]));
  const carry = ([key, entry]: [string, AccessEntry]): [string, AccessEntry] => {
    const groups = (entry.kubernetesGroups ?? []).filter((each) => each !== group);
    return [key, keys.includes(key) ? { ...entry, kubernetesGroups: [...groups, group] } : entry];
  };
  return { entries: Object.fromEntries(Object.entries(entries).map(carry)), bridge: { group, entries: keys } };
}
