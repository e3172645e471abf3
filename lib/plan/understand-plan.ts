import { type ClusterObjects, attribute } from "./cluster/cluster-objects";
import { clusterAccess } from "./cluster/understand-cluster";
import { ClusterAttribution, clusterSeeds } from "./cluster/cluster-seed";
import { PlanConfiguration } from "./objects/configuration";
import { isInstanceProfile } from "./cluster/cluster-nodes";
import { IamPrincipals, providerAccounts } from "./objects/iam-principal";
import { driftOfAccess } from "./objects/plan-drift";
import { overlayGuards } from "./cluster/guards/overlay-guards";
import { planChecks, plannedGuards } from "./cluster/guards/plan-guards";
import type { PlannedGuards } from "./cluster/planned-cluster";
import { invokedWriters, otherWriters } from "./objects/other-writer";
import { moduleBumps } from "./objects/module-bump";
import { planObjects, priorResources } from "./objects/plan-object";
import { type PlannedChange, plannedChange } from "./objects/planned-change";
import type { PlanFacts, PlannedStack } from "./planned-stack";
import { TYPES_OF_INTEREST } from "./reading/resource-types";
import type { ResourceChange, TerraformPlan } from "./reading/terraform-plan";
import { compareText, sortedTexts } from "../finding/text-order";

/** What somebody tells beside a plan. */
export interface ToldBeside {
  /**
   * The data of the live ConfigMap aws-auth.
   * @default what the plan shows of it
   */
  readonly liveAwsAuth?: Readonly<Record<string, string>>;
  /**
   * Versions of the Terraform module as the root module had them before the change, by name of the call.
   * @default not known
   */
  readonly modulesBefore?: ReadonlyMap<string, string>;
}

/** What a plan does to who can reach which cluster: all that rules judge. The order of its lists does not matter. */
export function understandPlan(
  plan: TerraformPlan,
  label: string,
  { modulesBefore, ...told }: ToldBeside = {},
): PlannedStack {
  const objects = planObjects(plan, (type) => TYPES_OF_INTEREST.has(type));
  const configuration = new PlanConfiguration(plan.configuration);
  const seeds = clusterSeeds(objects);
  const { clusters, unattributed } = attribute(seeds, new ClusterAttribution(seeds, configuration), objects);
  const accounts = providerAccounts(objects, configuration);
  const principals = new IamPrincipals(objects, configuration, { accounts, isClosed: isClosed(plan) });
  const guards = plannedGuards(plan, objects, configuration);
  const whole = {
    profiles: objects.filter(isInstanceProfile),
    seeds,
    origins: { configuration, principals },
    drift: driftOfAccess(plan),
    guards,
    overlays: overlayGuards(plan, objects, configuration),
    ...told,
  };
  const changes = changesOf(plan);
  return {
    label,
    facts: { ...planFacts(plan), moduleBumps: moduleBumps(plan.configuration, changes, modulesBefore) },
    clusters: clusters.filter(isTouchable).map((cluster) => clusterAccess(cluster, whole)),
    changes,
    isWholeStack: guards.present,
    calls: configuration.rootCalls(),
    otherWriters: [
      ...otherWriters(changes, configuration).filter(({ address }) => !isMarker(address, guards)),
      ...invokedWriters(plan),
    ],
    unattributed,
  };
}

/**
 * Whether a value that is known after apply comes of a resource that the plan makes: no data source is put off to the apply, and
 * nothing changes that hands on what somebody else says.
 */
function isClosed({ resource_changes: changes = [], deferred_changes: deferred = [] }: TerraformPlan): boolean {
  const isQuiet = ({ actions }: ResourceChange["change"]): boolean =>
    ["no-op", "delete", "forget"].includes(actions.join());
  return (
    deferred.length === 0 &&
    changes.every(({ mode, type, change }) => isQuiet(change) || (mode === "managed" && !HANDS_ON.test(type)))
  );
}

const HANDS_ON =
  /^(?:aws_cloudformation_|aws_cloudcontrolapi_|aws_lambda_invocation|aws_ssm_parameter|aws_secretsmanager_|awscc_|external|helm_|http|local_|null_|shell_|terraform_data)/;

/** Our own marker of a stage runs nothing. */
function isMarker(address: string, { present }: PlannedGuards): boolean {
  return present && address === "terraform_data.stage";
}

/** A cluster that the plan only reads, or does not even name, and of which it has nothing else, is none of its business. */
function isTouchable({ seed, objects }: ClusterObjects): boolean {
  return seed.managed !== undefined || objects.some(({ mode }) => mode === "managed");
}

function planFacts(plan: TerraformPlan): Omit<PlanFacts, "moduleBumps"> {
  const deferred = (plan.deferred_changes ?? []).flatMap(({ reason = "deferred", resource_change: change }) =>
    change === undefined ? [] : [plannedChange(change, reason)],
  );
  return {
    formatVersion: plan.format_version,
    ...(plan.terraform_version === undefined ? {} : { terraformVersion: plan.terraform_version }),
    errored: plan.errored ?? false,
    complete: plan.complete,
    applyable: plan.applyable,
    untouched: untouched(plan),
    deferred: deferred.sort((a, b) => compareText(a.address, b.address)),
    checks: planChecks({ ...plan, checks: conditions(plan) }).filter(({ status }) => status !== "pass"),
  };
}

/** What a `check` block says is a warning, whatever it says: Terraform plans and applies on. */
function conditions({ checks = [] }: TerraformPlan): NonNullable<TerraformPlan["checks"]> {
  return checks.filter(({ address }) => address?.kind !== "check");
}

function untouched(plan: TerraformPlan): string[] {
  const touched = new Set<string>();
  for (const { address, previous_address: previous } of plan.resource_changes ?? []) {
    touched.add(address);
    if (previous !== undefined) touched.add(previous);
  }
  const left = priorResources(plan).filter(({ mode, address }) => mode === "managed" && !touched.has(address));
  return sortedTexts(left.map(({ address }) => address));
}

/** Moves and imports change nothing of what they move, and are told all the same. */
function changesOf(plan: TerraformPlan): PlannedChange[] {
  const raw = (plan.resource_changes ?? []).filter(
    ({ mode, change, previous_address: previous }) =>
      mode === "managed" && (change.actions[0] !== "no-op" || previous !== undefined || change.importing !== undefined),
  );
  return raw.map((one) => plannedChange(one)).sort((a, b) => compareText(a.address, b.address));
}
