import { acceptItem } from "../../finding/accept-item";
import { type IamArn, parseArn, printArn } from "../../access/principal/arn";
import { placeName } from "../../access/aws-auth/aws-auth";
import { compareAccess, type Difference } from "../../access/effective/comparison";
import type { AccessState } from "../../access/effective/effective-access";
import { findingsIn } from "../../finding/finding";
import type { Severity } from "../../finding/severity";
import { describeRight, type Right } from "../../access/effective/right";
import { type StatedRow } from "../../access/aws-auth/row-state";
import { principalIdOf } from "../../access/principal/principal-id";
import { principalNameOf } from "../../access/principal/principal-name";
import { lacksSsoPath, SSO_PATH } from "../../access/principal/sso-role";
import { NODES_GROUP } from "../../access/aws-auth/system-groups";
import type { JudgedFinding } from "../acceptance";
import type { AccessDefinition } from "../definition";
import { filePath } from "../file-path";
import { isFrom, type Stage } from "../stage";
import type { StagedDefinition } from "../staged-definition";

const finding = findingsIn("gate");

/** What becomes of the people of the rows once the declared entries stand. */
export function coverageFindings(staged: StagedDefinition): JudgedFinding[] {
  const { definition, rows: awsAuth, rendering } = staged;
  const entries = definition.accessEntries;
  const before: AccessState = { mode: "API_AND_CONFIG_MAP", awsAuth, entries: {} };
  const { lost, gained, changed } = compareAccess(before, { ...before, entries }, definition.accountId);
  const index: EntryIndex = {
    keys: firstOf(
      Object.entries(entries).map(([key, { principalArn }]) => [principalIdOf(principalArn), key] as const),
    ),
    rendered: new Set(Object.keys(rendering.entries)),
    accountId: definition.accountId,
  };
  const about = (difference: Difference): EntryAt => entryAt(difference, index);
  const served = (difference: Difference): boolean => difference.counterexample.before.verdict === "authenticated";
  return [
    ...lost.filter(served).flatMap((difference) => lostFindings(difference, about(difference))),
    ...gained.filter(served).map((difference) => gainedFinding(difference, about(difference))),
    ...changed.filter(hadUsername).map((difference) => changedFinding(difference, about(difference))),
    ...uncoveredRows(staged).map((row) => uncoveredFinding(definition, row)),
  ];
}

/** Effective rows whose principals have no declared entry, are not expected and not leaving. */
export function uncoveredRows({ definition, rowStates }: StagedDefinition): StatedRow[] {
  const named = new Set(
    [
      ...Object.values(definition.accessEntries).map(({ principalArn }) => principalArn),
      ...(definition.migration?.expected ?? []),
      ...(definition.leaving ?? []),
    ].map(principalIdOf),
  );
  return rowStates.filter(
    ({ state }) => state.kind === "effective" && !named.has(principalIdOf(printArn(state.principal))),
  );
}

/**
 * Declared entries for roles with another path than is known for them, or than the stack gives them: AWS calls such a principal invalid.
 * @see DOMAIN R26, §5 pain 7
 */
export function entryPathFindings(definition: AccessDefinition): JudgedFinding[] {
  const { accessEntries, migration } = definition;
  const known = firstOf(
    Object.entries(migration?.rolePaths ?? {}).map(([short, full]) => [principalIdOf(short), full] as const),
  );
  return Object.entries(accessEntries).flatMap(([key, { principalArn }]): JudgedFinding[] => {
    const path = `access_entries.${key}.principal_arn`;
    const parsed = parseArn(principalArn);
    if ("problem" in parsed || parsed.arn.kind !== "role") return [];
    const full = known.get(principalIdOf(principalArn)) ?? principalArn;
    if (full !== principalArn) {
      const text = {
        message: `another path than in role_paths, expected \`${full}\`, got \`${principalArn}\``,
        help: `\`aws iam get-role --role-name ${parsed.arn.name} --query Role.Arn --output text\` prints the ARN: write it as \`principal_arn\` and into \`migration.role_paths\``,
      };
      return [{ ...finding("entry-path-wrong", path, text), principal: principalArn }];
    }
    const made = madeRole(definition, parsed.arn);
    if (made !== undefined && made.arn !== principalArn) {
      const text = {
        message: `another role than the one that iam_roles.${made.key} makes, path and case included, expected \`${made.arn}\`, got \`${principalArn}\``,
        help: `write this ARN, or \`name: ${parsed.arn.name}\` and \`path: ${parsed.arn.path}\` under \`iam_roles.${made.key}\` where the role has these in IAM: a changed path makes the role anew, and its entry does not serve the new one`,
      };
      return [{ ...finding("entry-path-wrong", path, text), principal: principalArn }];
    }
    if (!lacksSsoPath(parsed.arn)) return [];
    const text = {
      message: `IAM Identity Center role without its path, expected \`role${SSO_PATH}[<region>/]${parsed.arn.name}\`, got \`${principalArn}\``,
      help: `\`aws iam get-role --role-name ${parsed.arn.name} --query Role.Arn --output text\` prints the ARN: write it as \`principal_arn\`, or AWS refuses the entry: The specified principalArn is invalid: invalid principal`,
    };
    return [{ ...finding("role-path-unknown", path, text), principal: principalArn }];
  });
}

/** The role of the section `iam_roles` that has a role's name in IAM, where upper and lower case are one. */
function madeRole({ accountId, iamRoles = {} }: AccessDefinition, role: IamArn) {
  if (accountId !== undefined && accountId !== role.accountId) return undefined;
  const own = Object.entries(iamRoles).find(([, { name }]) => name.toLowerCase() === role.name.toLowerCase());
  if (own === undefined) return undefined;
  const [key, { name, path = "/" }] = own;
  return { key, arn: printArn({ ...role, name, path }) };
}

