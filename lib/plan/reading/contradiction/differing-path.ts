import { isRecord } from "../json-value";
import { childOf } from "../object-side";

/** The first place where two values differ: `.access_config[0].authentication_mode`. */
export function differingPath(one: unknown, other: unknown): string | undefined {
  if (one === other) return undefined;
  if (Array.isArray(one) && Array.isArray(other)) {
    const steps = Array.from({ length: Math.max(one.length, other.length) }, (_, i) => i);
    return first(steps, (i) => inner(`[${i}]`, differingPath(childOf(one, i), childOf(other, i))));
  }
  if (!isRecord(one) || !isRecord(other)) return "";
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return first(names, (name) => inner(`.${name}`, differingPath(childOf(one, name), childOf(other, name))));
}

/** What stands at such a place. */
export function jsonAt(side: unknown, path: string): unknown {
  const steps = [...path.matchAll(/\.([^.[]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
  return steps.reduce<unknown>((value, step) => childOf(value, step), side);
}

function inner(step: string, rest: string | undefined): string | undefined {
  return rest === undefined ? undefined : `${step}${rest}`;
}

function first<Step>(steps: readonly Step[], look: (step: Step) => string | undefined): string | undefined {
  for (const step of steps) {
    const found = look(step);
    if (found !== undefined) return found;
  }
  return undefined;
}
