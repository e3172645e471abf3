import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";

const ROOT = join(__dirname, "..");

/** What no other file of the program imports, each with who needs it. */
const FOR_OTHERS: Readonly<Record<string, string>> = {
  "lib/finding/catalogue.ts#CODE_TABLES": "npm run docs writes docs/rules.md by context",
  "lib/finding/catalogue.ts#codesOf": "npm run docs and tests ask which codes a context can say",
  "lib/finding/catalogue.ts#refuseSecondMeaning":
    "the catalogue calls it as it is loaded, with the codes that there are alone",
  "lib/finding/code-row.ts#CONTEXTS": "npm run docs writes docs/rules.md by context",
  "lib/inventory/definition/module/provider-findings.ts#BOUND_PROVIDERS": "a test holds it against the bindings",
  "lib/inventory/schema/fleet-file.ts#fleetJsonSchema": "npm run schema writes clusters/fleet.schema.json",
  "lib/inventory/shape/reference-places.ts#REFERENCE_PLACES": "a test writes a reference to each place",
  "lib/migration/guard/guard-reads.ts#LIVE_READS": "npm run docs writes docs/guards.md",
  "lib/migration/guard/guard-reads.ts#LIVE_SOURCES": "npm run docs writes docs/guards.md",
  "lib/migration/guard/guards.ts#GUARDS": "npm run docs writes docs/guards.md",
  "lib/overlay/upgrade/differences/default-differences.ts#allDifferences":
    "a test holds the list of those without effect against all that there are",
  "lib/report/schema/json-schemas.ts#outputSchemas": "npm run schema writes docs/schemas",
  "stacks/cache/program-digest.ts#UNREACHED": "a test holds it against what a synthesis loads",
  "stacks/stack-json.ts#stackOf": "tests look at the constructs of a stack, which its JSON has not",
};

interface SourceFile {
  readonly file: string;
  readonly tree: ts.SourceFile;
}

const sources = new Map<string, readonly SourceFile[]>();

/** The files of a folder, parsed once. */
function sourcesOf(folder: string): readonly SourceFile[] {
  const known = sources.get(folder) ?? readSources(folder);
  sources.set(folder, known);
  return known;
}

function readSources(folder: string): readonly SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith("index.ts"))
    .map((name) => `${folder}/${name}`)
    .map((file) => ({ file, tree: treeOf(file, readFileSync(join(ROOT, file), "utf8")) }));
}

function treeOf(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

/** Functions, classes and constants that a file exports; types are part of what uses them. */
function exportedBy({ tree }: SourceFile): string[] {
  return tree.statements.flatMap((statement) => {
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => name.getText(tree));
    const isValue = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
    return isValue && statement.name !== undefined ? [statement.name.text] : [];
  });
}

/** Every name in a text. */
function namesIn({ tree }: SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const see = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text);
    ts.forEachChild(node, see);
  };
  see(tree);
  return names;
}

/** Modules that a file loads, from the root and without `.ts`. */
function loadedBy({ file, tree }: SourceFile): readonly string[] {
  const { importedFiles } = ts.preProcessFile(tree.text);
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith("."))
    .map(({ fileName }) => posix.join(posix.dirname(file), fileName).replace(/\.js$/, ""));
}

/** Exports that no other file of these has a use for: `lib/a.ts#name`. */
function unusedExports(files: readonly SourceFile[]): string[] {
  const users = files.map((one) => ({ names: namesIn(one), loaded: new Set(loadedBy(one)) }));
  return files.flatMap((one) => {
    const module = one.file.replace(/\.ts$/, "");
    const isUsed = (name: string): boolean => users.some(({ names, loaded }) => loaded.has(module) && names.has(name));
    return exportedBy(one)
      .filter((name) => !isUsed(name))
      .map((name) => `${one.file}#${name}`);
  });
}

