/** One rule switched off: in `file`, the text `from`, which stands there once, becomes `to`; `tests` have to notice. */
export interface Mutation {
  readonly rule: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Pattern of the test files that are run. */
  readonly tests: string;
}

const MATCHING = { file: "lib/access/matching.ts", tests: "access/matching" } as const;
const ROWS = { file: "lib/access/row-state.ts", tests: "access/row-state" } as const;
const ENTRY = { tests: "access/access-entry-validation" } as const;

/** Every rule of lib/access, disabled one at a time. */
export const MUTATIONS: readonly Mutation[] = [
  {
    rule: "R8",
    ...ROWS,
    from: `if ("problem" in parsed) return`,
    to: `if ("problem" in parsed) throw new Error(); if (false) return`,
  },
  { rule: "R9", ...MATCHING, from: "awsAuth.roles.findLast", to: "awsAuth.roles.find" },
  { rule: "R9", ...MATCHING, from: "isAmbiguous(users) ? ambiguous(users) :", to: "false ? ambiguous(users) :" },
  { rule: "R9", ...ROWS, from: "if (isAmbiguous(users))", to: "if (false)" },
  { rule: "R10", ...MATCHING, from: `if (role !== undefined) return { kind: "row", ...role };`, to: "" },
  { rule: "R11", ...MATCHING, from: "foldArn(row.rolearn) === folded", to: "row.rolearn === arn" },
  {
    rule: "R11",
    file: "lib/access/arn.ts",
    tests: "access/arn",
    from: "foldArn(canonicalArn(a)) === foldArn(canonicalArn(b))",
    to: "canonicalArn(a) === canonicalArn(b)",
  },
  { rule: "R12", ...ROWS, from: "foldArn(canonicalArn(principal)) !== foldArn(arn)", to: "false" },
  { rule: "R12", ...ROWS, from: `principal.kind === "assumed-role"`, to: "false" },
  {
    rule: "R12",
    ...MATCHING,
    from: "row.rolearn !== undefined && foldArn(row.rolearn)",
    to: `row.rolearn !== undefined && foldArn(row.rolearn.replace("/team/", "/"))`,
  },
  { rule: "R13", ...MATCHING, from: "row === accountId", to: "false" },
  {
    rule: "R13",
    ...MATCHING,
    from: "username: callerArn(caller), groups: []",
    to: `username: callerArn(caller), groups: ["system:masters"]`,
  },
  {
    rule: "R14",
    file: "lib/access/access-entry-principal.ts",
    ...ENTRY,
    from: `case "root":`,
    to: `case "root": return [];`,
  },
  {
    rule: "R14",
    file: "lib/access/arn.ts",
    tests: "access/matching",
    from: `if (resource === "root")`,
    to: `if (resource === "none")`,
  },
  {
    rule: "R30",
    file: "lib/access/access-entry-validation.ts",
    ...ENTRY,
    from: "entry.kubernetesGroups !== undefined && !ACCESS",
    to: "false && !ACCESS",
  },
  {
    rule: "R30",
    file: "lib/access/access-entry-username.ts",
    ...ENTRY,
    from: "if (!ACCESS_ENTRY_TYPE_FACTS[type].identity)",
    to: "if (false)",
  },
  {
    rule: "R30",
    file: "lib/access/access-entry-policies.ts",
    ...ENTRY,
    from: "associations.length > 0 && !",
    to: "false && !",
  },
  {
    rule: "R31",
    file: "lib/access/access-entry-policies.ts",
    ...ENTRY,
    from: "if (namespaces.length === 0) return [];",
    to: "return [];",
  },
  {
    rule: "R31",
    file: "lib/access/access-entry-policies.ts",
    ...ENTRY,
    from: "if (namespaces.length > 0 && ",
    to: "if (true || ",
  },
  {
    rule: "R31",
    file: "lib/access/access-entry-policies.ts",
    ...ENTRY,
    from: "if (first === undefined) return [];",
    to: "return [];",
  },
  {
    rule: "R32",
    file: "lib/access/access-entry-validation.ts",
    ...ENTRY,
    from: `group.startsWith("system:")`,
    to: "false",
  },
  {
    rule: "R33",
    file: "lib/access/access-entry-validation.ts",
    ...ENTRY,
    from: "if (count <= MAX_ACCESS_ENTRIES) return [];",
    to: "return [];",
  },
  { rule: "R34", file: "lib/access/access-entry-keys.ts", ...ENTRY, from: "!known.includes(key)", to: "false" },
  {
    rule: "R34",
    file: "lib/access/access-entry-policies.ts",
    ...ENTRY,
    from: "if (policy.assignable) return [];",
    to: "return [];",
  },
];
