const LIVE_ROWS = "lib/guards/aws-auth/live-rows.ts: const isShadowed =";
const SHADOWED = "`contains([for row in ${roles} : lower(row.arn)], lower(reverse(rows)[0].arn))`;";
const ROW_NOT_LIVE =
  'lib/guards/aws-auth/row-not-live.ts: const told = { stage: migration?.stage ?? "", cluster: literal(clusterName),';

const ROW_WAITING =
  'lib/migration/guard/aws-auth/row-not-live.ts: ...withoutRow({ ...told, stage: migration?.stage ?? "" }),';

/** Mutants that behave as what they are mutants of, each with why: no test can notice them. */
export const SAME_BEHAVIOUR: ReadonlyMap<string, string> = new Map([
  [
    `${LIVE_ROWS} ${SHADOWED} | reverse -> `,
    "rows of users are grouped by their ARN as it is written: all have the same",
  ],
  [
    `${ROW_NOT_LIVE} principals: listed(without) }; | migration?.stage ?? "" -> migration?.stage`,
    "rows are judged with a migration alone, and each has a stage",
  ],
  [`${ROW_WAITING} | migration?.stage ?? "" -> migration?.stage`, "who waits for a stage or wave has a migration"],
  [
    "lib/migration/guard/entries/entry-not-live.ts: if (wanted === undefined || entry === undefined) | wanted === undefined || entry === undefined -> entry === undefined",
    "of whom nothing but that EKS makes the entry is known, any live entry passes, so that nobody speaks of it",
  ],
  [
    'lib/plan/objects/target.ts: if (index === undefined) return ""; | index === undefined -> false',
    "no expression names an instance [undefined]",
  ],
  [
    'lib/plan/cluster/cluster-access.ts: return mode.kind === "value" && isOneOf(AUTHENTICATION_MODES, mode.value) ? mode.value : "unknown"; | mode.kind === "value" && isOneOf(AUTHENTICATION_MODES, mode.value) -> isOneOf(AUTHENTICATION_MODES, mode.value)',
    "what is not told holds no value",
  ],
  [
    "lib/plan/cluster/guards/waits-by-call.ts: return argument !== undefined && refersTo(expressions[argument], PASSED); | argument !== undefined && refersTo(expressions[argument], PASSED) -> refersTo(expressions[argument], PASSED)",
    "no call has an argument of the name undefined",
  ],
  [
    'lib/guards/written.ts: if (typeof value !== "object" || value === null) return value; | typeof value !== "object" || value === null -> typeof value !== "object"',
    "what a stack renders of access has no null",
  ],
  [
    'lib/import/update/update-differences.ts: if (row === undefined) return "nobody"; | "nobody" -> ""',
    "rows are grouped by their ARN: each group has a first",
  ],
  [
    'lib/rules/review/verdict.ts: case "warning": | "warning" -> "irreversible"',
    "what no case answers is no verdict, and the worst of none is safe",
  ],
  [
    'lib/rules/review/verdict.ts: case "note": | "note" -> "warning"',
    "what no case answers is no verdict, and the worst of none is safe",
  ],
  [
    "lib/import/update/update-additions.ts: arnsOf([value]).every((arn) => !decided.has(principalId(arn))), | every -> some",
    "import expects principals of rows, which have an ARN",
  ],
  [
    "lib/import/update/update-differences.ts: arnsOf([key]).some((arn) => arnsOf([bare]).some((other) => principalId(arn) === principalId(other))), | some -> every (2)",
    "import knows paths of roles of rows, which have an ARN",
  ],
  [
    "lib/import/update/update-differences.ts: arnsOf([key]).some((arn) => arnsOf([bare]).some((other) => principalId(arn) === principalId(other))), | some -> every",
    "a file with a key of `role_paths` that is no ARN is not read",
  ],
  [
    'lib/guards/aws-auth/row-not-live.ts: return lists.length === 1 ? lists.join("") : `concat(${lists.join(", ")})`; | lists.length === 1 -> false',
    "one list and concat of it are the same",
  ],
]);
