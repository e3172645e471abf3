import { join } from "node:path";
import type { AccessEntry } from "../../../lib/access/access-entry/access-entry";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { readInventory } from "./read-fleet";
import type { MigrationDefinition } from "../../../lib/migration/definition";
import { isRefused } from "../../../lib/migration/gate/refusal";
import { gate } from "../../../lib/migration/gate/gate";
import { type Stage, STAGES } from "../../../lib/migration/stage";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { ACCOUNT, role } from "./arns";
import { definition } from "./definitions";

/** The folder of the samples, absolute. */
export const SAMPLES = join(__dirname, "../../../clusters");

/** A definition with a name for what it is: `ledger-cluster at retire`. */
export interface NamedDefinition {
  readonly name: string;
  readonly definition: ClusterDefinition;
}

/** What the files of clusters/ say, by name. */
export function readSamples(): readonly ClusterDefinition[] {
  const inventory = readInventory(SAMPLES);
  if ("unreadable" in inventory) throw new Error(inventory.reason);
  return inventory.clusters.map((cluster) => cluster.staged.definition);
}

/** The same, with acceptances that no day ends. */
export function samples(): readonly ClusterDefinition[] {
  return readSamples().map(lasting);
}

/** Acceptances of a sample end some day: tests of what it renders do not. */
function lasting(whole: ClusterDefinition): ClusterDefinition {
  const { accept } = whole;
  return accept === undefined ? whole : { ...whole, accept: accept.map((one) => ({ ...one, until: "2099-12-31" })) };
}

/** The sample of a cluster. */
export function sample(clusterName: string): ClusterDefinition {
  const found = samples().find((one) => one.clusterName === clusterName);
  if (found === undefined) throw new Error(`no sample ${clusterName}`);
  return found;
}

/** A definition at another stage, with the mode, toggles and waves left out that a file writes for its own stage. */
export function atStage(whole: ClusterDefinition, stage: Stage): ClusterDefinition {
  const { authenticationMode, awsAuth, migration, ...rest } = whole;
  if (migration === undefined) throw new Error(`${whole.clusterName} has no migration`);
  const { wave, ...others } = migration;
  const { createAwsAuthConfigmap, manageAwsAuthConfigmap, ...rows } = awsAuth ?? {};
  return {
    ...rest,
    ...(awsAuth === undefined ? {} : { awsAuth: { ...NO_ROWS, ...rows } }),
    migration: { ...others, stage },
  };
}

const NO_ROWS = { awsAuthRoles: [], awsAuthUsers: [], awsAuthAccounts: [] };

/** Every sample as it is, and at every stage, whether its gate passes or not. */
export function samplesAtEveryStage(): readonly NamedDefinition[] {
  return samples().flatMap((whole) => {
    const asItIs = { name: `${whole.clusterName} as it is`, definition: whole };
    if (whole.migration === undefined) return [asItIs];
    const staged = STAGES.map((stage) => ({
      name: `${whole.clusterName} at ${stage}`,
      definition: atStage(whole, stage),
    }));
    return [asItIs, ...staged];
  });
}

/** Whether the gate of a definition's stage lets it through, today. */
export function passes({ definition: judged }: NamedDefinition): boolean {
  return !isRefused(gate(new StagedCluster(judged), "2026-11-22"));
}

/** Whatever is not about access, as short as it gets: no role, log group or identity provider beside the cluster. */
const SMALL: Omit<ClusterDefinition, "clusterName" | "accessEntries"> = {
  partition: "aws",
  render: "resources",
  terraform: { accountId: ACCOUNT, region: "ap-northeast-2" },
};

/** Variables of the cluster: whoever renders its access alone has none of them. */
const OWN: Partial<ClusterDefinition> = {
  clusterVersion: "1.31",
  subnetIds: ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"],
  createIamRole: false,
  iamRoleArn: role("demo-cluster"),
  createCloudwatchLogGroup: false,
  enableIrsa: false,
};

function small({ render }: Partial<ClusterDefinition>): typeof SMALL {
  return render === "access" ? SMALL : { ...SMALL, ...OWN };
}

/** The same people in a cluster that something else manages. */
export function accessOnly(whole: ClusterDefinition): ClusterDefinition {
  const { clusterVersion, subnetIds, createIamRole, iamRoleArn, createCloudwatchLogGroup, enableIrsa, ...rest } = whole;
  return { ...rest, render: "access" };
}

/** A small cluster in the middle of its migration; change what a test is about. */
export function cluster(
  migration: Partial<MigrationDefinition> = {},
  rest: Partial<ClusterDefinition> = {},
): ClusterDefinition {
  const { iamRoles: _, ...whole } = definition(migration);
  return { ...small(rest), ...whole, ...rest };
}

/** The same people in a cluster that never had a ConfigMap. */
export function newCluster(rest: Partial<ClusterDefinition> = {}): ClusterDefinition {
  const { clusterName, accessEntries } = definition();
  return { ...small(rest), clusterName, accessEntries, authenticationMode: "API", ...rest };
}

/** One entry of {@link cluster} changed. */
export function withEntry(whole: ClusterDefinition, key: string, change: Partial<AccessEntry>): ClusterDefinition {
  const entry = whole.accessEntries[key];
  if (entry === undefined) throw new Error(`no entry ${key}`);
  return { ...whole, accessEntries: { ...whole.accessEntries, [key]: { ...entry, ...change } } };
}
