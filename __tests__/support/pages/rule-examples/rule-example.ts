import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Finding } from "../../../../lib/finding/finding";
import { cli } from "../../cli/in-process";

/** What stands at a path: a text, bytes, a link, or a pipe that has a name. */
export type Content = string | Uint8Array | { readonly linkTo: string } | { readonly isPipe: true };

/** What stands in a folder, by paths. */
export type Files = Readonly<Record<string, Content>>;

/** Something that the program says a code of, and the nearest to it of which it does not. */
export interface RuleExample {
  /** What is wrong. */
  readonly files: Files;
  /** The files that are mended, whole; `undefined`: the file goes. */
  readonly mended: Readonly<Record<string, Content | undefined>>;
  /** Arguments of the program, run in the folder: `check`. */
  readonly run: readonly string[];
  /**
   * Arguments after it is mended.
   * @default the same
   */
  readonly mendedRun?: readonly string[];
  /**
   * What is run first in the folder that is mended.
   * @default nothing
   */
  readonly mendedFirst?: readonly string[];
  /**
   * Lines that show what is wrong (`-`) and what is mended (`+`), where the difference of the files does not.
   * @default the difference of the files
   */
  readonly shown?: readonly string[];
}

/** Something that no command reads from files: props in TypeScript, what Terraform prints. */
export interface TriedExample {
  /** Lines that show what is wrong (`-`) and what is mended (`+`). */
  readonly shown: readonly string[];
  /** What is printed, before and after it is mended; without `after` nothing in a file mends it. */
  readonly tried: () => { readonly before: string; readonly after?: string };
}

/** Examples by their codes. */
export type RuleExamples = Readonly<Record<string, RuleExample | TriedExample>>;

/** The day on which examples are read: what they accept has not expired. */
const TODAY = "2026-11-22";

/** The cluster file of an example. */
export const FILE = "clusters/demo.yaml";

/** A cluster file that `check` reads, and the same after one text in it is mended. */
export function checked(text: string, wrong: string, right: string): RuleExample {
  if (!text.includes(wrong)) throw new Error(`\`${wrong}\` does not stand in the example`);
  return { files: { [FILE]: text }, mended: { [FILE]: text.replace(wrong, () => right) }, run: ["check"] };
}

/** What the program says of an example, as printed, before and after it is mended. */
export async function saidOf(example: RuleExample | TriedExample): Promise<Said> {
  if ("tried" in example) return example.tried();
  const { files, mended, run, mendedFirst, mendedRun = run } = example;
  const left = Object.entries({ ...files, ...mended }).flatMap(([path, content]): [string, Content][] =>
    content === undefined ? [] : [[path, content]],
  );
  const first = mendedFirst === undefined ? [] : [mendedFirst];
  return { before: await printed(files, [run]), after: await printed(Object.fromEntries(left), [...first, mendedRun]) };
}

/** What the program printed of an example. */
export interface Said {
  readonly before: string;
  /** @default nothing in a file mends it */
  readonly after?: string;
}

/** A finding as commands print it. */
export function printedFinding({ severity = "error", path, message, code, help }: PrintedFinding): string {
  return `${severity} ${path}: ${message} [${code}]${help === undefined ? "" : `\n    ${help}`}\n`;
}

type PrintedFinding = Pick<Finding, "path" | "message" | "code" | "help"> & Partial<Pick<Finding, "severity">>;

/** The findings of one code in what was printed: each line, and the lines under it that are indented further. */
export function findingsOf(code: string, text: string): string[] {
  const lines = text.split("\n");
  const said = new RegExp(`^\\s*(?:(?:${WEIGHTS}) .*\\[${code}\\]|# R.* ${code}: | {2}\\S+: .* \\(${code}\\)$)`);
  return lines.flatMap((line, at) => {
    if (!said.test(line)) return [];
    const after = lines.slice(at + 1);
    const end = after.findIndex((next) => depth(next) <= depth(line));
    return [[line, ...after.slice(0, end)].map((each) => each.slice(indent(line))).join("\n")];
  });
}

const WEIGHTS = "danger|error|blocker|irreversible|warning|note|accepted|unknown";

function indent(line: string): number {
  return line.length - line.trimStart().length;
}

/** The same within a comment of an imported file. */
function depth(line: string): number {
  return indent(line.replace(/^(\s*)# /, "$1  "));
}

/** What the last of some runs printed in a folder with these files. */
async function printed(files: Files, runs: readonly (readonly string[])[]): Promise<string> {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), "eks-access-example-")));
  try {
    for (const [path, content] of Object.entries(files)) place(join(cwd, path), content);
    let text = "";
    for (const run of runs) {
      const { stdout, stderr } = await cli(run, { cwd, today: TODAY, env: { PATH: process.env.PATH } });
      text = `${stderr}\n${stdout}`;
    }
    return text.replaceAll(`${cwd}/`, "");
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

function place(path: string, content: Content): void {
  mkdirSync(dirname(path), { recursive: true });
  if (typeof content === "string" || content instanceof Uint8Array) writeFileSync(path, content);
  else if ("linkTo" in content) symlinkSync(content.linkTo, path);
  else execFileSync("mkfifo", [path]);
}
