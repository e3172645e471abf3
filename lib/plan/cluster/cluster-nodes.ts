import type { ClusterSeed } from "./cluster-seed";
import type { IamPrincipals } from "../objects/iam-principal";
import { type ObjectSide, plannedText, valueAt } from "../reading/object-side";
import type { PlanObject } from "../objects/plan-object";
import type { NodeRole } from "./planned-cluster";
import { isOneOf } from "../reading/resource-types";
import { sharedSteps } from "../reading/module-path";
import { type Sides, valueOf } from "../reading/planned-value";

/** What runs nodes or pods of a cluster, by the attribute that holds its role. */
const ROLE_ATTRIBUTES = {
  aws_eks_node_group: { kind: "managed-node-group", attribute: "node_role_arn" },
  aws_eks_fargate_profile: { kind: "fargate-profile", attribute: "pod_execution_role_arn" },
  aws_eks_capability: { kind: "capability", attribute: "role_arn" },
} as const;

const RUNNERS = ["aws_eks_node_group", "aws_eks_fargate_profile", "aws_eks_capability"] as const;

/** The roles of a cluster's nodes and Fargate pods, by what runs under them. */
export function nodeRoles(objects: readonly PlanObject[], principals: IamPrincipals): NodeRole[] {
  return objects.flatMap((object): NodeRole[] => {
    if (!isOneOf(RUNNERS, object.type)) return [];
    const { kind, attribute } = ROLE_ATTRIBUTES[object.type];
    const role = onBothSides(object, (side) => valueOf(principals.arnOf(object, side, attribute)));
    const resource = principals.referred(object, attribute)?.address;
    const referred = resource === undefined ? {} : { roleResource: resource };
    return [{ address: object.address, kind, role, ...referred, ...changeOf(object) }];
  });
}

/** The role of nodes that Auto Mode runs. */
export function autoModeRoles({ managed }: ClusterSeed, principals: IamPrincipals): NodeRole[] {
  if (managed === undefined) return [];
  const role = onBothSides(managed, (side) => {
    const text = plannedText(side, ["compute_config", 0, "node_role_arn"]);
    const isOn = valueAt(side.values, ["compute_config", 0, "enabled"]) === true;
    return isOn ? (valueOf(text) ?? principalArn(managed, principals)) : undefined;
  });
  if (role.before === undefined && role.after === undefined) return [];
  return [{ address: managed.address, kind: "auto-mode", role, ...changeOf(managed) }];
}

function principalArn(managed: PlanObject, principals: IamPrincipals): string | undefined {
  const referred = principals.referred(managed, "compute_config");
  return referred?.after === undefined ? undefined : valueOf(plannedText(referred.after, ["arn"]));
}

/** Instance profiles name no cluster: they go with the cluster of their own module, or the only one. */
export function instanceProfileRoles(
  { managed }: ClusterSeed,
  { profiles, seeds }: { readonly profiles: readonly PlanObject[]; readonly seeds: readonly ClusterSeed[] },
  principals: IamPrincipals,
): NodeRole[] {
  const home = managed?.moduleAddress ?? "";
  const isOwn = ({ moduleAddress }: PlanObject): boolean =>
    seeds.length === 1 || (home !== "" && sharedSteps(moduleAddress, home) === sharedSteps(home, home));
  return profiles.filter(isOwn).map((object) => ({
    address: object.address,
    kind: "instance-profile",
    role: profileRole(object, principals),
    ...changeOf(object),
  }));
}

/** Whether an object is an instance profile that the plan manages. */
export function isInstanceProfile({ type, mode }: PlanObject): boolean {
  return type === "aws_iam_instance_profile" && mode === "managed";
}

function profileRole(object: PlanObject, principals: IamPrincipals): Sides<string | undefined> {
  const on = (name: "before" | "after"): string | undefined => {
    const side = object[name];
    const role = side === undefined ? undefined : valueOf(plannedText(side, ["role"]));
    return role === undefined ? undefined : principals.arnOfRole(role, name);
  };
  return { before: on("before"), after: on("after") };
}

/** What both sides of an object say, where it lives. */
export function onBothSides(
  object: PlanObject,
  of: (side: ObjectSide) => string | undefined,
): Sides<string | undefined> {
  return {
    before: object.before === undefined ? undefined : of(object.before),
    after: object.after === undefined ? undefined : of(object.after),
  };
}

/** The change of an object, where there is one. */
export function changeOf({ change }: PlanObject): Pick<NodeRole, "change"> {
  return change === undefined ? {} : { change };
}
