import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fieldsOf } from "../../support/terraform/provider-schema";
import { cli } from "../../support/cli/in-process";

const ROOT = join(__dirname, "../../..");
const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "help",
  ...readdirSync(join(ROOT, "docs")).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
];
const SCRIPTS = fieldsOf(fieldsOf(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"))).scripts);

/** What a page tells to type: a command with its options. */
interface Named {
  readonly line: string;
  readonly command: string;
  readonly options: readonly string[];
}

/** Code of a page: the lines of its blocks, and what stands between backticks elsewhere, which may go over a line's end. */
function codeOf(page: string): string[] {
  const parts = page.split(/^```.*$/m);
  const blocks = parts.filter((_, i) => i % 2 === 1).flatMap((block) => block.replace(/\\\n\s*/g, " ").split("\n"));
  const spans = parts.filter((_, i) => i % 2 === 0).flatMap((text) => [...text.matchAll(/`([^`]+)`/g)]);
  return [...blocks, ...spans.map(([, span = ""]) => span.replace(/\s+/g, " "))];
}

/** `eks-access check --live`, also as `npm run eks-access -- check --live`; options end where another program starts. */
function namedIn(page: string): Named[] {
  return codeOf(page).flatMap((line) =>
    [...line.matchAll(/(?<![\w/.@-])eks-access (?!did not write|wrote)(?:-- )?(?=[a-z])([a-z-]+)([^|;&`"]*)/g)].map(
      ([, command = "", rest = ""]) => ({ line, command, options: optionsOf(rest.split(/\beks-access /)[0] ?? "") }),
    ),
  );
}

function optionsOf(text: string): string[] {
  return (text.match(/(?<![\w-])--[a-z][a-z-]*/g) ?? []).map((option) => option.replace(/-+$/, ""));
}

function scriptsIn(page: string): string[] {
  return [...page.matchAll(/\bnpm run (?:(?:--silent|-s) )?(?!for pipes)([a-z]\w*(?:[:-]\w+)*)/g)].map(
    ([, script = ""]) => script,
  );
}

/** The commands of the program, each with the options that its help lists. */
async function offered(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { stdout } = await cli(["help"]);
  const [, commands = ""] = /^Commands:\n([^]*?)\n\n/m.exec(stdout) ?? [];
  const names = [...commands.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name = ""]) => name);
  const each = names.map(async (name) => {
    const help = await cli(name === "help" ? ["help"] : [name, "--help"]);
    const terms = [...help.stdout.matchAll(/^ {2}(?:-\w, )?(--\S+)/gm)].map(([, term = ""]) => term);
    return [name, optionsOf(terms.join(" "))] as const;
  });
  return new Map(await Promise.all(each));
}

const OFFERED = offered();

/** What a page tells to type that the program does not have. */
async function wrongIn(page: string): Promise<string[]> {
  const known = await OFFERED;
  return namedIn(page).flatMap(({ line, command, options }) => {
    const own = known.get(command);
    if (own === undefined) return [`no command ${command}: ${line}`];
    return options.filter((option) => !own.includes(option)).map((option) => `no ${option} in ${command}: ${line}`);
  });
}

describe("what README, docs/ and the findings in docs/rules.md tell to type", () => {
  test.each(PAGES)("%s names commands and options that the program has, and scripts of package.json", async (name) => {
    const page = readFileSync(join(ROOT, name), "utf8");
    expect(await wrongIn(page)).toEqual([]);
    expect(scriptsIn(page).filter((script) => !(script in SCRIPTS))).toEqual([]);
  });

  test("so do the texts in the sources, what a message says by a code or a help", async () => {
    const files = ["lib", "stacks"].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).flatMap((name) =>
        name.endsWith(".ts") ? [readFileSync(join(ROOT, folder, name), "utf8")] : [],
      ),
    );
    const texts = files.map((text) => `\`\`\`\n${text.replaceAll("```", "")}\n\`\`\`\n`);
    expect(texts.flatMap(namedIn).length).toBeGreaterThan(100);
    expect((await Promise.all(texts.map(wrongIn))).flat()).toEqual([]);
  });

  test("there are many of them, and a wrong one is seen", () => {
    const all = PAGES.map((name) => readFileSync(join(ROOT, name), "utf8")).flatMap(namedIn);
    expect(new Set(all.map(({ command }) => command)).size).toBeGreaterThan(15);
    expect(all.filter(({ options }) => options.length > 0).length).toBeGreaterThan(50);
    expect(namedIn("```sh\nnpx eks-access chek \\\n  --lve a | eks-access review - --format json\n```\n")).toEqual([
      expect.objectContaining({ command: "chek", options: ["--lve"] }),
      expect.objectContaining({ command: "review", options: ["--format"] }),
    ]);
    expect(
      namedIn("then `npm run eks-access --\nback --dry-run`, or eks-access is asked").map(({ options }) => options),
    ).toEqual([["--dry-run"]]);
    expect(scriptsIn("`npm run --silent doks` and npm run bench:plan")).toEqual(["doks", "bench:plan"]);
  });
});
