import type { AccessEntries } from "../access/access-entry/access-entry";
import type { AccessDefinition } from "./definition";

/**
 * The waves in which entries move: those that the file names, then one of all other keys.
 * @see DESIGN: without waves, one wave
 */
export function wavesOf({ accessEntries, migration }: AccessDefinition): string[][] {
  const named = (migration?.waves ?? []).map((wave) => wave.filter((key) => Object.hasOwn(accessEntries, key)));
  const isNamed = new Set(named.flat());
  const rest = Object.keys(accessEntries).filter((key) => !isNamed.has(key));
  return rest.length === 0 && named.length > 0 ? named : [...named, rest];
}

/** How many waves are in at stage `entries`: what the file says, else all. */
export function wavesIn(definition: AccessDefinition): number {
  return definition.migration?.wave ?? wavesOf(definition).length;
}

/** The entries of the waves that are in. */
export function entriesIn(definition: AccessDefinition): AccessEntries {
  const keys = new Set(wavesOf(definition).slice(0, wavesIn(definition)).flat());
  return Object.fromEntries(Object.entries(definition.accessEntries).filter(([key]) => keys.has(key)));
}
