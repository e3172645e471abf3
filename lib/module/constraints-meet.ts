import { satisfies } from "./module-version";

/**
 * Whether some version satisfies a constraint of Terraform (`>= 5.95, < 6.0`, two of them joined by a comma); undefined where it
 * cannot be read. Versions that exist are not known: those at the bounds and right behind them stand for all.
 */
export function canBeMet(constraint: string): boolean | undefined {
  if (satisfies("0.0.0", constraint) === undefined) return undefined;
  return candidates(constraint).some((version) => satisfies(version, constraint) === true);
}

/** Each bound, and as many patches behind it as there are bounds: each of them may be excluded by `!=`. */
function candidates(constraint: string): string[] {
  const bounds = constraint.match(/\d+(?:\.\d+){0,2}/g) ?? [];
  return [
    "0.0.0",
    ...bounds.flatMap((bound) => {
      const [major = 0, minor = 0, patch = 0] = bound.split(".").map(Number);
      return Array.from({ length: bounds.length + 1 }, (_, i) => `${major}.${minor}.${patch + i}`);
    }),
  ];
}

/** What to write so that a constraint is met: its lower bound, and the next major version as the upper one where it has none. */
export function boundedConstraint(constraint: string): string {
  if (constraint.includes("<")) return constraint;
  const major = Number(/\d+/.exec(constraint)?.[0] ?? 0);
  return `${constraint}, < ${major + 1}.0`;
}
