import { relative } from "node:path";
import type { Session, TestReach } from "./mutant-session";

/** What jest gives to whoever tries mutants. */
export interface TestFiles {
  readonly paths: readonly string[];
  /** Runs one test file: why it failed, if it did. */
  readonly runOne: (path: string) => Promise<string | undefined>;
  /** The product's modules are run anew by the next test file: one and whatever requires it. @default all */
  readonly forgetProduct: (path?: string) => void;
}

/** How a mutant went: noticed by a test file, or by none. */
export interface Tried {
  readonly id: number;
  /** The test file that failed; undefined: none. */
  readonly by: string | undefined;
  /** Whether any test reaches it. */
  readonly isReached: boolean;
}

interface Task {
  readonly ids: readonly number[];
  /** Absolute path of a mutant's file. */
  readonly fileOf: (id: number) => string;
  /** Of a mutant in a constant that functions of its file alone read: the mutants of that file. */
  readonly readers: (id: number) => readonly number[] | undefined;
  readonly root: string;
  readonly listener: Listener;
}

interface Listener {
  readonly begins: (id: number) => void;
  readonly tried: (tried: Tried) => void;
}

/** What a test file reaches: mutants outside of its tests, and those of each test. */
interface FileReach {
  readonly path: string;
  readonly outside: ReadonlySet<number>;
  readonly tests: readonly (TestReach & { readonly set: ReadonlySet<number> })[];
  readonly milliseconds: number;
}

/** Which test files, and which of their tests, reach a mutant: those that take least first. */
interface Attempt {
  readonly path: string;
  readonly selected: ReadonlySet<number> | undefined;
  readonly milliseconds: number;
}

/** Tries mutants, each with the tests that reach it, up to the first test that fails. */
export async function tryMutants(
  session: Session,
  { paths, runOne, forgetProduct }: TestFiles,
  { ids, fileOf, readers, root, listener }: Task,
): Promise<void> {
  const reaches: FileReach[] = [];
  for (const path of paths) reaches.push(await reachOf(session, path, { paths, runOne, forgetProduct }));
  const lately = new Map<string, number>();
  let time = 0;
  for (const id of ids) {
    listener.begins(id);
    const attempts = attemptsOf({ id, readers: readers(id) }, reaches, lately);
    const isLoaded = reaches.some(({ outside }) => outside.has(id));
    let by: string | undefined;
    for (const { path, selected } of attempts) {
      if (isLoaded) forgetProduct(fileOf(id));
      Object.assign(session, { tried: id, selected, goesOn: false });
      session.tests.length = 0;
      const failure = await runOne(path);
      session.tried = -1;
      if (failure === undefined) continue;
      by = path;
      lately.set(path, ++time);
      break;
    }
    if (isLoaded) forgetProduct(fileOf(id));
    listener.tried({ id, by: by && relative(root, by), isReached: attempts.length > 0 });
  }
}

async function reachOf(session: Session, path: string, { runOne, forgetProduct }: TestFiles): Promise<FileReach> {
  forgetProduct();
  session.reached.take();
  session.tests.length = 0;
  Object.assign(session, { tried: -1, selected: undefined, goesOn: true });
  const start = Date.now();
  const failure = await runOne(path);
  if (failure !== undefined) throw new Error(`${path} fails before anything is mutated: ${failure}`);
  const outside = new Set(session.tests.filter(({ index }) => index === -1).flatMap(({ mutants }) => mutants));
  const tests = session.tests.filter(({ index }) => index !== -1).map((one) => ({ ...one, set: new Set(one.mutants) }));
  return { path, outside, tests, milliseconds: Date.now() - start };
}

/** Files that noticed another mutant a moment ago are likely to notice this one. */
function attemptsOf(
  { id, readers }: { readonly id: number; readonly readers: readonly number[] | undefined },
  reaches: readonly FileReach[],
  lately: ReadonlyMap<string, number>,
): readonly Attempt[] {
  const attempts = reaches.flatMap(({ path, outside, tests, milliseconds }): Attempt[] => {
    const isWhole = readers === undefined || readers.some((one) => outside.has(one));
    if (outside.has(id) && isWhole) return [{ path, selected: undefined, milliseconds }];
    const asked = outside.has(id) ? (readers ?? []) : [id];
    const reaching = tests.filter(({ set }) => asked.some((one) => set.has(one)));
    if (reaching.length === 0) return [];
    const own = reaching.reduce((sum, one) => sum + one.milliseconds, 0);
    return [{ path, selected: new Set(reaching.map(({ index }) => index)), milliseconds: own + 50 }];
  });
  const weight = ({ path, milliseconds }: Attempt): number => milliseconds / (lately.has(path) ? 4 : 1);
  return attempts.sort((a, b) => weight(a) - weight(b));
}
