import { readsAccessEntries } from "../access/access-entry/authentication-mode";
import { parseArn } from "../access/principal/arn";
import { principalIdOf, samePrincipal } from "../access/principal/principal-id";
import { entryOf } from "../live/live-entries";
import { effectiveRows } from "../migration/effective-rows";
import { type MadeRole, madeRoles } from "./made-roles";
import { because, type Deviation, deviation, type Held, nameIn, stagePath, tell } from "./verify-finding";

/** Nodes that EKS manages: each has a row or an entry, and its entry is of the type that its image needs. */
export function nodeDeviations(held: Held): Deviation[] {
  const { staged, live } = held;
  const path = stagePath(staged.definition);
  const isListed = live.nodeGroupNames?.every((name) => live.nodeGroups.some((group) => group.name === name)) ?? false;
  const reason = because(live, ["eks:ListNodegroups", "eks:DescribeNodegroup"]);
  const unknown = deviation("verify-unknown", path, {
    message: `not known: which managed node groups there are, with their roles${reason}`,
    help: `${tell(held, "aws eks list-nodegroups")}, and that of \`aws eks describe-nodegroup\` for each`,
  });
  const fargate = because(live, ["eks:ListFargateProfiles", "eks:DescribeFargateProfile"]);
  const profiles = deviation("verify-unknown", path, {
    message: `not known: which Fargate profiles there are, with their roles${fargate}`,
    help: `${tell(held, "aws eks list-fargate-profiles")}, and that of \`aws eks describe-fargate-profile\` for each`,
  });
  const nodes = madeRoles(live).filter(({ isNode }) => isNode);
  const once = nodes.filter(
    ({ roleArn }, i) => nodes.findIndex((one) => principalIdOf(one.roleArn) === principalIdOf(roleArn)) === i,
  );
  return [
    ...(isListed ? [] : [unknown]),
    ...(fargate === "" ? [] : [profiles]),
    ...once.flatMap((role) => nodeDeviation(held, role)),
  ];
}

function nodeDeviation(held: Held, { roleArn, of: owner, types }: MadeRole): Deviation[] {
  const { staged, live } = held;
  const parsed = parseArn(roleArn);
  if (!("arn" in parsed)) return [];
  const own = Object.values(staged.rendering.entries).find(
    ({ principalArn }) => principalIdOf(principalArn) === principalIdOf(roleArn),
  );
  const isDeclaredSo = own === undefined || types.includes(own.type ?? "STANDARD");
  if (isOfFile(held, roleArn) && isDeclaredSo) return [];
  const entry = live.cluster?.mode === "CONFIG_MAP" ? "absent" : entryOf(live, parsed.arn);
  const about = { principal: roleArn };
  const of = `--cluster-name ${staged.definition.clusterName} --principal-arn ${roleArn}`;
  const path = stagePath(staged.definition);
  if (typeof entry !== "string" && !types.includes(entry.type)) {
    const message = `the entry of ${nameIn(held, roleArn)}, the role of ${owner}, is of another type, expected ${types.join(" or ")}, got \`${entry.type}\``;
    const help = `nodes of another system lose what they need: \`aws eks delete-access-entry ${of}\`, then at once \`aws eks create-access-entry ${of} --type ${types[0] ?? "EC2_LINUX"}\``;
    return [deviation("verify-entry-type-differs", path, { ...about, message, help })];
  }
  if (entry !== "absent" || isServedByRow(held, roleArn)) return [];
  const message = `${nameIn(held, roleArn)}, the role of ${owner}, has neither a row nor an entry: its nodes cannot join`;
  const help = `\`aws eks create-access-entry ${of} --type ${types[0] ?? "EC2_LINUX"}\`; or write its row again: \`kubectl edit configmap -n kube-system aws-auth\``;
  return [deviation("verify-node-unserved", path, { ...about, message, help })];
}

/** What the file has of it is compared with its entries and rows. */
function isOfFile({ staged }: Held, roleArn: string): boolean {
  const { definition, rendering, effectiveRows: own } = staged;
  const hasEntries = readsAccessEntries(rendering.mode);
  const named = hasEntries
    ? [
        ...Object.values(rendering.entries).map(({ principalArn }) => principalArn),
        ...(definition.migration?.expected ?? []),
      ]
    : [];
  const parsed = parseArn(roleArn);
  const isRow = rendering.awsAuth.manage && rendering.awsAuth.rows.roles.length > 0;
  return (
    named.some((arn) => principalIdOf(arn) === principalIdOf(roleArn)) ||
    (isRow && !hasEntries && "arn" in parsed && own.some(({ principal }) => samePrincipal(principal, parsed.arn)))
  );
}

/** Unknown rows may serve it. */
function isServedByRow({ live: { awsAuth, cluster } }: Held, roleArn: string): boolean {
  if (cluster?.mode === "API") return false;
  if (awsAuth === undefined) return true;
  const parsed = parseArn(roleArn);
  if (awsAuth === "absent" || !("arn" in parsed)) return false;
  return effectiveRows(awsAuth).some(({ principal }) => samePrincipal(principal, parsed.arn));
}
