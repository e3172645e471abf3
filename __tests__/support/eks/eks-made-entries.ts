import { type AwsClient, succeeded } from "./aws-client";
import { completed } from "./eks-defaults";
import type { EksRequest } from "./eks-request";
import type { EksState } from "./eks-state";

/** An access entry that EKS makes by itself. */
interface MadeEntry {
  readonly principalArn: string;
  readonly type: string;
  /** Whether it comes with AmazonEKSClusterAdminPolicy. */
  readonly admin: boolean;
}

/**
 * What EKS makes by itself after a call: at the switch from CONFIG_MAP, entries of managed node groups, of Fargate and of the
 * cluster's creator; later one with each node group and Fargate profile. Rows of aws-auth get none.
 * @see DOMAIN §2.5; https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
 */
export async function makeEntries(
  aws: AwsClient,
  { request, modeBefore, creator }: { request: EksRequest; modeBefore: string | undefined; creator?: string },
  state: EksState,
): Promise<void> {
  if ((await state.mode()) === "CONFIG_MAP") return;
  const wanted = isMade(request, modeBefore) ? [...(await nodeEntries(state)), ...creatorEntry(request, creator)] : [];
  for (const entry of wanted) if ((await state.entry(entry.principalArn)) === undefined) await make(aws, entry, state);
}

function isMade({ operation }: EksRequest, modeBefore: string | undefined): boolean {
  if (operation === "UpdateClusterConfig") return modeBefore === "CONFIG_MAP";
  return ["CreateCluster", "CreateNodegroup", "CreateFargateProfile"].includes(operation);
}

async function nodeEntries(state: EksState): Promise<MadeEntry[]> {
  const groups = await state.nodeGroups();
  const fargate = await state.fargateRoles();
  return [
    ...groups.map(({ role, amiType }) => ({
      principalArn: role,
      type: amiType.startsWith("WINDOWS") ? "EC2_WINDOWS" : "EC2_LINUX",
      admin: false,
    })),
    ...fargate.map((principalArn) => ({ principalArn, type: "FARGATE_LINUX", admin: false })),
  ];
}

function creatorEntry({ operation }: EksRequest, creator: string | undefined): MadeEntry[] {
  if (creator === undefined || operation === "CreateNodegroup" || operation === "CreateFargateProfile") return [];
  return [{ principalArn: creator, type: "STANDARD", admin: true }];
}

async function make(aws: AwsClient, { principalArn, type, admin }: MadeEntry, state: EksState): Promise<void> {
  const path = `/clusters/${state.clusterName}/access-entries`;
  succeeded("entry made by EKS", await aws.eks("POST", path, JSON.stringify(completed({ principalArn, type }))));
  if (!admin) return;
  const [, partition = "aws"] = principalArn.split(":");
  const policyArn = `arn:${partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`;
  const association = JSON.stringify({ policyArn, accessScope: { type: "cluster" } });
  const policies = `${path}/${encodeURIComponent(principalArn)}/access-policies`;
  succeeded("policy associated by EKS", await aws.eks("POST", policies, association));
}
