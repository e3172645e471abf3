import { listOf, recordOf } from "../json-value";
import { childOf, hasMark } from "../object-side";
import { TYPES_OF_INTEREST } from "../resource-types";
import { expected } from "../shape-problem";
import { differingPath, jsonAt } from "./differing-path";

/** What differs in a resource of which a plan says that nothing does (`no-op`), or undefined. */
export function unchangedProblem(
  { type, change }: Readonly<Record<string, unknown>>,
  path: string,
): string | undefined {
  const {
    actions,
    before,
    after,
    after_unknown: unknown,
    before_sensitive: was,
    after_sensitive: is,
  } = recordOf(change);
  if (listOf(actions).join(",") !== "no-op" || typeof type !== "string" || !TYPES_OF_INTEREST.has(type))
    return undefined;
  if (hasMark(unknown)) return expected(`${path}.after_unknown`, "nothing unknown, as no-op has it", unknown);
  if (!isMarkedAlike(was, is)) return expected(`${path}.after_sensitive`, "the marks of before, as no-op has them", is);
  const differing = differingPath(before, after);
  return differing === undefined
    ? undefined
    : expected(`${path}.after${differing}`, "the value of before, as no-op has it", jsonAt(after, differing));
}

/** Whether two trees of marks mark the same, however they write what they do not mark. */
function isMarkedAlike(one: unknown, other: unknown): boolean {
  if (one === true || other === true) return one === other;
  if (Array.isArray(one) && Array.isArray(other)) {
    return Array.from({ length: Math.max(one.length, other.length) }, (_, i) => i).every((i) =>
      isMarkedAlike(childOf(one, i), childOf(other, i)),
    );
  }
  const names = [...new Set([...Object.keys(recordOf(one)), ...Object.keys(recordOf(other))])];
  if (names.length === 0) return hasMark(one) === hasMark(other);
  return names.every((name) => isMarkedAlike(childOf(one, name), childOf(other, name)));
}
