/** Whether a namespace matches one of the patterns, in which `*` stands for any text. */
export function matchesAny(patterns: readonly string[], name: string): boolean {
  return ends(Array.from(name).reduce(after, patterns));
}

/** Finds a namespace of `patterns` outside those held; the rules of a policy mostly ask the same, so answers are kept. */
export function gapFinder(patterns: readonly string[]): (held: readonly string[]) => string | undefined {
  const answers = new Map<string, string | undefined>();
  return (held) => {
    const key = JSON.stringify(held);
    if (!answers.has(key)) {
      const names = patterns.filter((pattern) => !held.includes(pattern)).map((pattern) => nameOutside(pattern, held));
      const first = names.find((name) => name !== undefined);
      answers.set(key, first);
    }
    return answers.get(key);
  };
}

/** Patterns and a name read so far: `inside` and `held` are what the rest of the name still has to match. */
interface Reading {
  readonly name: string;
  readonly inside: readonly string[];
  readonly held: readonly string[];
}

/**
 * A shortest namespace that matches `pattern` and none of `held`: it reads names letter by letter, all that the patterns
 * mention and one that they do not, and keeps only readings that end differently from those before.
 */
function nameOutside(pattern: string, held: readonly string[]): string | undefined {
  const letters = lettersOf(pattern, held);
  const seen = new Set<string>();
  const isNew = (reading: Reading): boolean => {
    const rest = JSON.stringify([reading.inside, reading.held, reading.name.endsWith("-")]);
    return !seen.has(rest) && seen.add(rest).has(rest);
  };
  let readings: Reading[] = [{ name: "", inside: [pattern], held }];
  while (readings.length > 0) {
    const found = readings.find(({ name, inside, held: kept }) => isLabel(name) && ends(inside) && !ends(kept));
    if (found) return found.name;
    readings = readings.flatMap((reading) => letters.map((letter) => readOn(reading, letter)));
    readings = readings.filter((next) => canEnd(next) && isNew(next));
  }
  return undefined;
}

/** Whether a reading can still become a name in question; namespaces are DNS labels, so none starts with a hyphen. */
function canEnd({ name, inside, held }: Reading): boolean {
  return !name.startsWith("-") && inside.length > 0 && !held.includes("*");
}

function readOn({ name, inside, held }: Reading, letter: string): Reading {
  return { name: name + letter, inside: after(inside, letter), held: after(held, letter) };
}

function isLabel(name: string): boolean {
  return name !== "" && !name.endsWith("-");
}

/** What no namespace contains counts only where `pattern` itself asks for it: `Dev-*` is compared as text. */
function lettersOf(pattern: string, held: readonly string[]): string[] {
  const written = new Set(pattern.replaceAll("*", "") + held.join("").replace(/[^a-z0-9-]/g, ""));
  const other = Array.from("xyzabcdefghijklmnopqrstuvw0123456789").find((letter) => !written.has(letter));
  return [...(other === undefined ? [] : [other]), ...written];
}

/** What is left of the patterns once a letter of the name is read. */
function after(patterns: readonly string[], letter: string): readonly string[] {
  return [...new Set(patterns.flatMap((pattern) => restsOf(pattern, letter)))].sort();
}

function restsOf(pattern: string, letter: string): string[] {
  if (pattern.startsWith("*")) return [pattern, ...restsOf(pattern.slice(1), letter)];
  return pattern.startsWith(letter) ? [pattern.slice(letter.length)] : [];
}

function ends(patterns: readonly string[]): boolean {
  return patterns.some((pattern) => pattern.replaceAll("*", "") === "");
}
