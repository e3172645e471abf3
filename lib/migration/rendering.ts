import type { AccessEntries, AccessEntry } from "../access/access-entry/access-entry";
import {
  type AuthenticationMode,
  readsAccessEntries,
  readsConfigMap,
} from "../access/access-entry/authentication-mode";
import { type AwsAuth, awsAuthOf, EMPTY_AWS_AUTH } from "../access/aws-auth/aws-auth";
import { isClusterAdminEntry } from "../access/effective/cluster-admin";
import type { AccessDefinition } from "./definition";
import { filePath } from "./file-path";
import { forgets } from "./retirement";
import { isFrom, STAGE_FACTS } from "./stage";
import type { TranslationContext } from "./translation/translation";
import { SESSION_NODE_TYPES } from "./translation/translation-source";
import { entriesIn } from "./wave";

/** What a stack renders of a definition: the stage, worked out. */
export interface Rendering {
  readonly mode: AuthenticationMode;
  /** Entries with the bridge group where they carry it. */
  readonly entries: AccessEntries;
  /** The group bound to cluster-admin, and the keys of the entries that wait for its binding. */
  readonly bridge?: { readonly group: string; readonly entries: readonly string[] };
  readonly awsAuth: RenderedAwsAuth;
  /** Whether the caller gets an entry, as the module's `enable_cluster_creator_admin_permissions`. */
  readonly creatorAdmin: boolean;
}

/** The two resources of modules/aws-auth: the ConfigMap, and its rows. */
export const AWS_AUTH_RESOURCES = ["kubernetes_config_map.aws_auth", "kubernetes_config_map_v1_data.aws_auth"] as const;

/** One of {@link AWS_AUTH_RESOURCES}. */
export type AwsAuthResource = (typeof AWS_AUTH_RESOURCES)[number];

/**
 * What becomes of the ConfigMap. Rows that were ours and are somebody else's now, or that left the file with `aws_auth` while
 * the mode reads them, are forgotten: a destroy would empty them.
 */
export interface RenderedAwsAuth {
  /** `kubernetes_config_map.aws_auth` */
  readonly create: boolean;
  /** `kubernetes_config_map_v1_data.aws_auth` */
  readonly manage: boolean;
  /** Out of state by `removed` blocks, should they be in it, and alive. */
  readonly forget: readonly AwsAuthResource[];
  /** The rows that are written. */
  readonly rows: AwsAuth;
}

/**
 * What a definition renders at its stage; without a migration, what it says.
 * @see DESIGN: stages; DOMAIN R36, R38
 */
export function render(definition: AccessDefinition): Rendering {
  const { migration } = definition;
  const facts = migration && STAGE_FACTS[migration.stage];
  const entries = renderedEntries(definition);
  const mode = modeOf(definition);
  const takesEntries = readsAccessEntries(mode) && facts?.entries !== "none";
  return {
    mode,
    ...bridged(definition, entries),
    awsAuth: renderedAwsAuth(definition),
    creatorAdmin: takesEntries && definition.enableClusterCreatorAdminPermissions === true,
  };
}

/** The rows of the file, each at its place. */
export function rowsOf({ awsAuth }: AccessDefinition): AwsAuth {
  if (awsAuth === undefined) return EMPTY_AWS_AUTH;
  return awsAuthOf(awsAuth.awsAuthRoles, awsAuth.awsAuthUsers, awsAuth.awsAuthAccounts);
}

/**
 * What the file says about its rows beside them: the same for gates and guards.
 * @see DOMAIN R16: a session node is what its declared entry says
 */
export function contextOf({ accountId, partition, migration, accessEntries }: AccessDefinition): TranslationContext {
  const choices = Object.values(accessEntries).flatMap(({ principalArn, type }) => {
    const choice = SESSION_NODE_TYPES.find((each) => each === type);
    return choice === undefined ? [] : [[principalArn, choice] as const];
  });
  return {
    ...(accountId === undefined ? {} : { accountId }),
    ...(partition === undefined ? {} : { partition }),
    rolePaths: migration?.rolePaths ?? {},
    expected: migration?.expected ?? [],
    choices: Object.fromEntries(choices),
    pathOf: filePath,
  };
}

function modeOf({ migration, authenticationMode }: AccessDefinition): AuthenticationMode {
  return (migration && STAGE_FACTS[migration.stage].mode) ?? authenticationMode ?? "API_AND_CONFIG_MAP";
}

function renderedEntries(definition: AccessDefinition): AccessEntries {
  const { migration, accessEntries } = definition;
  if (migration === undefined) return accessEntries;
  switch (STAGE_FACTS[migration.stage].entries) {
    case "none":
      return {};
    case "waves":
      return entriesIn(definition);
    case "all":
      return accessEntries;
  }
}

/** The bridge is rendered from `dual` through `api`; entries of cluster admins carry its group. */
function bridged({ migration }: AccessDefinition, entries: AccessEntries): Pick<Rendering, "entries" | "bridge"> {
  const group = migration?.bridgeGroup;
  if (migration === undefined || group === undefined) return { entries };
  if (!isFrom(migration.stage, "dual") || migration.stage === "done") return { entries };
  const keys = Object.keys(entries).filter((key) => entries[key] !== undefined && isClusterAdminEntry(entries[key]));
  const carry = ([key, entry]: [string, AccessEntry]): [string, AccessEntry] => {
    const groups = (entry.kubernetesGroups ?? []).filter((each) => each !== group);
    return [key, keys.includes(key) ? { ...entry, kubernetesGroups: [...groups, group] } : entry];
  };
  return { entries: Object.fromEntries(Object.entries(entries).map(carry)), bridge: { group, entries: keys } };
}

function renderedAwsAuth(definition: AccessDefinition): RenderedAwsAuth {
  const { awsAuth, migration } = definition;
  const nothing = { create: false, manage: false, forget: [], rows: EMPTY_AWS_AUTH };
  if (awsAuth === undefined) return { ...nothing, forget: mayServe(definition) ? forgotten(nothing) : [] };
  const create = awsAuth.createAwsAuthConfigmap ?? false;
  const manage = awsAuth.manageAwsAuthConfigmap ?? true;
  const rows = rowsOf(definition);
  switch (migration === undefined ? "declared" : STAGE_FACTS[migration.stage].rows) {
    case "declared":
      return { create, manage, forget: forgotten({ create, manage }), rows: create || manage ? rows : EMPTY_AWS_AUTH };
    case "emptied":
      if (forgets(definition)) return { ...nothing, forget: forgotten({ create: false, manage: false }) };
      return { create, manage, forget: forgotten({ create, manage }), rows: EMPTY_AWS_AUTH };
    case "gone":
      return { ...nothing, forget: migration?.retire === "forget" ? forgotten(nothing) : [] };
  }
}

/** Whether rows may serve somebody while the plan of a stage runs: at `api` too, whose plan switches the mode. */
function mayServe(definition: AccessDefinition): boolean {
  return readsConfigMap(modeOf(definition)) || definition.migration?.stage === "api";
}

/** A toggle that goes from true to false would destroy its resource, and with it everybody's rows. */
function forgotten({ create, manage }: { create: boolean; manage: boolean }): AwsAuthResource[] {
  const toggled = { "kubernetes_config_map.aws_auth": create, "kubernetes_config_map_v1_data.aws_auth": manage };
  return AWS_AUTH_RESOURCES.filter((address) => !toggled[address]);
}
