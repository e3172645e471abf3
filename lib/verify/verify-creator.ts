import { parseAccessPolicyArn, CLUSTER_ADMIN } from "../access/access-policy/access-policy";
import { principalIdOf } from "../access/principal/principal-id";
import type { LiveEntryWithPolicies } from "../sources/live-data";
import { applyStage } from "./apply-stage";
import { type Deviation, deviation, type Held, nameIn, stagePath } from "./verify-finding";

/** The entry that is taken for that of whoever runs Terraform: of somebody whom the file does not name, with cluster admin alone. */
export function creatorEntry(held: Held): LiveEntryWithPolicies | undefined {
  const { staged } = held;
  if (!staged.rendering.creatorAdmin) return undefined;
  const admins = unnamedEntries(held).filter((entry) => entry !== undefined && isAdminAlone(entry));
  return admins.length === 1 ? admins[0] : undefined;
}

/** Live entries of those whom the file does not name; `undefined` where nobody tells what one gives. */
function unnamedEntries({ staged: { definition }, live }: Held): readonly (LiveEntryWithPolicies | undefined)[] {
  const named = new Set(
    [
      ...Object.values(definition.accessEntries).map(({ principalArn }) => principalArn),
      ...(definition.migration?.expected ?? []),
    ].map(principalIdOf),
  );
  const byId = new Map(live.entries.map((entry) => [principalIdOf(entry.principalArn), entry]));
  return (live.entryPrincipals ?? [])
    .map(principalIdOf)
    .filter((id) => !named.has(id))
    .map((id) => byId.get(id));
}

/** What is to be known of whoever created the cluster. */
export function creatorDeviations(held: Held): Deviation[] {
  const { staged, live } = held;
  if (live.cluster?.mode === "CONFIG_MAP") {
    const message =
      "who created the cluster is cluster admin without a row, and in mode CONFIG_MAP neither EKS nor Kubernetes tells who that is";
    const help =
      "`aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateCluster` names the caller, for 90 days; from stage `dual` on an access entry of that principal is live";
    return [deviation("verify-creator-hidden", stagePath(staged.definition), { message, help })];
  }
  const entry = creatorEntry(held);
  if (entry === undefined) return creatorMissing(held);
  return [
    deviation("verify-creator-entry", "enable_cluster_creator_admin_permissions", {
      principal: entry.principalArn,
      message: `${nameIn(held, entry.principalArn)} is cluster admin by an entry that the file does not name; it is taken for the one of the caller who ran Terraform: as soon as somebody else runs Terraform, the plan replaces it, and ${nameIn(held, entry.principalArn)} is no longer cluster admin`,
      help: `declare it under \`access_entries\` by the key \`cluster_creator\`, with \`principal_arn: ${entry.principalArn}\` and a policy association \`admin\` of \`AmazonEKSClusterAdminPolicy\` for the whole cluster: then it stays the same resource, and the plan changes nothing; write \`enable_cluster_creator_admin_permissions: false\` with it`,
    }),
  ];
}

/** Nothing live is the entry that the stage renders for whoever runs Terraform: it is gone, or has lost its policy. */
function creatorMissing(held: Held): Deviation[] {
  const { staged, live } = held;
  if (!staged.rendering.creatorAdmin || live.entryPrincipals === undefined) return [];
  const unnamed = unnamedEntries(held);
  if (unnamed.some((entry) => entry?.policies === undefined || isAdminAlone(entry))) return [];
  const message =
    "the access entry that this key makes for whoever runs Terraform is not live, expected an entry with AmazonEKSClusterAdminPolicy for the whole cluster and nothing else";
  const help = `the apply gives the entry and its policy to the principal that runs it: with the credentials of the one who is to be cluster admin (\`aws sts get-caller-identity\` prints whose they are), ${applyStage(held)}`;
  return [deviation("verify-creator-missing", "enable_cluster_creator_admin_permissions", { message, help })];
}

function isAdminAlone({ type, groups, policies = [] }: LiveEntryWithPolicies): boolean {
  const [first, ...others] = policies;
  if (type !== "STANDARD" || groups.length > 0 || first === undefined || others.length > 0) return false;
  return first.accessScope.type === "cluster" && parseAccessPolicyArn(first.policyArn)?.name === CLUSTER_ADMIN;
}
