/** A version of three numbers: `[20, 37, 2]`. */
type Version = readonly [number, number, number];

/** Whether a version satisfies Terraform's constraint on it; undefined where one of the two cannot be read. */
export function satisfies(version: string, constraint: string): boolean | undefined {
  const own = versionOf(version);
  const terms = constraint.split(",").map((term) => termOf(term.trim()));
  if (own === undefined || terms.includes(undefined)) return undefined;
  return terms.every((term) => term?.(own));
}

/**
 * The first version that comes after all of a lower bound's: whether a constraint lets a version in that is older than
 * `oldest`. Undefined where it cannot be read.
 */
export function admitsOlder(constraint: string, oldest: string): boolean | undefined {
  const bounds = constraint.split(",").map((term) => lowerBound(term.trim()));
  const least = versionOf(oldest);
  if (least === undefined || bounds.includes(undefined)) return undefined;
  return bounds.every((bound) => bound === "none" || (bound !== undefined && compare(bound, least) < 0));
}

/** Negative where the first is older. */
export function compareVersions(one: string, other: string): number {
  return compare(versionOf(one) ?? [0, 0, 0], versionOf(other) ?? [0, 0, 0]);
}

const TERM = /^(=|!=|>=|<=|>|<|~>)?\s*v?(\d+(?:\.\d+){0,2})$/;

function termOf(term: string): ((version: Version) => boolean) | undefined {
  const [, operator = "=", text = ""] = TERM.exec(term) ?? [];
  const bound = versionOf(text);
  if (bound === undefined) return undefined;
  const parts = text.split(".").length;
  switch (operator) {
    case "=":
      return (own) => compare(own, bound) === 0;
    case "!=":
      return (own) => compare(own, bound) !== 0;
    case ">=":
      return (own) => compare(own, bound) >= 0;
    case "<=":
      return (own) => compare(own, bound) <= 0;
    case ">":
      return (own) => compare(own, bound) > 0;
    case "<":
      return (own) => compare(own, bound) < 0;
    default:
      return (own) => compare(own, bound) >= 0 && own.slice(0, parts - 1).every((number, i) => number === bound[i]);
  }
}

function lowerBound(term: string): Version | "none" | undefined {
  const [, operator = "=", text = ""] = TERM.exec(term) ?? [];
  const bound = versionOf(text);
  if (bound === undefined) return undefined;
  return ["=", ">=", ">", "~>"].includes(operator) ? bound : "none";
}

function versionOf(text: string): Version | undefined {
  if (!/^v?\d+(\.\d+){0,2}$/.test(text)) return undefined;
  const [major = 0, minor = 0, patch = 0] = text.replace(/^v/, "").split(".").map(Number);
  return [major, minor, patch];
}

function compare(one: Version, other: Version): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}
