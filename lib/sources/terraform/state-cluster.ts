import { AUTHENTICATION_MODES } from "../../access/access-entry/authentication-mode";
import type { Facts, ManagedRole } from "../facts";
import { readEksArn } from "../formats/eks-arn";
import type { SourceNode } from "../source";
import { addressOf, type StateResource } from "./state-resource";

/** The cluster itself, and the roles whose entries EKS makes. */
export function clusterFacts(own: readonly StateResource[], facts: Facts): void {
  for (const resource of own) {
    if (resource.type === "aws_eks_cluster") cluster(resource.values, facts);
    if (resource.type === "aws_eks_cluster") facts.addresses.push(...addressOf(resource, "cluster"));
    const owner = OWNERS[resource.type];
    if (owner !== undefined) managedRole(resource.values, owner, facts);
  }
}

function cluster(values: SourceNode, facts: Facts): void {
  facts.clusterNames.push(...(values.child("name")?.sourced() ?? []));
  readEksArn(values.child("arn"), facts);
  facts.clusterArns.push(...(values.child("arn")?.sourced() ?? []));
  const authority = firstOf(values.child("certificate_authority"))?.child("data");
  if (authority?.text() !== "") facts.certificateAuthorities.push(...(authority?.sourced() ?? []));
  // A provider older than 5.33 does not show it.
  const access = firstOf(values.child("access_config"));
  const bootstrap = access?.child("bootstrap_cluster_creator_admin_permissions")?.node;
  if (bootstrap?.kind === "scalar" && typeof bootstrap.value === "boolean") facts.bootstraps.push(bootstrap.value);
  const mode = access?.child("authentication_mode");
  const text = mode?.text() ?? "";
  if (mode === undefined || text === "") return;
  const known = AUTHENTICATION_MODES.find((each) => each === text);
  if (known === undefined) mode.wrong(`one of ${AUTHENTICATION_MODES.join(", ")}`);
  else facts.modes.push({ value: known, at: mode.at });
}

/** A nested block is a list of one. */
function firstOf(block: SourceNode | undefined): SourceNode | undefined {
  return block?.node.kind === "list" ? block.items()[0] : block;
}

interface Owner extends Pick<ManagedRole, "kind"> {
  readonly name: string;
  readonly role: string;
}

const OWNERS: Readonly<Record<string, Owner>> = {
  aws_eks_capability: { kind: "EKS capability", name: "capability_name", role: "role_arn" },
  aws_eks_node_group: { kind: "managed node group", name: "node_group_name", role: "node_role_arn" },
  aws_eks_fargate_profile: { kind: "Fargate profile", name: "fargate_profile_name", role: "pod_execution_role_arn" },
};

function managedRole(values: SourceNode, { kind, name, role }: Owner, facts: Facts): void {
  const arn = values.required(role);
  const roleArn = arn?.text();
  if (arn === undefined || roleArn === undefined) return;
  facts.managedRoles.push({
    value: { kind, name: values.child(name)?.text() ?? "", roleArn, isLive: true },
    at: arn.at,
  });
}
