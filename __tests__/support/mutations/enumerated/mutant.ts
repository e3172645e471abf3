/** A place in a source, and what a mutant writes there. */
export interface Mutant {
  /** Offsets in the source. */
  readonly start: number;
  readonly end: number;
  readonly to: string;
}

/** One mutant of one file of the project. */
export interface FileMutant extends Mutant {
  /** Path from the root of the project. */
  readonly file: string;
  /** The same as long as the text of its line is, wherever the line stands. */
  readonly name: string;
}

/** The source with the mutant in it. */
export function mutated(source: string, { start, end, to }: Mutant): string {
  return source.slice(0, start) + to + source.slice(end);
}

/** Mutants of a file with their names: the text of the line, what is replaced and by what, counted where that is there twice. */
export function named(file: string, source: string, mutants: readonly Mutant[]): readonly FileMutant[] {
  const times = new Map<string, number>();
  return mutants.map((mutant) => {
    const plain = `${file}: ${lineOf(source, mutant)} | ${flat(source.slice(mutant.start, mutant.end))} -> ${flat(mutant.to)}`;
    const count = (times.get(plain) ?? 0) + 1;
    times.set(plain, count);
    return { ...mutant, file, name: count === 1 ? plain : `${plain} (${count})` };
  });
}

function lineOf(source: string, { start }: Mutant): string {
  const end = source.indexOf("\n", start);
  return flat(source.slice(source.lastIndexOf("\n", start - 1) + 1, end === -1 ? undefined : end));
}

function flat(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}
