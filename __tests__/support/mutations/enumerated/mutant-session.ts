/** What a mutant's run of one test file is told, and tells. */
export interface Session {
  /** Texts of the product's files with all their mutants in them, by path. */
  readonly texts: Readonly<Record<string, string>>;
  /** The mutant that is tried; -1: none. */
  tried: number;
  /** Which tests of the file run, by their order in it. @default all */
  selected: ReadonlySet<number> | undefined;
  /** Whether what follows a failure still runs. */
  goesOn: boolean;
  /** What was reached since the last `take`. */
  readonly reached: Reached;
  /** Per test of the file, in its order: which mutants it reached, and how long it took. */
  readonly tests: TestReach[];
}

export interface TestReach {
  readonly index: number;
  readonly mutants: readonly number[];
  readonly milliseconds: number;
}

/** A mutant that is asked for more often than this runs for ever. */
const MOST = 3_000_000;

/** Which mutants were reached since they were last taken. */
export class Reached {
  readonly #seen: Uint8Array;
  #list: number[] = [];

  constructor(count: number) {
    this.#seen = new Uint8Array(count);
  }

  note(id: number): void {
    if (this.#seen[id] === 1) return;
    this.#seen[id] = 1;
    this.#list.push(id);
  }

  take(): readonly number[] {
    const list = this.#list;
    for (const id of list) this.#seen[id] = 0;
    this.#list = [];
    return list;
  }
}

/** Whether a mutant is the one that is tried. */
export function asker(session: Session): (id: number) => boolean {
  let times = 0;
  let of = -1;
  return (id) => {
    if (id !== session.tried) {
      if (session.tried === -1) session.reached.note(id);
      return false;
    }
    times = of === id ? times + 1 : 0;
    of = id;
    if (times > MOST) throw new Error("this mutant runs for ever");
    return true;
  };
}
