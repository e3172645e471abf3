import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { lineDiff } from "../../../stacks/samples/line-diff";
import { cli } from "../../cli/in-process";

const FIXTURES = join(__dirname, "../../../fixtures");

/** What a person writes into a file: each text of it, and what takes its place. */
export type Answers = readonly (readonly [RegExp, string])[];

/** A repository in which a page types its commands, as a reader of the page does. */
export class TypedRepository {
  readonly #folder = mkdtempSync(join(tmpdir(), "eks-access-typed-"));

  /** Copies files of the fixtures; commands are typed in `cwd`, a folder of the repository. */
  constructor(
    files: Readonly<Record<string, string>>,
    private readonly cwd = ".",
  ) {
    for (const [name, fixture] of Object.entries(files)) {
      mkdirSync(dirname(join(this.#folder, name)), { recursive: true });
      copyFileSync(join(FIXTURES, fixture), join(this.#folder, name));
    }
    mkdirSync(join(this.#folder, "clusters"), { recursive: true });
  }

  /** Makes a page in a repository of its own, which goes with it. */
  async during(page: (repository: TypedRepository) => Promise<string>): Promise<string> {
    try {
      return await page(this);
    } finally {
      rmSync(this.#folder, { recursive: true });
    }
  }

  /** The text of a file; empty where there is none. */
  read(name: string): string {
    const file = join(this.#folder, name);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }

  /**
   * Standard output of a command of the command line.
   * @throws Error with its findings, where it fails; `import` may, for what it asks
   */
  async typed(command: string, input = ""): Promise<string> {
    const cwd = join(this.#folder, this.cwd);
    const { stdout, stderr, exitCode } = await cli(command.split(" "), { cwd, input });
    if (exitCode !== 0 && !command.startsWith("import")) throw new Error(`${command}: ${exitCode}\n${stdout}${stderr}`);
    return stdout;
  }

  /**
   * Writes answers into a file, and gives what that changes.
   * @throws Error where an answer finds no question
   */
  answer(name: string, answers: Answers): string {
    const before = this.read(name);
    let text = before;
    for (const [question, answer] of answers) {
      if (!question.test(text)) throw new Error(`no ${question.source} in ${name}`);
      text = text.replace(question, answer);
    }
    writeFileSync(join(this.#folder, name), text);
    return difference(before, text, name);
  }

  /** What a command changes in some files, and what it prints before the findings of the step. */
  async step(command: string, files: readonly string[]): Promise<{ readonly said: string; readonly diff: string }> {
    const before = files.map((file) => this.read(file));
    const printed = await this.typed(command);
    const [said = ""] = printed.split("\nFindings at that stage:");
    const diff = files.map((file, i) => difference(before[i] ?? "", this.read(file), file)).join("");
    return { said: said === printed ? said : `${said}\n…\n`, diff };
  }
}

/** What changes in a file: each run of changed lines under the line of the new text where it starts. */
function difference(before: string, after: string, name: string): string {
  if (before === after) return "";
  const lines = lineDiff(before, after);
  let place = 0;
  const printed = lines.flatMap(({ mark, text }, i) => {
    if (mark !== "-") place += 1;
    if (mark === " ") return [];
    const isFirst = (lines[i - 1]?.mark ?? " ") === " ";
    return [...(isFirst ? [`@@ line ${mark === "-" ? place + 1 : place} @@`] : []), `${mark}${text}`];
  });
  return `${[`--- a/${name}`, `+++ b/${name}`, ...printed].join("\n")}\n`;
}

/** A command with what it prints. */
export function shown(command: string, printed: string): string {
  return `\`\`\`console\n$ ${command}\n${printed.trimEnd()}\n\`\`\`\n`;
}

/** A block of text. */
export function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`;
}

const WIDEST = 118;

/** A diff whose lines are cut, and of which some files show their first lines alone. */
export function shortened(diff: string, most: Readonly<Record<string, number>>): string {
  return diff
    .split(/^(?=--- a\/)/m)
    .map((part) => {
      const lines = part.trimEnd().split("\n");
      const count = most[/^--- a\/(.*)/.exec(part)?.[1] ?? ""];
      const left = count === undefined ? 0 : lines.length - 2 - count;
      const some = left > 1 && count !== undefined ? lines.slice(0, count + 2) : lines;
      const cut = some.map((line) => (line.length > WIDEST ? `${line.slice(0, WIDEST - 1)}…` : line));
      return [...cut, ...(left > 1 ? [`… ${left} more lines`] : []), ""].join("\n");
    })
    .join("");
}
