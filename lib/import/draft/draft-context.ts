import { type IamArn, type Partition, canonicalArn, parseRowArn } from "../../access/principal/arn";
import { type AwsAuth, awsAuthOf, EMPTY_AWS_AUTH } from "../../access/aws-auth/aws-auth";
import { rowStates } from "../../access/aws-auth/row-state";
import { filePath } from "../../migration/file-path";
import type { TranslationContext } from "../../migration/translation/translation";
import { isNodeUsername } from "../../access/effective/node";
import { SESSION_NODE_TYPES } from "../../migration/translation/translation-source";
import type { MergedEntry, MergedSources } from "../../sources/merge/merged-sources";
import type { SourcePlace } from "../../sources/source";
import { arnsOf } from "../../access/principal/arn-list";
import { principalId } from "../../access/principal/principal-id";
import { compareText } from "../../finding/text-order";
import type { DraftOverlay } from "./cluster-draft";

/** What a person says beside the sources: it counts before them where they are silent. */
export interface ImportAnswers {
  /** @default what the sources say */
  readonly clusterName?: string;
  /** @default what the sources say */
  readonly region?: string;
  /** @default what the sources, or the rows, say */
  readonly accountId?: string;
  /** @default the access alone: `render: access` */
  readonly overlay?: DraftOverlay;
}

/** Rows as they stand in the file, and what is known beside them. */
export interface DraftContext {
  readonly sources: MergedSources;
  /** As commands of the AWS CLI name the cluster. */
  readonly name: string;
  /** The rows that the file can hold, each at its place there; none in mode API, which asks no row. */
  readonly awsAuth: AwsAuth;
  readonly accountId: string | undefined;
  readonly partition: Partition | undefined;
  /** Live entries, or asked for, by principal. */
  readonly entries: ReadonlyMap<string, MergedEntry>;
  /** Where the sources tell of an entry, by principal. */
  readonly places: ReadonlyMap<string, SourcePlace>;
  /** Principals of live entries that are listed only. */
  readonly undescribed: ReadonlySet<string>;
  /** Full ARNs of roles whose entries EKS makes by itself, by principal, with the reason. */
  readonly managed: ReadonlyMap<string, ManagedReason>;
}

/** A role whose entry EKS makes by itself, and why. */
interface ManagedReason {
  readonly arn: string;
  readonly reason: string;
  readonly isCapability: boolean;
}

/** Puts together what the draft is made of. */
export function draftContext(sources: MergedSources, answers: ImportAnswers): DraftContext {
  const awsAuth = sources.mode?.value === "API" ? EMPTY_AWS_AUTH : fileRows(sources.awsAuth?.value ?? EMPTY_AWS_AUTH);
  const principals = rowStates(awsAuth).flatMap(({ state }) => state.principal ?? []);
  const nodes = nodeRoles(awsAuth);
  const entries = new Map(sources.entries.map(({ value }) => [principalId(value.principal), value]));
  const listed = arnsOf(sources.listedEntries?.value ?? []).map(principalId);
  return {
    sources,
    name: sources.clusterName?.value ?? answers.clusterName ?? "<cluster>",
    awsAuth,
    accountId:
      sources.accountId?.value ??
      answers.accountId ??
      onlyOne(nodes.length > 0 ? nodes : principals, (arn) => arn.accountId),
    partition: sources.partition ?? onlyOne(nodes.length > 0 ? nodes : principals, ({ partition }) => partition),
    entries,
    places: new Map(sources.entries.map(({ value, at }) => [principalId(value.principal), at])),
    undescribed: new Set(listed.filter((id) => !entries.has(id))),
    managed: managedRoles(sources),
  };
}

/** What the translation of the rows knows. */
export function translationContext(context: DraftContext): TranslationContext {
  const { accountId, partition, entries, managed } = context;
  const choices = [...entries.values()].flatMap(({ principal, type }) => {
    const choice = SESSION_NODE_TYPES.find((each) => each === type);
    return choice === undefined ? [] : [[canonicalArn(principal), choice] as const];
  });
  return {
    ...(accountId === undefined ? {} : { accountId }),
    ...(partition === undefined ? {} : { partition }),
    rolePaths: Object.fromEntries(rolePaths(context)),
    expected: [...managed.values()].map(({ arn }) => arn),
    choices: Object.fromEntries(choices),
    pathOf: filePath,
  };
}

/** Roles of the rows whose path is known, by a list of roles, an entry or a node group: without path -> full ARN. */
export function rolePaths({ sources, awsAuth, entries, managed }: DraftContext): [string, string][] {
  const paths = new Map<string, string>();
  for (const { state } of rowStates(awsAuth)) {
    if (state.kind !== "effective" || state.principal.kind !== "role") continue;
    const id = principalId(state.principal);
    const full = sources.roles.get(id) ?? entries.get(id)?.principalArn ?? managed.get(id)?.arn;
    for (const arn of full === undefined ? [] : arnsOf([full])) paths.set(canonicalArn(arn), full ?? "");
  }
  return [...paths].sort(([a], [b]) => compareText(a, b));
}

/** What the schema of the file takes, at new positions. */
function fileRows(awsAuth: AwsAuth): AwsAuth {
  const accounts = awsAuth.accounts.map(({ row }) => row).filter(isAccountId);
  const [roles, users] = [awsAuth.roles.map(({ row }) => row), awsAuth.users.map(({ row }) => row)];
  return { ...awsAuthOf(roles, users, accounts), unreadable: awsAuth.unreadable };
}

/** Whether a mapped account is one: others serve nobody. */
export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text);
}

/** Nodes run with roles of the cluster's account and partition; without nodes, what all rows name tells both. */
function nodeRoles(awsAuth: AwsAuth): IamArn[] {
  return awsAuth.roles
    .filter(({ row }) => isNodeUsername(row.username))
    .flatMap(({ row }) => {
      const parsed = parseRowArn(row.rolearn ?? "");
      return "arn" in parsed ? [parsed.arn] : [];
    });
}

function onlyOne<Value>(arns: readonly IamArn[], of: (arn: IamArn) => Value): Value | undefined {
  const values = new Set(arns.map(of));
  return values.size === 1 ? [...values][0] : undefined;
}

/**
 * Not where somebody made another kind of entry for the role: then EKS's own is not there. That of a capability is of type
 * STANDARD.
 */
function managedRoles({ managedRoles: told, entries }: MergedSources): DraftContext["managed"] {
  const standard = new Set(
    entries
      .filter(({ value }) => value.type === "STANDARD")
      .map(({ value }) => value.principal)
      .map(principalId),
  );
  const byGroup = told.map(({ value: { kind, name, roleArn } }) => ({
    arn: roleArn,
    reason: `${kind} ${name}`,
    isCapability: kind === "EKS capability",
  }));
  const byType = entries
    .filter(({ value }) => value.type === "FARGATE_LINUX" || value.type === "HYPERPOD_LINUX")
    .map(({ value }) => ({
      arn: value.principalArn,
      reason: `its entry is of type ${value.type}`,
      isCapability: false,
    }));
  const sorted = [...byType, ...byGroup].sort((a, b) => compareText(a.arn, b.arn) || compareText(a.reason, b.reason));
  const managed = new Map<string, ManagedReason>();
  for (const one of sorted) {
    const ids = arnsOf([one.arn]).map(principalId);
    for (const id of ids) if (one.isCapability || !standard.has(id)) managed.set(id, one);
  }
  return managed;
}
