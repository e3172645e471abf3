import type { Random } from "../laws/random";
import { policyArn } from "../definitions/arns";
import type { EksAlike, RealCaller } from "../live/eks-alike";
import { GROUPS, STATIC_NAMES } from "./random-rbac";

/** Somebody who calls, with what the rows and the entries give it. */
export interface ReplayCaller extends RealCaller {
  readonly name: string;
  /** Empty: a user. */
  readonly session: string;
  /** @default nobody's row: mapAccounts lets it in */
  readonly row?: Given;
  /** @default it is forgotten */
  readonly entry?: GivenEntry;
}

/** A username, with its templates, and groups. */
export interface Given {
  readonly username: string;
  readonly groups: readonly string[];
}

/** The same of an entry, with its policies; without namespaces for the whole cluster. */
export interface GivenEntry extends Given {
  readonly policies: readonly { readonly name: string; readonly namespaces: readonly string[] }[];
}

const POLICIES = ["View", "Edit", "Admin", "AdminView", "SecretReader", "ClusterAdmin"] as const;
const SESSIONS = ["ann@example.com", "build-42", "i-0a1b2c3d4e5f60001", "Ze,d=x.y_z"] as const;
const SCOPES: readonly [readonly string[], ...(readonly string[])[]] = [[], ["shop"], ["dev-*"], ["pay", "dev-a"]];

/** Roles and users with random rows and entries. */
export async function randomCallers(cluster: EksAlike, random: Random, count: number): Promise<ReplayCaller[]> {
  const callers: ReplayCaller[] = [];
  for (let i = 0; i < count; i += 1) {
    const isUser = i % 6 === 5;
    const name = `${isUser ? "user" : "role"}-${i}`;
    const session = isUser ? "" : random.pick(SESSIONS);
    const path = isUser || random.chance(0.7) ? "" : "team/";
    const real = isUser ? await cluster.user(name) : await cluster.role(`${path}${name}`, session);
    const row = random.chance(0.85) ? randomGiven(random, name, isUser) : undefined;
    const entry = random.chance(0.75) ? randomEntry(random, { name, isUser, ...(row && { row }) }) : undefined;
    callers.push({ ...real, name, session, ...(row && { row }), ...(entry && { entry }) });
  }
  return callers;
}

function randomGiven(random: Random, name: string, isUser: boolean): Given {
  const groups = GROUPS.filter(() => random.chance(0.3));
  const masters = random.chance(0.12) ? ["system:masters"] : [];
  return { username: randomName(random, name, isUser), groups: [...groups, ...masters] };
}

function randomName(random: Random, name: string, isUser: boolean): string {
  if (isUser) return random.chance(0.7) ? name : random.pick(STATIC_NAMES);
  return random.pick<string>([`${name}:{{SessionName}}`, `${name}:{{SessionNameRaw}}`, random.pick(STATIC_NAMES)]);
}

/** As the row, or another; what `system:` begins no entry carries. */
function randomEntry(
  random: Random,
  { name, isUser, row }: { name: string; isUser: boolean; row?: Given },
): GivenEntry {
  const given = row !== undefined && random.chance(0.6) ? row : randomGiven(random, name, isUser);
  const isAdmin = given.groups.includes("system:masters") && random.chance(0.7);
  const policies = random.chance(0.35)
    ? [{ name: `AmazonEKS${random.pick(POLICIES)}Policy`, namespaces: random.pick(SCOPES) }]
    : [];
  return {
    username: given.username,
    groups: given.groups.filter((group) => !group.startsWith("system:")),
    policies: isAdmin ? [{ name: "AmazonEKSClusterAdminPolicy", namespaces: [] }] : policies,
  };
}

/** The cluster file of these callers, at stage `config-map`. */
export function clusterFileOf(callers: readonly ReplayCaller[], accountId: string): string {
  const rows = (kind: "role" | "user") =>
    callers.flatMap(({ arn, row }) => {
      if (row === undefined || !arn.includes(`:${kind}/`)) return [];
      const named = kind === "role" ? { rolearn: arn.replace(/role\/.*\//, "role/") } : { userarn: arn };
      return [{ ...named, ...row }];
    });
  const entries = callers.flatMap(({ name, arn, entry }) =>
    entry === undefined ? [] : [[name, entryOf(arn, entry)] as const],
  );
  return JSON.stringify({
    cluster_name: "demo",
    render: "access",
    terraform: { account_id: accountId, region: "eu-west-1" },
    migration: { stage: "config-map" },
    aws_auth: { aws_auth_roles: rows("role"), aws_auth_users: rows("user"), aws_auth_accounts: [accountId] },
    access_entries: Object.fromEntries(entries),
  });
}

function entryOf(arn: string, { username, groups, policies }: GivenEntry): object {
  const associations = policies.map(({ name, namespaces }, i) => [
    `p${i}`,
    {
      policy_arn: policyArn(name),
      access_scope: namespaces.length === 0 ? { type: "cluster" } : { type: "namespace", namespaces },
    },
  ]);
  return {
    principal_arn: arn,
    user_name: username,
    kubernetes_groups: groups,
    ...(associations.length === 0 ? {} : { policy_associations: Object.fromEntries(associations) }),
  };
}
