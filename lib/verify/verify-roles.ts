import { parseArn } from "../access/principal/arn";
import { principalIdOf } from "../access/principal/principal-id";
import { readsAccessEntries } from "../access/access-entry/authentication-mode";
import type { LiveEntryWithPolicies } from "../sources/live-data";
import { applyStage } from "./apply-stage";
import { because, type Deviation, deviation, type Held, nameIn, tell } from "./verify-finding";

/**
 * Roles and users of the cluster's account that were made after their entry, or are gone: the entry serves the one of that name before.
 * @see DOMAIN R47
 */
export function roleDeviations(held: Held): Deviation[] {
  const { staged, live } = held;
  if (!readsAccessEntries(staged.rendering.mode) || live.cluster?.mode === "CONFIG_MAP") return [];
  const own = namedEntries(held).filter(({ entry }) => isOwn(entry.principalArn, staged.definition.accountId));
  const lists = { role: idsOf(live.roleArns), user: idsOf(live.userArns) };
  const known = own.filter(({ entry }) => entry.isOlderThanRole !== undefined);
  const open = own.filter(({ entry }) => entry.isOlderThanRole === undefined);
  const gone = open.filter(({ entry }) => lists[kindOf(entry)]?.has(principalIdOf(entry.principalArn)) === false);
  const unknown = open.filter((one) => !gone.includes(one));
  return [
    ...known.filter(({ entry }) => entry.isOlderThanRole === true).map((one) => madeAnew(held, one)),
    ...gone.map((one) => isGone(held, one)),
    ...KINDS.flatMap((kind) => notKnown(held, kind, unknown)),
  ];
}

const KINDS = ["role", "user"] as const;

function idsOf(arns: readonly string[] | undefined): ReadonlySet<string> | undefined {
  return arns === undefined ? undefined : new Set(arns.map(principalIdOf));
}

function kindOf({ principalArn }: LiveEntryWithPolicies): (typeof KINDS)[number] {
  return principalArn.includes(":user/") ? "user" : "role";
}

interface EntryAtPath {
  readonly path: string;
  readonly entry: LiveEntryWithPolicies;
}

function namedEntries({ staged, live }: Held): EntryAtPath[] {
  const rendered = Object.entries(staged.rendering.entries).map(([key, { principalArn }]) => ({
    path: `access_entries.${key}`,
    principalArn,
  }));
  const expected = (staged.definition.migration?.expected ?? []).map((principalArn, i) => ({
    path: `migration.expected[${i}]`,
    principalArn,
  }));
  return [...rendered, ...expected].flatMap(({ path, principalArn }) => {
    const entry = live.entries.find((one) => principalIdOf(one.principalArn) === principalIdOf(principalArn));
    return entry === undefined ? [] : [{ path, entry }];
  });
}

function isOwn(text: string, accountId: string | undefined): boolean {
  const parsed = parseArn(text);
  if (!("arn" in parsed) || parsed.arn.accountId !== accountId) return false;
  return parsed.arn.kind === "role" || parsed.arn.kind === "user";
}

function madeAnew(held: Held, { path, entry }: EntryAtPath): Deviation {
  const { principalArn } = entry;
  const kind = kindOf(entry);
  const message = `${nameIn(held, principalArn)} was made after its entry, and the entry serves only the older ${kind} of that name: whoever takes it now is refused`;
  const { clusterName } = held.staged.definition;
  const help = `\`aws eks delete-access-entry --cluster-name ${clusterName} --principal-arn ${principalArn}\`, then ${applyStage(held)}: it makes the entry again with its policies`;
  return deviation("entry-outdated", path, { principal: principalArn, message, help });
}

function isGone(held: Held, { path, entry }: EntryAtPath): Deviation {
  const { principalArn } = entry;
  const message = `${nameIn(held, principalArn)} is not in IAM, so that its access entry serves nobody`;
  const { clusterName } = held.staged.definition;
  const help = `delete the entry from the cluster file; or make the ${kindOf(entry)} again, then \`aws eks delete-access-entry --cluster-name ${clusterName} --principal-arn ${principalArn}\`. In both cases then ${applyStage(held)}`;
  return deviation("principal-not-found", path, { principal: principalArn, message, help });
}

function notKnown(held: Held, kind: (typeof KINDS)[number], unknown: readonly EntryAtPath[]): Deviation[] {
  const own = unknown.filter(({ entry }) => kindOf(entry) === kind);
  if (own.length === 0) return [];
  const who = own.map(({ entry }) => nameIn(held, entry.principalArn)).join(", ");
  const reason = because(
    held.live,
    kind === "role" ? ["iam:ListRoles", "iam:GetRole"] : ["iam:ListUsers", "iam:GetUser"],
  );
  const message = `not known: whether ${kind}s were made anew after their entries${reason}: ${who}`;
  return [deviation("verify-unknown", "access_entries", { message, help: tell(held, `aws iam list-${kind}s`) })];
}