/** Effective rows of expected principals: EKS's own entries override them. */
export function expectedRows({ definition, rowStates }: StagedDefinition): StatedRow[] {
  const expected = new Set((definition.migration?.expected ?? []).map(principalIdOf));
  return rowStates.filter(
    ({ state }) => state.kind === "effective" && expected.has(principalIdOf(printArn(state.principal))),
  );
}

/** A blocker from a stage on is a warning before. */
export function blocksFrom(definition: AccessDefinition, first: Stage): Severity {
  const stage = definition.migration?.stage;
  return stage !== undefined && isFrom(stage, first) ? "blocker" : "warning";
}

/** Whom and what the findings of one difference are about. */
interface EntryAt {
  readonly path: string;
  readonly principal: string;
  readonly name: string;
  readonly severity: Severity;
}

/** Declared entries as findings look them up: a cluster may have thousands. */
interface EntryIndex {
  /** The first key of a principal. */
  readonly keys: ReadonlyMap<string, string>;
  readonly rendered: ReadonlySet<string>;
  /** Of the cluster, where it is known. */
  readonly accountId: string | undefined;
}

/** Where a principal's entry stands, and how much its findings weigh: a blocker once it is rendered. */
function entryAt({ principal }: Difference, { keys, rendered, accountId }: EntryIndex): EntryAt {
  const key = keys.get(principalIdOf(principal)) ?? "";
  const severity = rendered.has(key) ? "blocker" : "warning";
  return { path: `access_entries.${key}`, principal, name: principalNameOf(principal, accountId), severity };
}

/** Of pairs with one key the first counts. */
function firstOf(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  return new Map([...pairs].reverse());
}

function lostFindings(
  { rights, counterexample }: Difference,
  { path, principal, name, severity }: EntryAt,
): JudgedFinding[] {
  const weaker = rights.filter((right) => right.kind !== "masters-name");
  const { sentence, evidence, before } = counterexample;
  const isNode = weaker.some((right) => right.kind === "group" && right.group === NODES_GROUP);
  const found: JudgedFinding[] = [];
  if (isNode) {
    const help =
      "write `type: EC2_LINUX` (Windows nodes: EC2_WINDOWS; Fargate: FARGATE_LINUX; hybrid nodes: HYBRID_LINUX) and take kubernetes_groups, user_name and policy_associations out; of a managed node group EKS makes the entry itself: delete this one, and add the ARN to migration.expected";
    found.push({
      ...finding("node-entry-standard", `${path}.type`, {
        message: `nodes of this role would leave the cluster, for its entry has no type of nodes: ${sentence}`,
        help,
      }),
      principal,
    });
  } else if (weaker.length > 0) {
    const lost = weaker.map(describeRight).join(", ");
    const message = `${name} loses ${lost}, for its access entry gives less than the row that it overrides: ${evidence}`;
    const text = { message, help: weakerHelp(weaker, principal) };
    found.push({ ...finding("entry-weaker", path, { ...text, severity }), principal });
  }
  if (weaker.length === rights.length || before.verdict !== "authenticated") return found;
  const text = {
    message: `${name} leaves the group \`system:masters\`: it stays cluster admin, but rules that name this group (API priority, admission, RBAC) no longer apply to it`,
    help: `look for them: \`kubectl get flowschemas,clusterrolebindings,rolebindings,validatingwebhookconfigurations,mutatingwebhookconfigurations -A -o yaml | grep -n system:masters\`; then ${acceptItem("masters-by-name")}`,
  };
  return [...found, { ...finding("masters-by-name", path, { ...text, severity }), principal }];
}

function weakerHelp(rights: readonly Right[], principal: string): string {
  return `write into this entry what it lacks: ${rights.map(describeRight).join(", ")} (groups under \`kubernetes_groups\`, policies under \`policy_associations\`); or, where the loss is meant, ${acceptItem("entry-weaker", principal)}`;
}

function gainedFinding({ rights, counterexample }: Difference, { path, principal }: EntryAt): JudgedFinding {
  const message = `gives ${rights.map(describeRight).join(", ")} beyond its row: ${counterexample.sentence}`;
  return {
    ...finding("entry-stronger", path, { message, help: "delete from the entry what nobody is meant to gain" }),
    principal,
  };
}

/** An empty username is a fault that the entry cures (R24). */
function hadUsername({ counterexample: { before } }: Difference): boolean {
  return before.verdict === "authenticated" && before.username !== "";
}

function changedFinding({ counterexample }: Difference, { path, principal, name, severity }: EntryAt): JudgedFinding {
  const text = {
    message: `RBAC that names ${name} by its username no longer applies, for its access entry gives it another one: ${counterexample.sentence}`,
    help: `in every RBAC binding that names the old username, name the new one; then ${acceptItem("username-changed", principal)}`,
  };
  return { ...finding("username-changed", `${path}.user_name`, { ...text, severity }), principal };
}

function uncoveredFinding(definition: AccessDefinition, { place, arn = "", state }: StatedRow): JudgedFinding {
  const text = {
    message: `${placeName(place)} serves ${principalNameOf(arn, definition.accountId)}, which has no access entry in this file`,
    help: `declare an entry for \`${arn}\` under \`access_entries\` that gives at least what the row gives; where EKS makes the entry by itself, add the ARN to the list \`migration.expected\`; where the access is to end, add it to the list \`leaving\` at the top level of the file`,
  };
  const principal = state.principal === undefined ? {} : { principal: printArn(state.principal) };
  return {
    ...finding("row-uncovered", filePath(place), { ...text, severity: blocksFrom(definition, "retire") }),
    ...principal,
  };
}
