import { misshapenAttribute, misshapenMarks, type Misshape } from "./attribute-shape";
import { isRecord, listOf, recordOf } from "./json-value";
import { identityProblem } from "./contradiction/change-identity";
import { leftOut } from "./left-out";
import { unchangedProblem } from "./contradiction/unchanged";
import { TYPES_OF_INTEREST } from "./resource-types";
import { each, expected, type ShapeJudge, members, missingText, objectShape, textShape } from "./shape-problem";

/** Names that every resource has, in a state and in a plan. */
export const NAMES = ["address", "mode", "type", "name"] as const;

/** What is wrong with the shape of one entry of `resource_changes` or `resource_drift`, or undefined. */
export function changeProblem(value: unknown, path: string): string | undefined {
  const change = recordOf(recordOf(value).change);
  return (
    deferredChangeProblem(value, path) ??
    sidesProblem(change, `${path}.change`) ??
    unchangedProblem(recordOf(value), `${path}.change`) ??
    leftOut(recordOf(value), { side: change.after, unknown: change.after_unknown, path: `${path}.change.after` })
  );
}

/** As {@link changeProblem}, of a change that is put off: what it leaves is not told. */
export function deferredChangeProblem(value: unknown, path: string): string | undefined {
  if (!isRecord(value)) return expected(path, "an object", value);
  const unnamed = missingText(value, path, NAMES) ?? members(value, path, OPTIONAL);
  if (unnamed !== undefined) return unnamed;
  const { change, type } = value;
  if (!isRecord(change)) return expected(`${path}.change`, "an object", change);
  const another = identityProblem(value, path);
  if (another !== undefined) return another;
  const isOfInterest = typeof type === "string" && TYPES_OF_INTEREST.has(type);
  return (
    actionsProblem(change.actions, `${path}.change.actions`) ??
    members(change, `${path}.change`, PARTS) ??
    (isOfInterest ? contentProblem(change, `${path}.change`) : undefined) ??
    leftOut(value, { side: change.before, path: `${path}.change.before` })
  );
}

/** What is wrong with the attributes of one side of a resource, and with the marks on them. */
export function attributesProblem(values: unknown, marks: unknown, path: string): string | undefined {
  if (!isRecord(values)) return undefined;
  // What is sensitive is never looked at: some tools write another value in its place.
  const told = Object.entries(values).filter(([key]) => !isMarked(recordOf(marks)[key]));
  return marks === true ? undefined : misplaced(path, misshapenAttribute(Object.fromEntries(told)));
}

/** What is wrong with marks on values. */
export function marksProblem(marks: unknown, values: unknown, path: string): string | undefined {
  return misplaced(path, misshapenMarks(marks, values));
}

/** An index of `for_each` or `count`. */
export const index: ShapeJudge = (value, path) =>
  typeof value === "string" || typeof value === "number" ? undefined : expected(path, "a text or number", value);

const OPTIONAL: Readonly<Record<string, ShapeJudge>> = {
  index,
  module_address: textShape,
  previous_address: textShape,
  deposed: textShape,
  action_reason: textShape,
};

const PARTS: Readonly<Record<string, ShapeJudge>> = {
  before: objectOrNull,
  after: objectOrNull,
  replace_paths: (value, path) => each(value, path, (one, at) => each(one, at, index)),
  importing: objectShape,
};

function objectOrNull(value: unknown, path: string): string | undefined {
  return value === null || isRecord(value) ? undefined : expected(path, "an object or null", value);
}

function actionsProblem(actions: unknown, path: string): string | undefined {
  return Array.isArray(actions) && actions.length > 0 && actions.every((action) => typeof action === "string")
    ? undefined
    : expected(path, "a list of texts", actions);
}

function contentProblem(change: Readonly<Record<string, unknown>>, path: string): string | undefined {
  const {
    before,
    after,
    after_unknown: unknown,
    before_sensitive: wasSensitive,
    after_sensitive: isSensitive,
  } = change;
  return (
    attributesProblem(before, wasSensitive, `${path}.before`) ??
    attributesProblem(after, isSensitive, `${path}.after`) ??
    marksProblem(wasSensitive, before, `${path}.before_sensitive`) ??
    marksProblem(isSensitive, after, `${path}.after_sensitive`) ??
    marksProblem(unknown, after, `${path}.after_unknown`)
  );
}

/** Whether a resource is there before and after what is done to it. */
const SIDES: Readonly<Record<string, readonly [before: boolean, after: boolean]>> = {
  create: [false, true],
  update: [true, true],
  delete: [true, false],
  "delete,create": [true, true],
  "create,delete": [true, true],
  forget: [true, false],
  "create,forget": [true, true],
};

/** What the plan says that it does has to fit what it shows: one of the two is wrong otherwise. */
function sidesProblem({ actions, before, after }: Readonly<Record<string, unknown>>, path: string): string | undefined {
  const name = listOf(actions).join(",");
  const [wasThere, isThere] =
    name === "no-op" ? [isRecord(after), isRecord(before)] : Object.hasOwn(SIDES, name) ? (SIDES[name] ?? []) : [];
  if (wasThere !== undefined && isRecord(before) !== wasThere) {
    return expected(`${path}.before`, wasThere ? `an object, as ${name} has it` : `null, as ${name} has it`, before);
  }
  if (isThere !== undefined && isRecord(after) !== isThere) {
    return expected(`${path}.after`, isThere ? `an object, as ${name} has it` : `null, as ${name} has it`, after);
  }
  return undefined;
}

function misplaced(path: string, found: Misshape | undefined): string | undefined {
  return found === undefined ? undefined : expected(`${path}${found.path}`, found.expected, found.got);
}

function isMarked(mark: unknown): boolean {
  if (mark === true) return true;
  return (Array.isArray(mark) ? listOf(mark) : Object.values(recordOf(mark))).some(isMarked);
}
