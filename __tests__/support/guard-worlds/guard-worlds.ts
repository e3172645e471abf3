import { defaultUserName } from "../../../lib/access/access-entry/access-entry";
import { ACCESS_ENTRY_TYPE_FACTS } from "../../../lib/access/access-entry/access-entry-type";
import { AUTHENTICATION_MODES, type AuthenticationMode } from "../../../lib/access/access-entry/authentication-mode";
import { type AwsAuth, awsAuthOf } from "../../../lib/access/aws-auth/aws-auth";
import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import { parseAwsAuth } from "../../../lib/access/aws-auth/aws-auth-parse";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { LiveCluster, LiveEntry } from "../../../lib/migration/guard/live-cluster";
import { asksIdentity } from "../../../lib/guards/aws-auth/config-map-unread";
import type { AccessDefinition } from "../../../lib/migration/definition";
import { isRefused } from "../../../lib/migration/gate/refusal";
import { gate } from "../../../lib/migration/gate/gate";
import { render } from "../../../lib/migration/rendering/rendering";
import { type Stage, STAGE_FACTS } from "../../../lib/migration/stage";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { wavesOf } from "../../../lib/migration/wave";
import { ACCOUNT, arn, role, user } from "../definitions/arns";
import { accepting } from "../definitions/definitions";
import type { ConfigMapData } from "../kubernetes/kube-client";
import type { Random } from "../laws/random";
import { randomScenario } from "../laws/random-definitions";
import { cluster } from "../definitions/sample-definitions";

/** A running cluster, as the model has it and as Terraform's data sources read it. */
export interface GuardWorld {
  readonly live: LiveCluster;
  /** The data of aws-auth; undefined where there is none. */
  readonly awsAuth: ConfigMapData | undefined;
  /** Which half of the identity is another cluster's. */
  readonly isOther: { readonly cluster: boolean; readonly apiServer: boolean };
}

/** A definition, and clusters on which its plan may run. */
export interface GuardCase {
  readonly staged: StagedCluster<ClusterDefinition>;
  readonly worlds: readonly GuardWorld[];
}

/** A definition of a stage, in any wave and kind, that its gate lets pass, and as many worlds, near it and far from it. */
export function randomGuardCase(random: Random, stage: Stage, count: number): GuardCase {
  for (;;) {
    const { staged, live } = randomStaged(random, stage);
    if (isRefused(gate(staged, TODAY))) continue;
    return { staged, worlds: Array.from({ length: count }, () => randomWorld(random, staged, live)) };
  }
}

const TODAY = "2026-11-22";

function randomStaged(
  random: Random,
  stage: Stage,
): { readonly staged: StagedCluster<ClusterDefinition>; readonly live: AwsAuth } {
  const { base, live } = randomScenario(random);
  const whole: ClusterDefinition = {
    ...cluster({}, { render: random.chance(0.5) ? "access" : "resources" }),
    ...withMadeRoles(random, base),
  };
  const staged = new StagedCluster(
    random.chance(0.06) ? withoutMigration(random, whole) : atStage(random, whole, stage),
  );
  return { staged, live };
}

/** Some of the roles that entries name are made by the stack itself: no guard asks IAM for these. */
function withMadeRoles(
  random: Random,
  { iamRoles: _, ...base }: AccessDefinition,
): Omit<AccessDefinition, "iamRoles"> & Pick<ClusterDefinition, "iamRoles"> {
  if (!random.chance(0.25)) return base;
  const named = Object.values(base.accessEntries)
    .map(({ principalArn }) => arn(principalArn))
    .filter(({ kind, accountId }) => kind === "role" && accountId === ACCOUNT && random.chance(0.4));
  const assumedBy = { principals: [`arn:aws:iam::${ACCOUNT}:root`] };
  const roles = named.map(({ name, path }, i) => [`made_${i}`, { name, path, assumedBy }] as const);
  return { ...base, iamRoles: Object.fromEntries(roles) };
}

