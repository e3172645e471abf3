import type { Unanswered } from "../unanswered";
import { EXAMPLE_FILE, exampleCluster } from "./example-cluster";
import { withEntries } from "./package-json";

/** What a folder gets that becomes an app with cluster files. */
export interface NewAppRequest {
  /** Name of the app where the folder has no package.json that says one: `payments-access`. */
  readonly name: string;
  /** The schema of cluster files, seen from `clusters/`: `../node_modules/eks-access/clusters/cluster.schema.json`. */
  readonly schema: string;
  readonly packages: AppPackages;
  /**
   * Text of the schema, where editors find none in node_modules: the app gets a copy beside its cluster files.
   * @default the schema of the installed package
   */
  readonly schemaText?: string;
  /**
   * What runs programs of installed packages: `yarn`.
   * @default npx
   */
  readonly runner?: string;
  /** Whether the folder has cluster files: then it gets no example. */
  readonly hasClusterFiles: boolean;
  /** Texts of the files that are there, by their path in the folder. */
  readonly present: ReadonlyMap<string, string>;
}

/** Packages that the app needs, each with its version as package.json writes it. */
export interface AppPackages {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Where a copy of the schema stands, and where this package has it. */
export const SCHEMA_FILE = "clusters/cluster.schema.json";

/** Paths that are written, or looked at before: relative to the folder, with `/`. */
export const APP_FILES: readonly string[] = [
  ...[EXAMPLE_FILE, SCHEMA_FILE, "cdktf.json", "main.ts", "package.json", ".gitignore"],
];

const MAIN = `import { synthesizeClusters } from "eks-access";

// Writes one stack per file of clusters/, as \`npx eks-access synth\` does: what \`npx cdktf\` runs.
void synthesizeClusters().then((code) => {
  process.exitCode = code;
});
`;

const IGNORED = ["node_modules/", "cdktf.out/", ".terraform/", "*.tfstate", "*.tfstate.*"];

/**
 * The files of an app with cluster files: a cluster file as an example, what cdktf needs, and what package.json and .gitignore
 * lack. Nothing that is there is written over: where another file has the name of a new one, there is no answer.
 */
export function newApp(request: NewAppRequest): ReadonlyMap<string, string> | Unanswered {
  const { name, schema, schemaText, packages, present, hasClusterFiles, runner = "npx" } = request;
  const manifest = withEntries(present.get("package.json"), {
    own: { name, version: "0.0.0", private: true },
    sections: { scripts: { synth: "eks-access synth" }, ...packages },
  });
  if (typeof manifest !== "string") return manifest;
  const made = new Map([
    ...(hasClusterFiles ? [] : [[EXAMPLE_FILE, exampleCluster(schema)] as const]),
    ["cdktf.json", cdktfJson(name, runner)],
    ["main.ts", MAIN],
  ]);
  const foreign = [...made].filter(([path, text]) => (present.get(path) ?? text) !== text).map(([path]) => path);
  if (foreign.length > 0) return refused(foreign);
  const copied: [string, string][] = schemaText === undefined ? [] : [[SCHEMA_FILE, schemaText]];
  return new Map([
    ...made,
    ...copied,
    ["package.json", manifest],
    [".gitignore", withLines(present.get(".gitignore") ?? "")],
  ]);
}

function refused(paths: readonly string[]): Unanswered {
  return {
    problem: `${paths.join(", ")}: already there, expected a folder without, nothing was written`,
    help: "name another folder: eks-access init FOLDER; in an app of your own, the package needs cluster files alone: eks-access import",
    fault: "files",
  };
}

function cdktfJson(projectId: string, runner: string): string {
  const settings = {
    language: "typescript",
    app: `${runner} tsx main.ts`,
    projectId,
    sendCrashReports: "false",
    terraformProviders: [],
    terraformModules: [],
    context: {},
  };
  return `${JSON.stringify(settings, null, 2)}\n`;
}

/** The lines that a .gitignore lacks, below what it has. */
function withLines(text: string): string {
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const known = text.split(/\r?\n/).map((line) => line.trim().replace(/^\//, ""));
  const missing = IGNORED.filter((line) => !known.includes(line) && !known.includes(line.replace(/\/$/, "")));
  const start = text === "" || text.endsWith("\n") ? text : `${text}${end}`;
  return `${start}${missing.map((line) => `${line}${end}`).join("")}`;
}
