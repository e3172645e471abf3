import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import { named } from "../eks/address/addresses";
import { liveCluster } from "../eks/settings/stack-data";
import type { ClusterDefinition } from "../inventory/definition/cluster-definition";
import type { MigrationDefinition } from "../migration/definition";
import type { GuardCode } from "../migration/guard/guards";
import type { StagedCluster } from "../migration/staged-cluster";
import { changedSincePlan } from "./changed-since-plan";
import { configMapAbsent } from "./aws-auth/config-map-absent";
import { asksIdentity, asksKubernetes } from "./aws-auth/config-map-unread";
import { entryConflict } from "./entries/entry-conflict";
import { entryNotLive, everyEntryAsDeclared, everyRowHasEntry, writeAskedEntries } from "./entries/entry-not-live";
import { nodeGroupRow } from "./entries/node-group-row";
import { everyRoleBeforeEntry, rolesOfEntries } from "./entries/entry-outdated";
import type { Postcondition } from "./expression";
import { apiServerIdentity, clusterIdentity } from "./identity-mismatch";
import { readAwsAuth, readModeAlone, writeFallingBack, writeFileSide, writeWantedEntries } from "./live";
import { liveMode, liveModeWithoutMigration } from "./live-mode";
import { principalNotFound } from "./principal-not-found";
import { rowChanged } from "./aws-auth/row-changed";
import { rowLeft } from "./aws-auth/row-left";
import { rowNotLive } from "./aws-auth/row-not-live";
import { rowUnknown } from "./aws-auth/row-unknown";
import { sectionUnreadable } from "./aws-auth/section-unreadable";

type Staged = StagedCluster<ClusterDefinition>;
type Migrating = StagedCluster<ClusterDefinition & { readonly migration: MigrationDefinition }>;

/**
 * Compiles the guards of a definition into its stack: data sources with postconditions, which Terraform reads while it plans,
 * wherever it runs. What is returned stands for all of them: whatever they protect depends on it, so that `-target` on it
 * cannot pass them by.
 * @see DESIGN: three lines of defence, 2
 */
export function guards(stack: TerraformStack, staged: Staged): ITerraformDependable[] {
  const principals = principalNotFound(stack, staged);
  const all = isMigrating(staged)
    ? migrationGuards(stack, staged, principals)
    : [liveModeWithoutMigration(stack, staged), ...principals];
  return [named(new DataAwsPartition(stack, "guards", { dependsOn: all }), "guards")];
}

function isMigrating(staged: Staged): staged is Migrating {
  return staged.definition.migration !== undefined;
}

function migrationGuards(
  stack: TerraformStack,
  staged: Migrating,
  principals: readonly ITerraformDependable[],
): ITerraformDependable[] {
  const { definition } = staged;
  const cluster = liveCluster(stack, definition.clusterName);
  cluster.addOverride(
    "lifecycle.postcondition",
    overridden([clusterIdentity(definition), liveMode(definition, definition.migration)]),
  );
  const conflicts = asks(staged, "node-group-row") ? nodeGroupRow(stack, staged) : entryConflict(stack, staged);
  const rootCa = asksIdentity(staged) ? [apiServerIdentity(stack, definition)] : [];
  const rows = asksKubernetes(staged) ? rowGuards(stack, staged, rootCa) : [];
  if (rows.length === 0 && asks(staged, "entry-not-live")) readModeAlone(stack);
  const entries = asks(staged, "entry-not-live") ? entryGuards(stack, staged, [...principals, ...rows]) : [];
  return [...principals, cluster, ...conflicts, ...rootCa, ...rows, ...entries, ...secondReads(stack, staged)];
}

/** The Kubernetes API's identity comes first: rows of another cluster are never judged. */
function rowGuards(
  stack: TerraformStack,
  staged: Staged,
  rootCa: readonly ITerraformDependable[],
): ITerraformDependable[] {
  const awsAuth = readAwsAuth(stack, rootCa);
  writeFileSide(stack, staged);
  if (asks(staged, "row-not-live")) writeFallingBack(stack, staged);
  return [awsAuth, judged(stack, "rows", rowConditions(stack, staged))];
}

/**
 * Before rows go, the entries of whom they serve are live; where nobody reads the rows, of whom they may serve. Rows and
 * principals come first: of an entry that is not there the provider speaks, and would speak louder than their sentences.
 */
function entryGuards(
  stack: TerraformStack,
  staged: Staged,
  dependsOn: readonly ITerraformDependable[],
): ITerraformDependable[] {
  const { definition } = staged;
  const asked = writeWantedEntries(stack, staged);
  writeAskedEntries(stack, definition);
  const entries = entryNotLive(stack, definition, { asked, dependsOn });
  const roles = rolesOfEntries(stack, entries);
  return [
    ...entries,
    judged(stack, "entries", [everyEntryAsDeclared(stack, definition)]),
    roles,
    judged(stack, "roles", [everyRoleBeforeEntry(stack, definition)]),
  ];
}

/** A data source that asks nobody, for conditions of what other data sources have read. */
function judged(stack: TerraformStack, name: string, postcondition: Postcondition[]): DataAwsPartition {
  return named(new DataAwsPartition(stack, name, { lifecycle: { postcondition } }), name);
}

/** They hang on a data source that asks nobody: on the ConfigMap's own they would be a cycle through the locals. */
function rowConditions(stack: TerraformStack, staged: Staged): Postcondition[] {
  const conditions: readonly [GuardCode, () => readonly Postcondition[]][] = [
    ["section-unreadable", () => [sectionUnreadable(staged.definition)]],
    ["config-map-absent", () => configMapAbsent(staged)],
    ["row-unknown", () => [rowUnknown(stack, staged)]],
    ["row-changed", () => rowChanged(stack, staged)],
    ["row-not-live", () => rowNotLive(stack, staged)],
    ["entry-not-live", () => [everyRowHasEntry(stack, staged.definition)]],
    ["row-left", () => [rowLeft(stack, staged.definition)]],
  ];
  return conditions.flatMap(([code, each]) => (asks(staged, code) ? each() : []));
}

/**
 * Adoption of a module adds nothing, so it has no marker to wait for, nor has the first stage of a stack that calls it. In an overlay what waits for something of its own plan
 * would be put off to the apply, and all that hangs on the guards with it.
 */
function secondReads(stack: TerraformStack, staged: Migrating): ITerraformDependable[] {
  const { adopt, render, migration } = staged.definition;
  if (render === "overlay") return [];
  const isAdopting = render === "module" && migration.stage === "config-map";
  return changedSincePlan(stack, staged, {
    awsAuth: asksKubernetes(staged),
    entries: asks(staged, "entry-not-live"),
    marker: !isAdopting && adopt?.module === undefined && adopt?.awsAuthModule === undefined,
  });
}

function asks(staged: Staged, code: GuardCode): boolean {
  return staged.guards.some((guard) => guard.code === code);
}

/** Overrides stand in Terraform's own words. */
function overridden(conditions: readonly Postcondition[]) {
  return conditions.map(({ condition, errorMessage }) => ({ condition, error_message: errorMessage }));
}
