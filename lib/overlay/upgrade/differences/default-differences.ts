import type { ModulePart, ModuleVariable } from "../../../module/module-table";
import { laterNames } from "./later-names";
import { WITHOUT_EFFECT } from "./without-effect";

type Variables = ReadonlyMap<string, ModuleVariable>;

/** A variable that came, is gone, or has another default. */
export interface DefaultDifference {
  readonly kind: "added" | "changed" | "gone";
  /** As the later version calls it; of one that is gone as the earlier one did. */
  readonly name: string;
  readonly old: ModuleVariable | undefined;
  readonly now: ModuleVariable | undefined;
}

/** Every default of a part that changes something by a bump; those that change nothing are listed with their reasons. */
export function defaultDifferences(part: ModulePart, before: Variables, after: Variables): DefaultDifference[] {
  return allDifferences(part, before, after).filter(
    ({ kind, name }) => WITHOUT_EFFECT[kind][`${part}.${name}`] === undefined,
  );
}

/** The same, with those that change nothing. */
export function allDifferences(part: ModulePart, before: Variables, after: Variables): DefaultDifference[] {
  const renamed = laterNames(part, before, after);
  const earlier = new Map([...renamed].map(([old, now]) => [now, old]));
  const stays = (name: string): string => (renamed.has(name) ? "" : name);
  const later = [...after].flatMap(([name, now]): DefaultDifference[] => {
    const old = before.get(earlier.get(name) ?? stays(name));
    if (old === undefined) return isOff(now.fallback) ? [] : [{ kind: "added", name, old, now }];
    return isSameDefault(old.fallback, now.fallback) ? [] : [{ kind: "changed", name, old, now }];
  });
  const gone = [...before].filter(([name, { fallback }]) => !after.has(name) && !renamed.has(name) && !isOff(fallback));
  return [...later, ...gone.map(([name, old]) => ({ kind: "gone", name, old, now: undefined }) as const)];
}

/** Null, an empty text, list or map: what AWS does by itself. */
export function isNone(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === "" ||
    (typeof value === "object" && Object.keys(value).length === 0)
  );
}

function isSameDefault(one: unknown, other: unknown): boolean {
  return (isNone(one) && isNone(other)) || JSON.stringify(one) === JSON.stringify(other);
}

function isOff(value: unknown): boolean {
  return value === false || isNone(value);
}
