import { readdirSync, readFileSync, existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { deadLinks, filesOf as filesBelow } from "./support/pages/page-links";

const ROOT = resolve(__dirname, "..");

describe("the specification", () => {
  const page = readFileSync(join(ROOT, "docs/specification.md"), "utf8");
  const specified = [...page.matchAll(/^### R(\d+)$/gm)].map(([, number]) => Number(number));

  test("has each rule once, in order, without a gap", () => {
    expect(specified.length).toBeGreaterThan(0);
    expect(specified).toEqual(specified.map((_, index) => index + 1));
  });

  test("says of each rule where it comes from: addresses on the web with what each is, or rules that it follows from", () => {
    const rules = page.split(/^(?=### R\d+$)/m).slice(1);
    const sources = rules.map((rule) => (rule.split(/^## /m)[0] ?? "").trim().split("\n").at(-1) ?? "");
    expect(sources.filter((source) => !/^_.*\._$/.test(source))).toEqual([]);
    const parts = sources.flatMap((source) => source.slice(1, -2).split("; "));
    expect(parts.length).toBeGreaterThan(rules.length);
    expect(parts.filter((part) => !isSource(part))).toEqual([]);
  });

  test("has every rule that the code cites", () => {
    const cited = new Set(
      filesOf("lib", ".ts").flatMap((file) =>
        [...readFileSync(join(ROOT, file), "utf8").matchAll(/\bR(\d{1,2})\b/g)].map(([, number]) => Number(number)),
      ),
    );
    expect([...cited].filter((number) => !specified.includes(number))).toEqual([]);
    expect(cited.size).toBeGreaterThan(specified.length / 2);
  });
});

describe("links of the documentation", () => {
  const top = readdirSync(ROOT).filter((name) => name.endsWith(".md"));
  const pages = [...filesOf("docs", ".md"), ...filesOf("examples", ".md"), ...top];

  test.each(pages)("%s: every relative link leads to a file and, where it names one, to a heading", (page) => {
    expect(deadLinks(ROOT, page)).toEqual([]);
  });
});

describe("ARCHITECTURE.md", () => {
  const text = readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8").split("## Rooms, and what each may import")[0] ?? "";
  const files = ["lib", "stacks", "__tests__", "docs"].flatMap((folder) => filesOf(folder, ""));
  const named = [...new Set([...text.matchAll(/`([^`\n]+\.(?:ts|cjs|mjs|json|md))`/g)].map(([, name = ""]) => name))];

  test("names files that are there, by their names, paths in their rooms, or patterns", () => {
    expect(named.length).toBeGreaterThan(150);
    expect(named.filter((name) => !files.some((file) => isNamed(file, name)) && !existsSync(join(ROOT, name)))).toEqual(
      [],
    );
  });

  test("answers five questions, each with the one file that defines what it names", () => {
    const [, section = ""] = text.split("## Five questions, each in one hop");
    const rows = [
      ...section.slice(0, section.indexOf("## ")).matchAll(/^\| ([^|]+?) +\| `([^`]+)` +\| `(\w+)` +\|$/gm),
    ];
    const sources = ["lib", "stacks"].flatMap((folder) => filesOf(folder, ".ts"));
    const defining = (name: string) =>
      sources.filter((file) =>
        new RegExp(`^(export )?(function|const) ${name}\\b`, "m").test(readFileSync(join(ROOT, file), "utf8")),
      );
    expect(rows.map(([, question]) => question)).toEqual([
      "where a row's ARN is compared",
      "which codes a review can say",
      "where `retire` is decided",
      "what a guard reads",
      "how a principal is named in print",
    ]);
    expect(rows.map(([, , , name = ""]) => defining(name))).toEqual(rows.map(([, , file]) => [file]));
  });

  test("no folder of code or tests holds more than 16 files", () => {
    const files = ["lib", "stacks", "__tests__"].flatMap((folder) => filesOf(folder, ""));
    const sizes = new Map<string, number>();
    for (const file of files) sizes.set(dirname(file), (sizes.get(dirname(file)) ?? 0) + 1);
    const full = [...sizes].filter(([folder, size]) => size > 16 && !folder.startsWith("__tests__/fixtures"));
    expect(full).toEqual([]);
  });

  test("has a table for every room of lib, or its row in another's", () => {
    const rooms = readdirSync(join(ROOT, "lib"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const tables = [...text.matchAll(/^## `(lib\/[\w/]+)`: where is what$/gm)].map(([, room]) => room);
    const without = rooms.map(({ name }) => `lib/${name}`).filter((room) => !tables.includes(room));
    expect(without).toEqual(["lib/eks", "lib/guards", "lib/live", "lib/report"]);
  });
});

/** Whether a part of a source has an address and what kind it is, or names the rules that it follows from. */
function isSource(part: string): boolean {
  if (/\bfollows from R\d+/.test(part)) return true;
  return /\]\(https:\/\/[^)\s]+\)/.test(part) && /\((source|documentation|report|inference)(, run)?\)/.test(part);
}

/** Whether a name, with `*` and `<word>` for any part of one, is the end of a file's path. */
function isNamed(file: string, name: string): boolean {
  const pattern = name.split(/\*|<\w+>/).map((part) => part.replace(/[.[\]()+?^$|\\]/g, "\\$&"));
  return new RegExp(`(^|/)${pattern.join("[\\w-]+")}$`).test(file);
}

function filesOf(folder: string, ending: string): string[] {
  return filesBelow(ROOT, folder, ending);
}
