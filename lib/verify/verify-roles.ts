import { parseArn } from "../access/principal/arn";
import { principalIdOf } from "../access/principal/principal-id";
import { readsAccessEntries } from "../access/access-entry/authentication-mode";
import type { LiveEntryWithPolicies } from "../sources/live-data";
import { because, type Deviation, deviation, type Held } from "./verify-finding";

/**
 * Roles of the cluster's account that were made after their entry, or are gone: the entry serves the role of that name before.
 * @see DOMAIN R47
 */
export function roleDeviations(held: Held): Deviation[] {
  const { staged, live } = held;
  if (!readsAccessEntries(staged.rendering.mode) || live.cluster?.mode === "CONFIG_MAP") return [];
  const own = namedEntries(held).filter(({ entry }) => isOwnRole(entry.principalArn, staged.definition.accountId));
  const listed = live.roleArns === undefined ? undefined : new Set(live.roleArns.map(principalIdOf));
  const known = own.filter(({ entry }) => entry.isOlderThanRole !== undefined);
  const open = own.filter(({ entry }) => entry.isOlderThanRole === undefined);
  const gone = open.filter(({ entry }) => listed?.has(principalIdOf(entry.principalArn)) === false);
  const unknown = open.filter((one) => !gone.includes(one));
  return [
    ...known.filter(({ entry }) => entry.isOlderThanRole === true).map(madeAnew),
    ...gone.map(isGone),
    ...(unknown.length === 0 ? [] : [notKnown(held, unknown)]),
  ];
}

interface Placed {
  readonly path: string;
  readonly entry: LiveEntryWithPolicies;
}

function namedEntries({ staged, live }: Held): Placed[] {
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

function isOwnRole(text: string, accountId: string | undefined): boolean {
  const parsed = parseArn(text);
  return "arn" in parsed && parsed.arn.kind === "role" && parsed.arn.accountId === accountId;
}

function madeAnew({ path, entry: { principalArn } }: Placed): Deviation {
  const message = `the role \`${principalArn}\` was made after its entry, which serves only the role of that name before`;
  const help =
    "aws eks delete-access-entry, then apply the plan of this stage, which makes the entry anew with its policies";
  return deviation("entry-outdated", path, { principal: principalArn, message, help });
}

function isGone({ path, entry: { principalArn } }: Placed): Deviation {
  const message = `IAM lists no role \`${principalArn}\`, so its entry serves nobody`;
  const help = "take the entry out of the file, or make the role and then the entry anew";
  return deviation("principal-not-found", path, { principal: principalArn, message, help });
}

function notKnown({ live }: Held, unknown: readonly Placed[]): Deviation {
  const who = unknown.map(({ entry }) => `\`${entry.principalArn}\``).join(", ");
  const reason = because(live, ["iam:ListRoles", "iam:GetRole"]);
  const message = `not known: whether roles were made anew after their entries${reason}: ${who}`;
  return deviation("verify-unknown", "access_entries", { message, help: "add the output of aws iam list-roles" });
}
