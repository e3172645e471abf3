import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import { named } from "../eks/address/addresses";
import { liveCluster } from "../eks/settings/stack-data";
import type { ClusterDefinition } from "../inventory/definition/cluster-definition";
import type { MigrationDefinition } from "../migration/definition";
import type { GuardCode } from "../migration/guard/guards";
import type { StagedCluster } from "../migration/staged-cluster";
import { changedSincePlan } from "./changed-since-plan";
import { configMapAbsent } from "./config-map-absent";
import { asksIdentity, asksKubernetes } from "./config-map-unread";
import { entryConflict } from "./entry-conflict";
import { entryNotLive, everyRowHasEntry } from "./entry-not-live";
import { entryOutdated } from "./entry-outdated";
import type { Postcondition } from "./expression";
import { apiServerIdentity, clusterIdentity } from "./identity-mismatch";
import { readAwsAuth, readModeAlone, writeFallingBack, writeFileSide, writeWantedEntries } from "./live";
import { liveMode, liveModeWithoutMigration } from "./live-mode";
import { principalNotFound } from "./principal-not-found";
import { rowChanged } from "./row-changed";
import { rowLeft } from "./row-left";
import { rowNotLive } from "./row-not-live";
import { rowUnknown } from "./row-unknown";
import { sectionUnreadable } from "./section-unreadable";

type Staged = StagedCluster<ClusterDefinition>;
type Migrating = StagedCluster<ClusterDefinition & { readonly migration: MigrationDefinition }>;

/**
 * Compiles the guards of a definition into its stack: data sources with postconditions, which Terraform reads while it plans,
 * wherever it runs. What is returned stands for all of them: whatever they protect depends on it, so that `-target` on it
 * cannot pass them by.
 * @see DESIGN: three lines of defence, 2
 */
export function guards(stack: TerraformStack, staged: Staged): ITerraformDependable[] {
  const all = [
    ...(isMigrating(staged) ? migrationGuards(stack, staged) : [liveModeWithoutMigration(stack, staged)]),
    ...(asks(staged, "principal-not-found") ? principalNotFound(stack, staged) : []),
  ];
  return [named(new DataAwsPartition(stack, "guards", { dependsOn: all }), "guards")];
}

function isMigrating(staged: Staged): staged is Migrating {
  return staged.definition.migration !== undefined;
}

function migrationGuards(stack: TerraformStack, staged: Migrating): ITerraformDependable[] {
  const { definition } = staged;
  const cluster = liveCluster(stack, definition.clusterName);
  cluster.addOverride(
    "lifecycle.postcondition",
    overridden([clusterIdentity(definition), liveMode(definition, definition.migration)]),
  );
  const conflicts = asks(staged, "entry-conflict") ? entryConflict(stack, staged) : [];
  const rootCa = asksIdentity(staged) ? [apiServerIdentity(stack, definition)] : [];
  const rows = asksKubernetes(staged) ? rowGuards(stack, staged, rootCa) : unreadGuards(stack, staged);
  return [cluster, ...conflicts, ...rootCa, ...rows, ...secondReads(stack, staged)];
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
  const rows = new DataAwsPartition(stack, "rows", { lifecycle: { postcondition: rowConditions(staged) } });
  return [awsAuth, named(rows, "rows"), ...entryGuards(stack, staged)];
}

/** Nobody reads the rows: before they go, the entries of whom they may serve are live. */
function unreadGuards(stack: TerraformStack, staged: Staged): ITerraformDependable[] {
  if (asks(staged, "entry-not-live")) readModeAlone(stack);
  return entryGuards(stack, staged);
}

function entryGuards(stack: TerraformStack, staged: Staged): ITerraformDependable[] {
  if (!asks(staged, "entry-not-live")) return [];
  writeWantedEntries(stack, staged);
  return [entryNotLive(stack, staged.definition), entryOutdated(stack, staged.definition)];
}

/** They hang on a data source that asks nobody: on the ConfigMap's own they would be a cycle through the locals. */
function rowConditions(staged: Staged): Postcondition[] {
  const conditions: readonly [GuardCode, readonly Postcondition[]][] = [
    ["section-unreadable", [sectionUnreadable(staged.definition)]],
    ["config-map-absent", configMapAbsent(staged)],
    ["row-unknown", [rowUnknown(staged)]],
    ["row-changed", rowChanged(staged)],
    ["row-not-live", rowNotLive(staged)],
    ["entry-not-live", [everyRowHasEntry(staged.definition)]],
    ["row-left", [rowLeft(staged.definition)]],
  ];
  return conditions.flatMap(([code, each]) => (asks(staged, code) ? each : []));
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
