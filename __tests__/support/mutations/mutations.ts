import type { Mutation } from "./mutation-table";
import { MIGRATION_MUTATIONS } from "./mutations-migration";
import { REVIEW_MUTATIONS } from "./mutations-review";

const MATCHING = { file: "lib/access/aws-auth/row-match.ts", tests: "access/aws-auth/row-match" } as const;
const INDEX = { file: "lib/access/aws-auth/row-index.ts", tests: "access/aws-auth/row-match" } as const;
const ROWS = { file: "lib/access/aws-auth/row-state.ts", tests: "access/aws-auth/row-state" } as const;
const TYPES = {
  file: "lib/access/access-entry/access-entry-type.ts",
  tests: "access/access-entry/access-entry",
} as const;
const ENTRY = { tests: "access/access-entry/access-entry" } as const;

const PARSE = { file: "lib/access/aws-auth/aws-auth-parse.ts", tests: "access/aws-auth/aws-auth-parse" } as const;
const PARSE_ROWS = { file: "lib/access/aws-auth/aws-auth-rows.ts", tests: "access/aws-auth/aws-auth-parse" } as const;
const FIELDS = { file: "lib/access/aws-auth/aws-auth-fields.ts", tests: "access/aws-auth/aws-auth-parse" } as const;

/** Every rule of lib/access, disabled one at a time. */
const ACCESS_MUTATIONS: readonly Mutation[] = [
  { rule: "R1", ...PARSE, from: "if (SECTIONS.some((section) => section === key)) return [];", to: "return [];" },
  {
    rule: "R1",
    ...PARSE,
    from: "Object.hasOwn(data, section) ? data[section] : undefined",
    to: "Object.entries(data).find(([key]) => key.toLowerCase() === section.toLowerCase())?.[1]",
  },
  { rule: "R2", ...FIELDS, from: "foldKey(known) === foldKey(key)", to: "known === key" },
  { rule: "R3", ...PARSE, from: "return SKIPPABLE.test(text);", to: "return false;" },
  {
    rule: "R4",
    ...PARSE,
    from: "if (fault) return failed(section, fault);",
    to: "if (fault) throw new Error(fault.reason);",
  },
  { rule: "R4", ...PARSE, from: "if (result.unreadable) unreadable.push(section);", to: "" },
  { rule: "R5", ...PARSE_ROWS, from: `if (userarn === "") return`, to: "if (false) return" },
  { rule: "R5", ...PARSE_ROWS, from: `if (rolearn === "" && sso === undefined)`, to: "if (false)" },
  { rule: "R5", ...PARSE_ROWS, from: `if (rolearn !== "")`, to: "if (false)" },
  {
    rule: "R6",
    ...FIELDS,
    from: `else if (value.kind === "string") this.texts.set(name, value.text);`,
    to: `else if (value.kind !== "null") this.texts.set(name, "text" in value ? value.text : "");`,
  },
  {
    rule: "R7",
    ...PARSE,
    from: "if (row !== undefined) return [{ row,",
    to: "if (row !== undefined) return [{ row: String(Number(row)),",
  },
  {
    rule: "R8",
    ...ROWS,
    from: `if ("problem" in parsed) return`,
    to: `if ("problem" in parsed) throw new Error(); if (false) return`,
  },
  { rule: "R9", ...INDEX, from: "roles: new Map(named)", to: "roles: new Map(named.toReversed())" },
  { rule: "R9", ...MATCHING, from: "isAmbiguous(users) ? ambiguous(users) :", to: "false ? ambiguous(users) :" },
  { rule: "R9", ...ROWS, from: "if (isAmbiguous(users))", to: "if (false)" },
  { rule: "R10", ...MATCHING, from: `if (role !== undefined) return { kind: "row", ...role };`, to: "" },
  { rule: "R11", ...MATCHING, from: "const folded = foldArn(arn);", to: "const folded = arn;" },
  {
    rule: "R11",
    file: "lib/access/principal/principal-id.ts",
    tests: "access/principal/principal-id",
    from: "const id = foldArn(canonicalArn(principal));",
    to: "const id = canonicalArn(principal);",
  },
  { rule: "R12", ...ROWS, from: "principalId(principal) !== foldArn(arn)", to: "false" },
  { rule: "R12", ...ROWS, from: `principal.kind === "assumed-role"`, to: "false" },
  {
    rule: "R12",
    ...MATCHING,
    from: "index.roles.get(folded)",
    to: `(index.roles.get(folded) ?? index.roles.get(folded.replace("role/", "role/team/")))`,
  },
  { rule: "R13", ...MATCHING, from: "index.accounts.get(accountId)", to: "index.accounts.get(arn)" },
  {
    rule: "R13",
    ...MATCHING,
    from: "username: callerArn(caller), groups: []",
    to: `username: callerArn(caller), groups: ["system:masters"]`,
  },
  {
    rule: "R14",
    file: "lib/access/access-entry/access-entry-principal.ts",
    ...ENTRY,
    from: `case "root":`,
    to: `case "root": return [];`,
  },
  {
    rule: "R14",
    file: "lib/access/principal/arn.ts",
    tests: "access/aws-auth/row-match",
    from: `if (resource === "root")`,
    to: `if (resource === "none")`,
  },
  {
    rule: "R30",
    file: "lib/access/access-entry/access-entry-validation.ts",
    ...ENTRY,
    from: "entry.kubernetesGroups !== undefined && !ACCESS",
    to: "false && !ACCESS",
  },
  {
    rule: "R30",
    file: "lib/access/access-entry/access-entry-username.ts",
    ...ENTRY,
    from: "if (!ACCESS_ENTRY_TYPE_FACTS[type].identity)",
    to: "if (false)",
  },
  {
    rule: "R30",
    file: "lib/access/access-entry/access-entry-policies.ts",
    ...ENTRY,
    from: "associations.length > 0 && !",
    to: "false && !",
  },
  {
    rule: "R31",
    file: "lib/access/access-entry/access-entry-policies.ts",
    ...ENTRY,
    from: "if (namespaces.length === 0) return [];",
    to: "return [];",
  },
  {
    rule: "R31",
    file: "lib/access/access-entry/access-entry-policies.ts",
    ...ENTRY,
    from: "if (namespaces.length === 0) {",
    to: "if (false) {",
  },
  {
    rule: "R31",
    file: "lib/access/access-entry/access-entry-policies.ts",
    ...ENTRY,
    from: "if (first === undefined) return [];",
    to: "return [];",
  },
  {
    rule: "R32",
    file: "lib/access/access-entry/access-entry-validation.ts",
    ...ENTRY,
    from: `group.startsWith("system:")`,
    to: "false",
  },
  {
    rule: "R33",
    file: "lib/access/access-entry/access-entry-validation.ts",
    ...ENTRY,
    from: "if (count <= MAX_ACCESS_ENTRIES) return [];",
    to: "return [];",
  },
  {
    rule: "R34",
    file: "lib/access/access-entry/access-entry-keys.ts",
    ...ENTRY,
    from: "!known.includes(key)",
    to: "false",
  },
  {
    rule: "R34",
    file: "lib/access/access-entry/access-entry-policies.ts",
    ...ENTRY,
    from: "if (policy.assignable) return [];",
    to: "return [];",
  },
  {
    rule: "R25",
    file: "lib/access/principal/arn.ts",
    tests: "access/principal/arn",
    from: "/^AWSServiceRoleFor/i",
    to: "/^AWSServiceRoleFor/",
  },
  { rule: "R24", ...ROWS, from: `renderTemplate(username, caller) === ""`, to: `username === ""` },
  {
    rule: "R29",
    file: "lib/access/access-entry/access-entry-policies.ts",
    ...ENTRY,
    from: "cluster.partition ?? partitionOf(entry)",
    to: "partitionOf(entry)",
  },
  {
    rule: "R29",
    file: "lib/access/access-entry/access-entry-policies.ts",
    ...ENTRY,
    from: "cluster.partition ?? partitionOf(entry)",
    to: "cluster.partition",
  },
  {
    rule: "R31",
    file: "lib/access/access-entry/access-entry-policies.ts",
    ...ENTRY,
    from: "if (NAMESPACE.test(namespace)) return [];",
    to: "return [];",
  },
  {
    rule: "R21",
    file: "lib/access/access-entry/access-entry-username.ts",
    ...ENTRY,
    from: `"amazon:", "iam:"]`,
    to: `"amazon:"]`,
  },
  {
    rule: "R30",
    ...TYPES,
    from: `groups: [NODES_GROUP, "system:node-proxier"],`,
    to: `groups: [NODES_GROUP, "system:node-proxier"], ...{ policies: true },`,
  },
  {
    rule: "R30",
    ...TYPES,
    from: "HYBRID_LINUX: { identity: false, policies: false, username: SESSION_NODE",
    to: "HYBRID_LINUX: { identity: false, policies: false, username: EC2_NODE",
  },
  {
    rule: "R33",
    file: "lib/access/access-entry/access-entry-validation.ts",
    ...ENTRY,
    from: "MAX_ACCESS_ENTRIES = 3000",
    to: "MAX_ACCESS_ENTRIES = 30",
  },
  {
    rule: "R34",
    file: "lib/access/access-entry/access-entry-keys.ts",
    ...ENTRY,
    from: "return needed ? [missing(path, key, Object.keys(value))] : [];",
    to: "return [];",
  },
  {
    rule: "R34",
    file: "lib/access/access-entry/access-entry-keys.ts",
    ...ENTRY,
    from: `typeof value === "string" ?`,
    to: "true ?",
  },
];

/** All of them. */
export const MUTATIONS: readonly Mutation[] = [...ACCESS_MUTATIONS, ...MIGRATION_MUTATIONS, ...REVIEW_MUTATIONS];
