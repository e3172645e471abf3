import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { Linter } from "eslint";
import { preProcessFile } from "typescript";
import architecture from "../.eslint/import-direction.cjs";
import { withRoomsTable } from "./support/pages/tables/rooms-table";

const ROOT = join(__dirname, "..");
const { refusal } = architecture;

/** Every file of folders, the house where none is named, and what it imports of the project. */
function importsOf(folders: readonly string[] = ["lib", "stacks"]): ReadonlyMap<string, readonly string[]> {
  const files = folders
    .flatMap((top) =>
      readdirSync(join(ROOT, top), { recursive: true, encoding: "utf8" }).map((name) => `${top}/${name}`),
    )
    .filter((file) => file.endsWith(".ts"));
  return new Map(
    files.map((file) => {
      const imported = preProcessFile(readFileSync(join(ROOT, file), "utf8")).importedFiles.map(
        ({ fileName }) => fileName,
      );
      const own = imported.filter((name) => name.startsWith("."));
      return [file, own.map((name) => `${posix.join(posix.dirname(file), name).replace(/\.js$/, "")}.ts`)];
    }),
  );
}

/** A circle of files that begins and ends with one of them, or undefined. */
function circleIn(imports: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const from = (file: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of imports.get(file) ?? []) {
      const circle = from(next, [...path, file]);
      if (circle !== undefined) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const circle = from(file, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

/** Files below a path that files of a folder import, or what these import. */
function reached(folder: string, below: string): readonly string[] {
  return [...filesReached(folder)].filter((file) => file.startsWith(below));
}

/** Files of a folder, what they import, and what that imports. */
function filesReached(folder: string): ReadonlySet<string> {
  const imports = importsOf();
  const files = new Set([...imports.keys()].filter((file) => file.startsWith(folder)));
  expect(files.size).toBeGreaterThan(0);
  for (const file of files) for (const next of imports.get(file) ?? []) if (imports.has(next)) files.add(next);
  return files;
}

/** Modules of Node that reach beyond a program's own memory. */
const WORLD =
  /^node:(child_process|cluster|dgram|fs|https?|http2|os|process|readline|repl|stream|tls|tty|worker_threads)\b/;

/** Modules of Node that files of a folder import, or what these import: of each, who does. */
function builtInsBelow(folder: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const file of filesReached(folder)) {
    for (const { fileName } of preProcessFile(readFileSync(join(ROOT, file), "utf8")).importedFiles) {
      if (fileName.startsWith("node:")) found.set(fileName, [...(found.get(fileName) ?? []), file]);
    }
  }
  return found;
}

describe("import-direction", () => {
  test.each([
    ["lib/access/principal/arn.ts", "../../finding/finding"],
    ["lib/access/go-yaml/go-yaml.ts", "yaml"],
    ["lib/migration/stage.ts", "../access/principal/arn"],
    ["lib/eks/eks.ts", "@cdktf/provider-aws/lib/eks-cluster"],
    ["stacks/eks-stack.ts", "../lib/eks/eks"],
    ["main.ts", "./stacks/eks-stack"],
    ["__tests__/access/principal/arn.test.ts", "../../../lib/access/principal/arn"],
  ])("%s may import %s", (file, specifier) => {
    expect(refusal(file, specifier)).toBeUndefined();
  });

  test.each([
    [
      "lib/access/principal/arn.ts",
      "../../migration/stage",
      "lib/access/principal may import lib/finding of the project, not lib/migration",
    ],
    [
      "lib/access/principal/arn.ts",
      "../effective/right",
      "lib/access/principal may import lib/finding of the project, not lib/access/effective",
    ],
    ["lib/access/principal/arn.ts", "zod", "lib/access/principal imports nothing but yaml, got zod"],
    ["lib/report/text/shown.ts", "cdktf", "lib/report/text is plain TypeScript and may not import cdktf"],
    ["lib/yaml/yaml-text.ts", "../inventory/fleet", "lib/yaml may import nothing of the project, not lib/inventory"],
    ["lib/cellar/wine.ts", "./bottle", "lib/cellar is no room: give it a line in .eslint/rooms.cjs"],
  ])("%s may not import %s", (file, specifier, why) => {
    expect(refusal(file, specifier)).toBe(why);
  });

  test("a provider is imported by its sub-module", () => {
    expect(refusal("lib/eks/eks.ts", "@cdktf/provider-aws")).toContain("sub-module");
  });

  test("lint asks it of imports, exports and dynamic imports", () => {
    const source = 'import "zod";\nexport * from "zod";\nimport("zod");\n';
    const found = new Linter({ cwd: "/project" }).verify(
      source,
      { files: ["**/*.ts"], plugins: { architecture }, rules: { "architecture/import-direction": "error" } },
      "/project/lib/access/principal/arn.ts",
    );
    expect(found.map(({ line }) => line)).toEqual([1, 2, 3]);
  });

  test.each([["lib", "stacks"], ["__tests__"]])("no files form a circle: %s", (...folders) => {
    const imports = importsOf(folders);
    expect(imports.size).toBeGreaterThan(300);
    expect(circleIn(imports)).toBeUndefined();
  });

  test("a circle is seen where there is one", () => {
    expect(
      circleIn(
        new Map([
          ["a", ["b"]],
          ["b", ["c"]],
          ["c", ["b"]],
        ]),
      ),
    ).toEqual(["b", "c", "b"]);
  });

  test.each([
    ["lib/migration/gate/", "lib/migration/guard/"],
    ["lib/migration/guard/", "lib/migration/gate/"],
    ["lib/yaml/", "lib/inventory/"],
    ["lib/yaml/", "lib/import/"],
    ["lib/rules/review/", "lib/rules/judgements/"],
    ["lib/rules/judgements/", "lib/rules/review/people"],
    ["lib/import/", "lib/live/"],
    ["lib/live/", "lib/import/"],
  ])("%s does not reach %s, whatever it imports", (from, to) => {
    expect(reached(from, to)).toEqual([]);
  });

  test("a folder reaches what it imports through others", () => {
    expect(reached("lib/import/", "lib/yaml/")).toContain("lib/yaml/scalar-text.ts");
    expect(reached("lib/cli/", "lib/migration/guard/")).not.toEqual([]);
  });

  test("use cases read no file, run no process and open no stream, whatever they import; links and local states decide what a state is", () => {
    const builtIn = builtInsBelow("lib/app/");
    expect(builtIn.get("node:crypto")).toContain("lib/migration/translation/entry-key.ts");
    expect([...(builtIn.get("node:fs") ?? [])].sort()).toEqual([
      "lib/inventory/definition/state-place/real-path.ts",
      "lib/inventory/state-contents/state-file.ts",
    ]);
    expect([...builtIn.keys()].filter((name) => WORLD.test(name))).toEqual(["node:fs"]);
    expect([...builtInsBelow("lib/cli/files/").keys()]).toContain("node:fs");
  });

  test("ARCHITECTURE.md has the table of rooms", () => {
    const page = readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8");
    expect(page).toBe(withRoomsTable(page));
  });
});