describe("exports of the house", () => {
  test("none is there for tests alone, but for what a list names with its reason", () => {
    const main = { file: "main.ts", tree: treeOf("main.ts", readFileSync(join(ROOT, "main.ts"), "utf8")) };
    const index = {
      file: "lib/index.ts",
      tree: treeOf("lib/index.ts", readFileSync(join(ROOT, "lib/index.ts"), "utf8")),
    };
    const files = [...sourcesOf("lib"), ...sourcesOf("stacks"), main, index];
    expect(files.length).toBeGreaterThan(300);
    expect(unusedExports(files).sort()).toEqual(Object.keys(FOR_OTHERS).sort());
  });

  test("one that another file uses is found used, any other is not", () => {
    const file = (name: string, text: string): SourceFile => ({ file: `lib/${name}.ts`, tree: treeOf(name, text) });
    const used = file("a", "export function one() {}\nexport const two = 2;\nexport const three = two;\n");
    const user = file("b", 'import { one } from "./a";\none();\n');
    const lazy = file("c", 'void import("./a.js").then(({ two, three }) => two + three);\n');
    const stranger = file("d", "const three = 3;\nvoid three;\n");
    expect(unusedExports([used, user, stranger])).toEqual(["lib/a.ts#two", "lib/a.ts#three"]);
    expect(unusedExports([used, user, lazy])).toEqual([]);
  });
});

/** Types of one name that stand for two things on purpose, each with the reason. */
const NAMED_ALIKE: Readonly<Record<string, string>> = {
  AccessEntries: "the construct has the module's name, the domain EKS's",
  AwsAuth: "the construct has the sub-module's name, the domain the ConfigMap's",
  RbacBinding: "as a cluster file writes it, and as Kubernetes has it",
};

/** Functions and values of one name that stand for two things on purpose, each with the reason. */
const VALUES_ALIKE: Readonly<Record<string, string>> = {
  adopt: "the section of a cluster file, and what draws it",
  backend: "the section of a cluster file, and what draws it",
  childOf: "of a schema, and of a value of a plan",
  jsonText: "JSON for a reader, and the file that Terraform reads",
  principalOf: "of an entry, and of what a command is asked",
};

/** A guard is two files of one name: its model, and what of Terraform asks it. */
const GUARD_FILE = /^lib\/(?:migration\/guard|guards)\/((?:[\w-]+\/)?[\w-]+\.ts)$/;

describe("names of the house", () => {
  const files = [...sourcesOf("lib"), ...sourcesOf("stacks")];

  test("no exported type has the name of another, but for what a list names with its reason", () => {
    const places = new Map<string, string[]>();
    for (const { file, tree } of files)
      for (const name of typesExportedBy(tree)) places.set(name, [...(places.get(name) ?? []), file]);
    const alike = [...places].filter(([, own]) => own.length > 1).map(([name]) => name);
    expect(alike.sort()).toEqual(Object.keys(NAMED_ALIKE));
  });

  test("no exported function or value has the name of another, but for those of a list and a guard's model and its compiler", () => {
    const places = new Map<string, string[]>();
    for (const { file, tree } of files)
      for (const name of new Set(valuesExportedBy(tree))) places.set(name, [...(places.get(name) ?? []), file]);
    const isGuard = (own: readonly string[]): boolean =>
      new Set(own.map((file) => GUARD_FILE.exec(file)?.[1] ?? file)).size === 1;
    const alike = [...places].filter(([, own]) => own.length > 1 && !isGuard(own)).map(([name]) => name);
    expect(alike.sort()).toEqual(Object.keys(VALUES_ALIKE));
  });

  test("texts have one order: nobody compares them by hand but text-order, and the page of a browser", () => {
    const comparing = files.filter(({ tree }) => /\? -1 : 1\)|localeCompare/.test(tree.text)).map(({ file }) => file);
    expect(comparing).toEqual(["lib/report/status/html/search-script.ts"]);
  });
});

/** Functions and constants that a file exports. */
function valuesExportedBy(tree: ts.SourceFile): string[] {
  return tree.statements.flatMap((statement) => {
    const isValue = ts.isFunctionDeclaration(statement) || ts.isVariableStatement(statement);
    if (!isValue || !(statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false))
      return [];
    if (ts.isFunctionDeclaration(statement)) return statement.name === undefined ? [] : [statement.name.text];
    return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  });
}

/** Interfaces, classes and type aliases that a file exports. */
function typesExportedBy(tree: ts.SourceFile): string[] {
  return tree.statements.flatMap((statement) => {
    const isType =
      ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement) || ts.isClassDeclaration(statement);
    if (!isType || statement.name === undefined) return [];
    const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
    return isExported ? [statement.name.text] : [];
  });
}
