import { principalOf, type AccessEntry } from "../../access/access-entry/access-entry";
import { probeCallers } from "../../access/principal/caller";
import { type Access, accessOf, type AccessState } from "../../access/effective/effective-access";
import { findingsIn } from "../../finding/finding";
import { rightsLost } from "../../access/effective/right";
import { isClusterAdminEntry } from "../../access/effective/cluster-admin";
import { isNodeType } from "../../access/effective/node";
import type { JudgedFinding } from "../acceptance";
import type { AccessDefinition } from "../definition";
import { isFrom } from "../stage";
import type { StagedDefinition } from "../staged-definition";
import { wavesOf } from "../wave";

const finding = findingsIn("gate");

/** Where the gap stays, and waves that make it matter more than it needs to. */
export function gapFindings(staged: StagedDefinition): JudgedFinding[] {
  const { definition } = staged;
  const { migration } = definition;
  if (migration === undefined || isFrom(migration.stage, "retire")) return [];
  return [...gaps(staged), ...mixedWaves(definition), ...firstWave(definition)];
}

/** Keys of entries whose principals lose rights between the entry's creation and its policies; the bridge serves admins. */
export function gapKeys({ definition, rows }: StagedDefinition): string[] {
  const before: AccessState = { mode: "API_AND_CONFIG_MAP", awsAuth: rows, entries: {} };
  const hasBridge = definition.migration?.bridgeGroup !== undefined;
  return Object.entries(definition.accessEntries)
    .filter(([, entry]) => !(hasBridge && isClusterAdminEntry(entry)) && losesWithoutPolicies(before, entry))
    .map(([key]) => key);
}

function losesWithoutPolicies(before: AccessState, entry: AccessEntry): boolean {
  const principal = principalOf(entry);
  const { policyAssociations, ...bare } = entry;
  if (principal === undefined || policyAssociations === undefined) return false;
  return probeCallers(principal).some((caller) => {
    const [had, whole, meanwhile] = [{}, { entry }, { entry: bare }].map((entries) =>
      accessOf({ ...before, entries }, caller),
    );
    if (had === undefined || whole === undefined || meanwhile === undefined) return false;
    const lost = (after: Access): number => rightsLost(had, after).filter(({ kind }) => kind !== "masters-name").length;
    return lost(meanwhile) > lost(whole);
  });
}

function gaps(staged: StagedDefinition): JudgedFinding[] {
  const { accessEntries } = staged.definition;
  const isAdmin = (key: string): boolean => accessEntries[key] !== undefined && isClusterAdminEntry(accessEntries[key]);
  const live = new Set(liveKeys(staged.definition));
  const keys = gapKeys(staged).filter((key) => !live.has(key));
  return keys.map((key) =>
    finding("gap-remains", `access_entries.${key}`, {
      message:
        "the entry has no rights between its creation and that of its policy: seconds, or until a failed call is repeated",
      help: isAdmin(key)
        ? "write `bridge_group: access-bridge` under `migration`: the entry then carries a group bound to `cluster-admin` from its creation"
        : "write a group under kubernetes_groups to which RBAC binds these rights, or apply at a quiet time",
    }),
  );
}

/**
 * Entries that no plan to come creates: imported ones, and those of waves before the one that is planned. Where the file names no
 * wave, all come at once.
 */
function liveKeys(definition: AccessDefinition): readonly string[] {
  const { migration, imported = [] } = definition;
  const before = migration?.stage === "entries" ? wavesOf(definition).slice(0, (migration.wave ?? 1) - 1) : [];
  return [...imported, ...before.flat()];
}

function mixedWaves(definition: AccessDefinition): JudgedFinding[] {
  const { accessEntries } = definition;
  const isNode = (key: string): boolean => isNodeType(accessEntries[key]?.type);
  const waits = (key: string): boolean =>
    Object.keys(accessEntries[key]?.policyAssociations ?? {}).length > 0 && !isNode(key);
  return wavesOf(definition).flatMap((keys, i) => {
    if (!keys.some(isNode) || !keys.some(waits)) return [];
    const text = {
      message: `wave ${i + 1} moves nodes (${keys.filter(isNode).join(", ")}) together with policies (${keys.filter(waits).join(", ")})`,
      help: "give nodes a wave of their own under `migration.waves`: a failed policy then keeps no nodes waiting",
    };
    return [
      finding(
        "wave-mixes-nodes",
        definition.migration?.waves?.[i] === undefined ? "migration.waves" : `migration.waves[${i}]`,
        text,
      ),
    ];
  });
}

/** Entries that are imported serve already: they move nobody. */
function firstWave(definition: AccessDefinition): JudgedFinding[] {
  const { migration, imported = [] } = definition;
  const first = migration?.waves?.[0]?.filter((key) => !imported.includes(key));
  if (first === undefined || first.length <= 1) return [];
  const text = {
    message: `the first wave holds ${first.map((key) => `\`${key}\``).join(", ")}, expected break-glass alone`,
    help: "write a first wave with the break-glass entry alone: that admin can then correct what goes wrong with the other waves",
  };
  return [finding("wave-first-not-alone", "migration.waves[0]", text)];
}
