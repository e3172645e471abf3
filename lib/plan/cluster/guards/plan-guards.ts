import type { PlanConfiguration } from "../../objects/configuration";
import { type ObjectSide, plannedText } from "../../reading/object-side";
import { listOf } from "../../reading/plan-shape";
import type { PlanObject } from "../../objects/plan-object";
import { waitsByCall } from "./waits-by-call";
import type { GuardCheck, PlannedGuards } from "../planned-cluster";
import type { TerraformPlan } from "../../reading/terraform-plan";
import { compareText } from "../../../finding/text-order";
import { type Sides, valueOf } from "../../reading/planned-value";

/** Stands for all guards of a stack: whatever they protect depends on it. */
const GUARDS = "data.aws_partition.guards";
/** Reads the live ConfigMap for the guards; named for whoever meets an error of the provider there. */
const AWS_AUTH_READER = "data.kubernetes_config_map_v1.config_map_unread_grant_get_or_accept";
const STAGE = "terraform_data.stage";
/** Reads the cluster while a plan is applied. */
const AT_APPLY = "data.aws_eks_cluster.at_apply";

/** What guards protect. */
const GUARDED = [
  "aws_eks_cluster",
  "aws_eks_access_entry",
  "aws_eks_access_policy_association",
  "kubernetes_config_map_v1",
  "kubernetes_config_map_v1_data",
];

/** The guards of our stacks, as far as a plan shows them. */
export function plannedGuards(
  plan: TerraformPlan,
  objects: readonly PlanObject[],
  configuration: PlanConfiguration,
): PlannedGuards {
  const present = configuration.rootBlock(GUARDS) !== undefined;
  const unguarded = objects.filter(
    (object) => object.mode === "managed" && GUARDED.includes(object.type) && !waits(configuration, object),
  );
  return {
    present,
    read: objects.some(({ address, before }) => address === GUARDS && before !== undefined),
    stage: stageOf(objects),
    secondRead: secondReadIn(objects, configuration),
    checks: planChecks(plan),
    unguarded: present ? unguarded.filter(isConfigured(configuration)).map(({ address }) => address) : [],
    readsConfigMap: configuration.rootBlock(AWS_AUTH_READER) !== undefined,
  };
}

function waits(configuration: PlanConfiguration, object: PlanObject): boolean {
  const dependsOn = listOf(configuration.blockOf(object)?.depends_on);
  return dependsOn.includes(GUARDS) || waitsByCall(configuration, object, GUARDS);
}

/** What the configuration has no block of is destroyed or forgotten: nothing can depend on guards there. */
function isConfigured(configuration: PlanConfiguration) {
  return (object: PlanObject): boolean => configuration.blockOf(object) !== undefined;
}

function secondReadIn(objects: readonly PlanObject[], configuration: PlanConfiguration): PlannedGuards["secondRead"] {
  if (configuration.rootBlock(AT_APPLY) === undefined) return "none";
  if (configuration.rootBlock(STAGE) === undefined) return "unmarked";
  return objects.some(({ address, change }) => address === AT_APPLY && change === undefined) ? "early" : "marked";
}

function stageOf(objects: readonly PlanObject[]): Sides<string | undefined> {
  const marker = objects.find(({ address }) => address === STAGE);
  const on = (side: ObjectSide | undefined) =>
    side === undefined ? undefined : valueOf(plannedText(side, ["input", "stage"]));
  return { before: on(marker?.before), after: on(marker?.after) };
}

/** What became of every object with conditions, sorted by address. */
export function planChecks(plan: TerraformPlan): GuardCheck[] {
  const checks = (plan.checks ?? []).map(({ address, status, instances }): GuardCheck => {
    const problems = (instances ?? []).flatMap((one) => (one.problems ?? []).flatMap(({ message }) => message ?? []));
    return { address: address?.to_display ?? "", status: statusOf(status), problems };
  });
  return checks.sort((a, b) => compareText(a.address, b.address));
}

/** A word that this project has never seen is no pass. */
function statusOf(status: string | undefined): GuardCheck["status"] {
  return status === "pass" || status === "fail" || status === "error" ? status : "unknown";
}