function withoutMigration(random: Random, whole: ClusterDefinition): ClusterDefinition {
  const { migration: _, awsAuth: __, ...rest } = whole;
  return { ...rest, authenticationMode: random.pick(["API", "API_AND_CONFIG_MAP"]) };
}

function atStage(random: Random, whole: ClusterDefinition, stage: Stage): ClusterDefinition {
  const waves = wavesOf(whole).length;
  const names = Object.values(whole.accessEntries).map(({ principalArn }) => principalArn);
  const someone = random.pick([role("dev"), ...names]);
  const accept = [
    ...(whole.accept ?? []),
    ...(random.chance(0.4) ? [{ ...accepting("row-not-live"), principal: someone }] : []),
    ...(random.chance(0.3) ? [{ ...accepting("row-changed"), principal: someone }] : []),
    ...(random.chance(0.1) ? [{ ...accepting("entry-not-live"), principal: someone }] : []),
    ...(random.chance(0.15) ? [accepting("config-map-unread")] : []),
    ...(random.chance(0.1) ? [accepting("principal-unread")] : []),
    ...(random.chance(0.05) ? [{ ...accepting("principal-unread"), principal: someone }] : []),
  ];
  const { migration = { stage } } = whole;
  const wave = stage === "entries" && waves > 0 ? { wave: 1 + random.int(waves) } : {};
  const forgotten = random.chance(0.2) ? { retire: "forget" as const } : {};
  const created = stage === "config-map" || stage === "dual" || stage === "entries" ? random.chance(0.15) : false;
  const awsAuth = whole.awsAuth && { ...whole.awsAuth, ...(created ? { createAwsAuthConfigmap: true } : {}) };
  const { awsAuth: _, ...rest } = whole;
  const isWithoutRows = random.chance(0.1);
  return {
    ...rest,
    ...(isWithoutRows || awsAuth === undefined ? {} : { awsAuth }),
    accept,
    leaving: [
      ...(whole.leaving ?? []),
      ...[role("gone"), `arn:aws:iam::${GONE_ACCOUNT}:root`].filter(() => random.chance(0.5)),
    ],
    migration: { ...migration, stage, ...wave, ...forgotten },
    ...(random.chance(0.15) ? { imported: Object.keys(whole.accessEntries).slice(0, 2) } : {}),
  };
}

function randomWorld(random: Random, staged: StagedCluster<ClusterDefinition>, drifted: AwsAuth): GuardWorld {
  const isOther = {
    cluster: staged.definition.migration !== undefined && random.chance(0.02),
    apiServer: staged.definition.migration !== undefined && asksIdentity(staged) && random.chance(0.02),
  };
  const awsAuth = random.chance(0.08) ? undefined : randomData(random, staged, drifted);
  const entries = randomEntries(random, staged);
  const principals = principalsOf(staged);
  const named = (kind: string): string[] =>
    [...principals, role("stranger"), role("team/dev")].filter(
      (one) => one.includes(`:${kind}/`) && random.chance(0.97),
    );
  return {
    live: {
      isTheFilesCluster: !isOther.cluster && !isOther.apiServer,
      mode: randomMode(random, staged),
      configMap: awsAuth === undefined ? "absent" : parseAwsAuth(awsAuth).awsAuth,
      entries,
      roles: named("role"),
      users: named("user"),
      nodeGroupRoles: random.chance(0.1) ? [random.pick([role("node"), role("workers"), role("dev")])] : [],
    },
    awsAuth,
    isOther,
  };
}

/** Mostly one that the stage accepts. */
function randomMode(random: Random, { definition, rendering }: StagedCluster<ClusterDefinition>): AuthenticationMode {
  const { migration } = definition;
  const accepted = migration === undefined ? [rendering.mode] : STAGE_FACTS[migration.stage].accepts;
  const [first = rendering.mode, ...others] = accepted;
  return random.chance(0.1) ? random.pick(AUTHENTICATION_MODES) : random.pick([first, ...others]);
}

