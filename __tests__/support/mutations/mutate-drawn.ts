import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { copyProject, isNoticed, recordPart, runTests } from "./copied-project";
import { type DrawnMutant, drawn, MUTATED_ROOMS, mutantsIn, nameOf } from "./drawn-mutants";
import { SAME_BEHAVIOUR } from "./same-behaviour";
import { mutated } from "./mutants";

/**
 * `npm run test:mutants [-- COUNT [SEED]]`: mutants of each room, as many as COUNT drawn by SEED; the unit tests of the room have
 * to notice. What was tried is kept in MUTANTS_SEEN, a file, where that variable names one: a run that ended goes on there.
 */
const ROOT = join(__dirname, "../../..");
const [count = "60", seed = "1"] = process.argv.slice(2);
const SEEN = process.env.MUTANTS_SEEN;

interface Tried {
  readonly name: string;
  readonly killed: boolean;
}

function seenBefore(): Map<string, boolean> {
  if (SEEN === undefined || !existsSync(SEEN)) return new Map();
  const lines = readFileSync(SEEN, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  return new Map(lines.map((line): [string, boolean] => [line.slice(2), line.startsWith("k")]));
}

function attempt(copy: string, mutant: DrawnMutant, known: ReadonlyMap<string, boolean>): Tried {
  const name = nameOf(mutant);
  const before = known.get(name);
  if (before !== undefined) return { name, killed: before };
  const text = mutated(mutant.source, mutant);
  const killed = mutant.tests.some((tests) => isNoticed(copy, mutant.file, { text, tests }));
  if (SEEN !== undefined) appendFileSync(SEEN, `${killed ? "k" : "s"} ${name}\n`);
  console.log(`${killed ? "killed  " : "SURVIVED"} ${name}`);
  return { name, killed };
}

const copy = copyProject();
try {
  const known = seenBefore();
  const rows: string[] = [];
  const open: string[] = [];
  for (const room of MUTATED_ROOMS) {
    const broken = room.tests.find((tests) => runTests(copy, tests) !== 0);
    if (broken !== undefined) throw new Error(`${broken}: fails before anything is mutated`);
    const all = mutantsIn(ROOT, room);
    const tried = drawn(all, seed, Number(count)).map((mutant) => attempt(copy, mutant, known));
    const survived = tried.filter(({ killed }) => !killed).map(({ name }) => name);
    const same = survived.filter((name) => SAME_BEHAVIOUR.has(name));
    open.push(...survived.filter((name) => !SAME_BEHAVIOUR.has(name)));
    const killed = tried.length - survived.length;
    rows.push(
      `| \`${room.folder}\` | ${all.length} | ${tried.length} | ${killed} | ${same.length} | ${survived.length - same.length} |`,
    );
  }
  recordPart("mutants", [
    `Seed ${seed}, ${new Date().toISOString().slice(0, 10)}:`,
    "",
    "| room | mutants | tried | noticed | same behaviour | not noticed |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
    ...(open.length === 0 ? [] : ["", "Not noticed:", "", ...open.map((name) => `- \`\` ${name} \`\``)]),
  ]);
  process.exitCode = open.length === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
