import { createHash } from "node:crypto";
import { join } from "node:path";
import { recordPart } from "../copied-project";
import type { FileMutant } from "./mutant";
import { MUTATED_ROOMS, mutatedFiles, type MutatedRoom } from "./mutated-rooms";
import type { Operators } from "./mutants-of";
import { type Outcome, runMutants } from "./mutants-run";
import { SAME_BEHAVIOUR } from "./same-behaviour";

/**
 * `npm run test:mutants [-- [--answers] [--sample COUNT SEED] PATH...]`: every mutant of the rooms, or of the files and folders that
 * are named (with `--answers` those alone that empty what a function answers); the unit tests of the room have to notice. A room that ran as a whole is written into docs/testing.md. MUTANTS_SEEN names a
 * file beside which what was tried is kept: a run that ended goes on there.
 */
const ROOT = join(__dirname, "../../../..");
const operators: Operators = process.argv[2] === "--answers" ? "answers" : "all";
const given = process.argv.slice(operators === "answers" ? 3 : 2);
const [count, seed, ...rest] = given[0] === "--sample" ? given.slice(1) : [undefined, undefined, ...given];
const paths = rest.filter((path) => path !== undefined);

function drawn(mutants: readonly FileMutant[]): readonly FileMutant[] {
  if (count === undefined) return mutants;
  const lot = ({ name }: FileMutant): string => createHash("sha256").update(`${seed} ${name}`).digest("hex");
  return [...mutants].sort((a, b) => (lot(a) < lot(b) ? -1 : 1)).slice(0, Number(count));
}

/** What is wrong of an outcome, in a line. */
function fault({ name, by, isReached }: Outcome): readonly string[] {
  const isSame = SAME_BEHAVIOUR.has(name);
  if (by !== undefined) return isSame ? [`named in same-behaviour.ts, and ${by} notices it: ${name}`] : [];
  return isSame ? [] : [`${isReached ? "not noticed" : "no test reaches it"}: ${name}`];
}

async function run({ folder, tests }: MutatedRoom): Promise<readonly string[]> {
  const own = paths.filter((path) => path === folder || path.startsWith(`${folder}/`));
  if (paths.length > 0 && own.length === 0) return [];
  const all = (own.length === 0 ? [folder] : own).flatMap((path) => mutatedFiles(ROOT, path, operators));
  const start = Date.now();
  const kept = process.env.MUTANTS_SEEN;
  const outcomes = await runMutants(drawn(all.flatMap(({ mutants }) => mutants)), tests, {
    operators,
    ...(kept === undefined ? {} : { kept: `${kept}-${folder.replaceAll("/", "-")}` }),
  });
  const faults = outcomes.flatMap(fault);
  const noticed = outcomes.filter(({ by }) => by !== undefined).length;
  const same = outcomes.filter(({ name }) => SAME_BEHAVIOUR.has(name)).length;
  const minutes = Math.ceil((Date.now() - start) / 60_000);
  const kind = operators === "all" ? "mutants" : "answers emptied";
  const summary = `${folder}: ${outcomes.length} ${kind}, ${noticed} noticed, ${same} behave the same, ${faults.length} not as they should`;
  console.log([summary, ...faults].join("\n"));
  const isWhole = count === undefined && own.every((path) => path === folder);
  if (isWhole)
    record(folder, [`${summary}; ${new Date().toISOString().slice(0, 10)}, ${minutes} minutes.`, ...list(faults)]);
  return faults;
}

function list(faults: readonly string[]): readonly string[] {
  return faults.length === 0 ? [] : ["", ...faults.map((one) => `- \`\` ${one} \`\``)];
}

function record(folder: string, lines: readonly string[]): void {
  recordPart(`${operators === "all" ? "mutants" : "answers"} of ${folder}`, lines);
}

async function main(): Promise<void> {
  let faults = 0;
  for (const room of MUTATED_ROOMS) faults += (await run(room)).length;
  process.exitCode = faults === 0 ? 0 : 1;
}

void main();