/** Mostly near the file's: emptied, as somebody left it, with rows that went, came or changed, or a section that nobody can read. */
function randomData(random: Random, { rows }: StagedCluster<ClusterDefinition>, drifted: AwsAuth): ConfigMapData {
  const begun = random.pick([rows, rows, rows, drifted, awsAuthOf([], [], [])]);
  const lost = random.pick([0, 0, 0.3]);
  const roles = begun.roles.map(({ row }) => row).filter(() => !random.chance(lost));
  const users = begun.users.map(({ row }) => row).filter(() => !random.chance(lost));
  const accounts = begun.accounts.map(({ row }) => row);
  const came = [GONE_ROW, STRANGE_ROW, { ...STRANGE_ROW, rolearn: role("new/path") }].filter(() => random.chance(0.12));
  const changed = random.chance(0.15);
  const data = encodeAwsAuth(
    awsAuthOf(
      [...roles.map((row, i) => (changed && i === 0 ? { ...row, username: "changed" } : row)), ...came],
      random.chance(0.05) ? [...users, { userarn: user("stranger"), username: "x", groups: [] }] : users,
      [...accounts, ...[ACCOUNT, GONE_ACCOUNT, "555566667777"].filter(() => random.chance(0.04))],
    ),
  );
  if (random.chance(0.05)) return { ...data, [random.pick(["mapRoles", "mapUsers", "mapAccounts"])]: "- a\r- b" };
  return data;
}

const GONE_ACCOUNT = "666677778888";
const GONE_ROW = { rolearn: role("gone"), username: "gone:{{SessionName}}", groups: ["goners"] };
const STRANGE_ROW = { rolearn: role("stranger"), username: "stranger", groups: ["viewers"] };

function randomEntries(random: Random, { definition, translation }: StagedCluster<ClusterDefinition>): LiveEntry[] {
  const share = random.pick([1, 1, 0.95, 0.6]);
  const expected = translation.outcomes.flatMap((one) => (one.kind === "expected" ? [one.entry] : []));
  const rendered = Object.values(render(atEnd(definition)).entries);
  const untyped = (definition.migration?.expected ?? [])
    .map((text) => definition.migration?.rolePaths?.[text] ?? text)
    .map((principalArn) => ({ principalArn }));
  const all = new Map([...untyped, ...expected, ...rendered].map((entry) => [entry.principalArn, entry] as const));
  return [...all.values()]
    .filter(() => random.chance(share))
    .map(({ principalArn, ...entry }) => {
      const { type = "STANDARD", kubernetesGroups = [], userName } = "type" in entry ? entry : { ...entry };
      const isNamed = ACCESS_ENTRY_TYPE_FACTS[type].identity;
      const live: LiveEntry = {
        principalArn,
        type: random.chance(0.03) ? random.pick(["STANDARD", "EC2_LINUX", "EC2_WINDOWS"]) : type,
        groups: isNamed ? (random.chance(0.03) ? ["others"] : shuffled(random, kubernetesGroups)) : ["system:nodes"],
        userName: random.chance(0.03)
          ? "other"
          : isNamed
            ? (userName ?? defaultUserName(arn(principalArn)))
            : "system:node:x",
      };
      return random.chance(0.04) && isOwnRole(definition, principalArn) ? { ...live, isOlderThanRole: true } : live;
    });
}

/** At the stage that renders every entry. */
function atEnd(definition: ClusterDefinition): ClusterDefinition {
  const { migration } = definition;
  if (migration === undefined) return definition;
  const { wave: _, ...rest } = migration;
  return { ...definition, migration: { ...rest, stage: "retire" } };
}

function isOwnRole({ accountId = "" }: ClusterDefinition, principalArn: string): boolean {
  return principalArn.includes(`::${accountId}:role/`);
}

function principalsOf({ definition }: StagedCluster<ClusterDefinition>): string[] {
  return [...new Set(Object.values(definition.accessEntries).map(({ principalArn }) => principalArn))];
}

function shuffled(random: Random, values: readonly string[]): string[] {
  return random.chance(0.5) ? [...values] : [...values].reverse();
}
