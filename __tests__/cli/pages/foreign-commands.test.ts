import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FOREIGN_COMMANDS, FOREIGN_GLOBALS, foreignIn } from "../../support/cli/foreign-commands";

const ROOT = join(__dirname, "../../..");

/** Files of a folder, or the one file of that name. */
function filesIn(place: string, ends: RegExp): string[] {
  if (ends.test(place) || place === "help") return [place];
  return readdirSync(join(ROOT, place), { recursive: true, encoding: "utf8" }).flatMap((name) =>
    ends.test(name) && !name.includes("node_modules") ? [`${place}/${name}`] : [],
  );
}

const PAGES = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "help", "docs", "action", "examples"].flatMap((place) =>
  filesIn(place, /\.(?:md|ya?ml)$/),
);
/** Words that a dump keeps are a list without sentences. */
const SOURCES = ["lib", "stacks"].flatMap((place) => filesIn(place, /(?<!kept-words)\.ts$/));

/** Code alone: the lines of blocks, and what stands between backticks; all of a file that is no page. */
function codeOf(name: string): string {
  const text = readFileSync(join(ROOT, name), "utf8");
  if (!name.endsWith(".md")) return withoutComments(text);
  const parts = text.split(/^ *```.*$/m);
  const spans = parts.filter((_, i) => i % 2 === 0).flatMap((each) => [...each.matchAll(/`([^`]+)`/g)]);
  const blocks = parts.filter((_, i) => i % 2 === 1).map((block) => block.replace(/\\\n\s*/g, " "));
  return [...blocks, ...spans.map(([, span = ""]) => `\`${span.replace(/\s+/g, " ")}\``)].join("\n");
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\//g, "").replace(/^\s*(?:\/\/|#).*$/gm, "");
}

/** What a file tells to type that the table does not have. */
function wrongIn(name: string): string[] {
  return foreignIn(codeOf(name)).flatMap(({ command, options }) => {
    const own = FOREIGN_COMMANDS[command];
    if (own === undefined) return [`${name}: no command ${command}`];
    const known = [...own, ...(FOREIGN_GLOBALS[command.split(" ")[0] ?? ""] ?? [])];
    return options.filter((option) => !known.includes(option)).map((option) => `${name}: no ${option} in ${command}`);
  });
}

describe("commands of AWS, kubectl and Terraform that messages, help and pages tell to type", () => {
  test("are in the table that the e2e tests compare with the programs themselves", () => {
    expect([...PAGES, ...SOURCES].flatMap(wrongIn)).toEqual([]);
  });

  test("the table has none that nothing tells", () => {
    const told = new Set(
      [...PAGES, ...SOURCES].flatMap((name) => foreignIn(codeOf(name)).map(({ command }) => command)),
    );
    expect(Object.keys(FOREIGN_COMMANDS).filter((command) => !told.has(command))).toEqual([]);
  });

  test("a wrong one is seen, at the end of a sentence, in a list and behind another", () => {
    expect(foreignIn("run `aws eks list-acces-entries`; then kubectl -n kube-system get cm | grep a")).toEqual([
      { command: "aws eks list-acces-entries", options: [] },
      { command: "kubectl get", options: ["-n"] },
    ]);
    expect(foreignIn("where terraform state lst shows it, type `terraform -chdir=infra plan -ot=saved`")).toEqual([
      { command: "terraform state lst", options: [] },
      { command: "terraform plan", options: ["-chdir", "-ot"] },
    ]);
    expect(foreignIn("aws eks describe-cluster --name demo --query a.b, and of list-nodegroups")).toEqual([
      { command: "aws eks describe-cluster", options: ["--name", "--query"] },
    ]);
    expect(foreignIn("aws iam list-${kind}s")).toEqual([]);
  });
});
