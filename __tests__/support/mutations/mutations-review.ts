import { type Mutation, switchedOff } from "./mutation-table";

const RBAC = "rules/cases/rbac";
const CAUSE = "rules/review/one-cause";

/** What review judges beside a dump of RBAC, and what it says once, switched off one at a time. */
export const REVIEW_MUTATIONS: readonly Mutation[] = [
  ...switchedOff("lib/rules/compared/rights/bound-roles.ts", RBAC, [
    ["R38", 'kind.endsWith("Binding"))', "kind === undefined)"],
    ["R38", "subject.kind === kind && ", ""],
    ["R38", "pattern.test(subject.name)", "subject.name === name"],
    ["R38", "one.role === role && (", "("],
    ["R38", "one.namespace === undefined || ", ""],
    ["R38", "one.namespace === namespace)", "true)"],
    ["R38", "if (!tellsBindings(rbac)) return comparison;", "if (rbac === undefined) return comparison;"],
    ["R38", 'right.kind !== "group" || isReal', "isReal"],
    ["R38", 'group.startsWith("system:") || ', ""],
    ["R38", "[...groups, AUTHENTICATED_GROUP]", "[...groups]"],
    ["R38", '[...all, { kind: "User" as const, name: username }]', "all"],
  ]),
  ...switchedOff("lib/rules/judgements/access/username-changed.ts", RBAC, [
    ["R21", " || bound?.isKept === true", ""],
    ["R21", "if (!tellsBindings(rbac) || ", "if (rbac === undefined || "],
    ["R21", "const isKept = hasRoles(rbac, after, roles);", "const isKept = false;"],
  ]),
  ...switchedOff("lib/rules/judgements/entries/entry-without-rights.ts", RBAC, [
    ["R20", "principal === undefined || !(bound.includes(principal) || hasOpenGroups(compared, principal))", "true"],
    ["R20", 'rolesOf(rbac, { kind: "User", name: after.username }).length > 0', "true"],
  ]),
  ...switchedOff("lib/rules/judgements/access/binding-removed.ts", RBAC, [
    ["R38", "return live.length > gone.length;", "return false;"],
    ["R38", "live.length > gone.length", "live.length > 0"],
    ["R38", "one.role === role.before && one.namespace === namespace);", "one.role === role.before);"],
  ]),
  ...switchedOff("lib/rules/judgements/access/access-gained.ts", RBAC, [
    ["R12", 'return bound === "" ? describeRight(right) :', "return bound !== undefined ? describeRight(right) :"],
  ]),
  ...switchedOff("lib/rules/review/one-cause.ts", CAUSE, [
    ["R38", "one.path !== path || ", ""],
    ["R38", "one.principal !== principal || ", ""],
    ["R38", " && at !== undefined) return false;", " && at === undefined) return false;"],
    ["R38", ' || one.severity === "note"', ""],
    ["R38", "TOLD_BY[code]?.includes(one.code) === true", "TOLD_BY[code] !== undefined"],
  ]),
  ...switchedOff("lib/rules/judgements/access/admin-unstable.ts", "rules/judgements/judgements", [
    ["R39", "!isSso && ", ""],
  ]),
  ...switchedOff("lib/rules/judgements/entries/principal/role-path-missing.ts", "rules/judgements/judgements", [
    ["R26", 'if ("problem" in parsed || !lacksSsoPath(parsed.arn)) return [];', 'if ("problem" in parsed) return [];'],
  ]),
  ...switchedOff("lib/import/update/update-differences.ts", "cli/live/live-cases", [
    ["R41", "own === undefined || keys.includes(key)", "own === undefined"],
  ]),
];
