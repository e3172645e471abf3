import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import { named } from "../eks/addresses";
import { liveCluster } from "../eks/stack-data";
import type { ClusterDefinition } from "../inventory/cluster-definition";
import type { MigrationDefinition } from "../migration/definition";
import { guardsOf } from "../migration/guard";
import type { GuardCode } from "../migration/guard-rules";
import { changedSincePlan } from "./changed-since-plan";
import { configMapAbsent } from "./config-map-absent";
import { asksIdentity, asksKubernetes } from "./config-map-unread";
import { entryConflict } from "./entry-conflict";
import { entryNotLive, rowWithoutEntry } from "./entry-not-live";
import { entryOutdated } from "./entry-outdated";
import type { Postcondition } from "./expression";
import { apiServerIdentity, clusterIdentity } from "./identity-mismatch";
import { readAwsAuth, readModeAlone, writeFileSide, writeWantedEntries } from "./live";
import { liveMode, liveModeWithoutMigration } from "./live-mode";
import { rowChanged } from "./row-changed";
import { rowLeft } from "./row-left";
import { rowNotLive } from "./row-not-live";
import { rowUnknown } from "./row-unknown";
import { sectionUnreadable } from "./section-unreadable";

type Migrating = ClusterDefinition & { readonly migration: MigrationDefinition };

/**
 * Compiles the guards of a definition into its stack: data sources with postconditions, which Terraform reads while it plans,
 * wherever it runs. What is returned stands for all of them: whatever they protect depends on it, so that `-target` on it
 * cannot pass them by.
 * @see DESIGN: three lines of defence, 2
 */
export function guards(stack: TerraformStack, definition: ClusterDefinition): ITerraformDependable[] {
  const all = isMigrating(definition)
    ? migrationGuards(stack, definition)
    : [liveModeWithoutMigration(stack, definition)];
  return [named(new DataAwsPartition(stack, "guards", { dependsOn: all }), "guards")];
}

function isMigrating(definition: ClusterDefinition): definition is Migrating {
  return definition.migration !== undefined;
}

function migrationGuards(stack: TerraformStack, definition: Migrating): ITerraformDependable[] {
  const cluster = liveCluster(stack, definition.clusterName);
  cluster.addOverride(
    "lifecycle.postcondition",
    overridden([clusterIdentity(definition), liveMode(definition, definition.migration)]),
  );
  const conflicts = asks(definition, "entry-conflict") ? entryConflict(stack, definition) : [];
  const rootCa = asksIdentity(definition) ? [apiServerIdentity(stack, definition)] : [];
  const rows = asksKubernetes(definition) ? rowGuards(stack, definition, rootCa) : unreadGuards(stack, definition);
  return [cluster, ...conflicts, ...rootCa, ...rows, ...secondReads(stack, definition)];
}

/** The Kubernetes API's identity comes first: rows of another cluster are never judged. */
function rowGuards(
  stack: TerraformStack,
  definition: Migrating,
  rootCa: readonly ITerraformDependable[],
): ITerraformDependable[] {
  const awsAuth = readAwsAuth(stack, rootCa);
  writeFileSide(stack, definition);
  const rows = new DataAwsPartition(stack, "rows", { lifecycle: { postcondition: rowConditions(definition) } });
  return [awsAuth, named(rows, "rows"), ...entryGuards(stack, definition)];
}

/** Nobody reads the rows: before they go, the entries of whom they may serve are live. */
function unreadGuards(stack: TerraformStack, definition: Migrating): ITerraformDependable[] {
  if (asks(definition, "entry-not-live")) readModeAlone(stack);
  return entryGuards(stack, definition);
}

function entryGuards(stack: TerraformStack, definition: Migrating): ITerraformDependable[] {
  if (!asks(definition, "entry-not-live")) return [];
  writeWantedEntries(stack, definition);
  return [entryNotLive(stack, definition), entryOutdated(stack, definition)];
}

/** They hang on a data source that asks nobody: on the ConfigMap's own they would be a cycle through the locals. */
function rowConditions(definition: Migrating): Postcondition[] {
  const conditions: readonly [GuardCode, readonly Postcondition[]][] = [
    ["section-unreadable", [sectionUnreadable(definition)]],
    ["config-map-absent", configMapAbsent(definition)],
    ["row-unknown", [rowUnknown(definition)]],
    ["row-changed", rowChanged(definition)],
    ["row-not-live", rowNotLive(definition)],
    ["entry-not-live", [rowWithoutEntry(definition)]],
    ["row-left", [rowLeft(definition)]],
  ];
  return conditions.flatMap(([code, each]) => (asks(definition, code) ? each : []));
}

/** Adoption adds nothing, so it has no marker to wait for; `adopt.imported` alone adopts nothing, and stays. */
function secondReads(stack: TerraformStack, definition: Migrating): ITerraformDependable[] {
  if (isAdopting(definition)) return [];
  const reads = { awsAuth: asksKubernetes(definition), entries: asks(definition, "entry-not-live") };
  return changedSincePlan(stack, definition, reads);
}

function isAdopting({ adopt }: ClusterDefinition): boolean {
  return adopt?.import === true || adopt?.module !== undefined || adopt?.awsAuthModule !== undefined;
}

function asks(definition: ClusterDefinition, code: GuardCode): boolean {
  return guardsOf(definition).some((guard) => guard.code === code);
}

/** Overrides stand in Terraform's own words. */
function overridden(conditions: readonly Postcondition[]) {
  return conditions.map(({ condition, errorMessage }) => ({ condition, error_message: errorMessage }));
}
