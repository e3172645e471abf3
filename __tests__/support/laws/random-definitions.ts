import type { AccessEntries, AccessEntry } from "../../../lib/access/access-entry/access-entry";
import { type AwsAuth, awsAuthOf, type RoleRow, type UserRow } from "../../../lib/access/aws-auth/aws-auth";
import type { AccessDefinition, MigrationDefinition } from "../../../lib/migration/definition";
import { translateRows } from "../../../lib/migration/translation/translation";
import { ACCOUNT, role, user } from "../definitions/arns";
import { accepting, ADMIN_ROW, BREAK_GLASS, CREATOR, definition, DEV_ROW, NODE_ROW } from "../definitions/definitions";
import type { Eks } from "./plan-simulation";
import type { Random } from "./random";

/** A definition, the ConfigMap that is live, which may differ from the file, and what EKS does by itself. */
export interface Scenario {
  readonly base: AccessDefinition;
  readonly live: AwsAuth;
  readonly eks: Eks;
}

const SSO = "AWSReservedSSO_Admin_0123456789abcdef";
const SSO_PATH = `aws-reserved/sso.amazonaws.com/eu-west-1/${SSO}`;
const FARGATE_GROUPS = ["system:bootstrappers", "system:nodes", "system:node-proxier"];
const ROLE_ROWS: readonly RoleRow[] = [
  ADMIN_ROW,
  DEV_ROW,
  NODE_ROW,
  {
    rolearn: role("node2"),
    username: "system:node:{{EC2PrivateDNSName}}",
    groups: ["system:bootstrappers", "system:nodes"],
  },
  { rolearn: role(SSO), username: "sso:{{SessionName}}", groups: ["system:masters", "on-call"] },
  { rolearn: role("team/dead"), username: "dead", groups: ["system:masters"] },
  { rolearn: role("DEV"), username: "dev:{{SessionName}}", groups: ["developers"] },
  { rolearn: role("plain"), groups: ["viewers"] },
  { rolearn: role("idle"), username: "idle" },
  { rolearn: role("fargate"), username: "system:node:{{SessionName}}", groups: FARGATE_GROUPS },
  { rolearn: role("other", "444455556666"), username: "other:{{SessionName}}", groups: ["partners"] },
  { rolearn: role("reserved"), username: "system:reserved", groups: ["system:masters"] },
];
const USER_ROWS: readonly UserRow[] = [
  { userarn: user("alice"), username: "alice", groups: ["developers"] },
  { userarn: user("bob"), groups: ["system:masters"] },
  { userarn: user("team/carol"), username: "carol", groups: ["viewers", "developers"] },
];
const ACCEPTABLE = ["masters-by-name", "username-changed", "creator-unknown", "row-username-reserved"];

/** A scenario of a large universe: rows of all kinds, entries mostly right, sometimes missing or wrong; live mostly as the file. */
export function randomScenario(random: Random): Scenario {
  const awsAuth = randomRows(random);
  const nodeGroupRoles = random.chance(0.4) ? [role("node")] : [];
  const expected = random.chance(0.9) ? [CREATOR, ...nodeGroupRoles.filter(() => random.chance(0.8))] : [];
  const accessEntries = randomEntries(random, awsAuth, expected);
  const leaving = random.chance(0.2)
    ? [role("dev")].filter((arn) => !Object.values(accessEntries).some((e) => e.principalArn === arn))
    : [];
  const base: AccessDefinition = {
    ...definition(),
    accessEntries,
    leaving,
    accept: ACCEPTABLE.filter(() => random.chance(0.85)).map(accepting),
    awsAuth: {
      awsAuthRoles: awsAuth.roles.map(({ row }) => row),
      awsAuthUsers: awsAuth.users.map(({ row }) => row),
      awsAuthAccounts: awsAuth.accounts.map(({ row }) => row),
      ...(random.chance(0.1) ? { manageAwsAuthConfigmap: false } : {}),
    },
    migration: randomMigration(random, Object.keys(accessEntries), expected),
  };
  return { base, live: drifted(random, awsAuth), eks: { nodeGroupRoles, creator: CREATOR } };
}

function randomRows(random: Random): AwsAuth {
  const share = 0.2 + random.next() * 0.4;
  const accounts = random.chance(0.05) ? [ACCOUNT] : [];
  return awsAuthOf(
    ROLE_ROWS.filter(() => random.chance(share)),
    USER_ROWS.filter(() => random.chance(share)),
    accounts,
  );
}

function randomEntries(random: Random, awsAuth: AwsAuth, expected: readonly string[]): AccessEntries {
  const rolePaths = { [role(SSO)]: role(SSO_PATH) };
  const translated = translateRows(awsAuth, {
    accountId: ACCOUNT,
    partition: "aws",
    rolePaths,
    expected: [...expected],
  }).entries;
  const entries = Object.entries(translated)
    .filter(() => random.chance(0.95))
    .map(([key, entry]): [string, AccessEntry] => [key, random.chance(0.05) ? spoiled(random, entry) : entry]);
  const newcomer: AccessEntry = { principalArn: user("new"), kubernetesGroups: ["viewers"] };
  return {
    ...(random.chance(0.95) ? { break_glass: BREAK_GLASS } : {}),
    ...Object.fromEntries(entries),
    ...(random.chance(0.2) ? { newcomer } : {}),
  };
}

function spoiled(random: Random, entry: AccessEntry): AccessEntry {
  const { policyAssociations: _, kubernetesGroups: __, userName: ___, ...bare } = entry;
  return random.pick<AccessEntry>([
    bare,
    { ...bare, kubernetesGroups: ["viewers"] },
    { ...entry, principalArn: role("else") },
  ]);
}

function randomMigration(random: Random, keys: readonly string[], expected: readonly string[]): MigrationDefinition {
  const rest = keys.filter((key) => key !== "break_glass");
  const half = Math.ceil(rest.length / 2);
  const waves = [["break_glass"], rest.slice(0, half)].map((wave) => wave.filter((key) => keys.includes(key)));
  return {
    stage: "entries",
    expected,
    rolePaths: { [role(SSO)]: role(SSO_PATH) },
    ...(random.chance(0.6) ? { waves: waves.filter((wave) => wave.length > 0) } : {}),
    ...(random.chance(0.5) ? { bridgeGroup: "access-bridge" } : {}),
    ...(random.chance(0.15) ? { retire: "forget" } : {}),
  };
}

/** What somebody did to the live rows behind the file's back. */
function drifted(random: Random, awsAuth: AwsAuth): AwsAuth {
  if (random.chance(0.8)) return awsAuth;
  const rows = awsAuth.roles.map(({ row }) => row);
  const users = awsAuth.users.map(({ row }) => row);
  const accounts = awsAuth.accounts.map(({ row }) => row);
  const stranger: RoleRow = { rolearn: role("stranger"), username: "stranger", groups: ["viewers"] };
  const [first, ...others] = rows;
  const changed = first === undefined ? rows : [{ ...first, groups: [...(first.groups ?? []), "on-call"] }, ...others];
  return random.pick([
    awsAuthOf([...rows, stranger], users, accounts),
    awsAuthOf(changed, users, accounts),
    awsAuthOf(others, users, accounts),
    awsAuthOf(rows, users, [...accounts, "444455556666"]),
    { ...awsAuthOf(rows, users, accounts), unreadable: ["mapUsers"] },
  ]);
}
