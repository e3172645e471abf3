import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { writeFleet } from "./fleet-files";
import { measured, medians, type Program, type Run } from "./measured";

/**
 * Prints how long fleets of cluster files take, each against something of the same run that anybody can judge: plain CDKTF, a parser,
 * the same program before. Programs run compiled, from dist/.
 */
const ROOT = join(__dirname, "..");
const CLI = join(ROOT, "dist/lib/cli/eks-access.js");
const folder = mkdtempSync(join(tmpdir(), "eks-access-bench-"));

/** A figure of the table: what is compared, how it came out, and what it should be at most. */
interface Figure {
  readonly name: string;
  readonly ratio: number;
  /**
   * The same of what the processor took: on a machine with other work the wall clock tells of that.
   * @default the figure is no time
   */
  readonly processor?: number;
  readonly goal: number;
  readonly seen: string;
}

function compiled(name: string): string {
  const source = join(__dirname, "programs", name);
  const target = join(ROOT, "dist/bench", basename(name).replace(/\.ts$/, ".js"));
  mkdirSync(join(target, ".."), { recursive: true });
  writeFileSync(
    target,
    transpileModule(readFileSync(source, "utf8"), {
      compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2023 },
    }).outputText,
  );
  return target;
}

function fleet(clusters: number, entries: number): { readonly files: string; readonly out: string } {
  const files = join(folder, `fleet-${clusters}-${entries}`);
  writeFleet(files, clusters, entries);
  return { files, out: join(folder, `out-${clusters}-${entries}`) };
}

function synth({ files, out }: ReturnType<typeof fleet>, ...args: readonly string[]): Program {
  return { args: [CLI, "synth", ...args], env: { CLUSTERS_DIR: files, CDKTF_OUTDIR: out } };
}

/** From nothing: without an output, and so without a cache. */
function cold(one: ReturnType<typeof fleet>): Run {
  rmSync(one.out, { recursive: true, force: true });
  return measured(synth(one));
}

let edits = 0;

/** After a comment more in one file. */
function changed(one: ReturnType<typeof fleet>): Run {
  const path = join(one.files, "cluster-0.yaml");
  edits += 1;
  writeFileSync(path, `${readFileSync(path, "utf8")}# ${edits}\n`);
  return measured(synth(one));
}

function inFresh(script: string, ...args: readonly string[]): Run {
  const out = join(folder, "plain");
  rmSync(out, { recursive: true, force: true });
  return measured({ args: [script, ...args], env: { CDKTF_OUTDIR: out } });
}

function shown({ seconds, processor, megabytes }: Run): string {
  return `${seconds.toFixed(2)} s (processor ${processor.toFixed(2)} s, ${megabytes.toFixed(0)} MB)`;
}

function figure(name: string, [own, other]: readonly [Run, Run], { goal }: { goal: number }): Figure {
  const processor = own.processor / other.processor;
  return { name, ratio: own.seconds / other.seconds, processor, goal, seen: `${shown(own)} against ${shown(other)}` };
}

function againstPlain(): Figure[] {
  const large = fleet(100, 100);
  const plain = compiled("plain-cdktf.ts");
  const runs = [() => cold(large), () => measured(synth(large)), () => inFresh(plain, "100", "100")];
  const [own = NONE, warm = NONE, other = NONE] = medians(3, runs);
  return [
    figure("100 clusters x 100 entries, cold, against plain CDKTF", [own, other], { goal: 1 }),
    figure("the same, nothing changed, against cold", [warm, own], { goal: 0.1 }),
  ];
}

function ofManyClusters(): Figure[] {
  const [some, many] = [fleet(100, 11), fleet(1000, 11)];
  const runs = [() => cold(some), () => cold(many), () => measured(synth(many)), () => changed(many)];
  const [hundred = NONE, thousand = NONE, warm = NONE, one = NONE] = medians(3, runs);
  return [
    figure("1,000 clusters x 11 entries, cold, against 100", [thousand, hundred], { goal: 7 }),
    {
      name: "1,000 clusters x 11 entries, cold: peak memory in MB",
      ratio: thousand.megabytes,
      goal: 300,
      seen: shown(thousand),
    },
    figure("1,000 clusters, nothing changed, against cold", [warm, thousand], { goal: 0.1 }),
    figure("1,000 clusters, one file changed, against cold", [one, thousand], { goal: 0.1 }),
    ...checkOf(many.files),
  ];
}

function checkOf(files: string): Figure[] {
  const parse = compiled("parse-yaml.ts");
  const runs = [() => measured({ args: [CLI, "check", files] }), () => measured({ args: [parse, files] })];
  const [own = NONE, other = NONE] = medians(3, runs);
  return [figure("check of 1,000 files, against parsing them as YAML", [own, other], { goal: 2 })];
}

function ofOneCluster(): Figure[] {
  const one = fleet(1, 3);
  const hello = compiled("hello-world.ts");
  const [own = NONE, warm = NONE, other = NONE] = medians(9, [
    () => cold(one),
    () => measured(synth(one)),
    () => inFresh(hello),
  ]);
  return [
    figure("one cluster, cold, against a hello-world CDKTF program", [own, other], { goal: 1.2 }),
    figure("one cluster, nothing changed, against the same", [warm, other], { goal: 1.2 }),
  ];
}

const NONE: Run = { seconds: NaN, processor: NaN, megabytes: NaN };

function table(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length));
  return figures
    .map(({ name, ratio, processor, goal, seen }) => {
      const verdict = ratio <= goal ? "met" : "not met";
      const own = processor === undefined ? "" : `processor ${processor.toFixed(2)}`;
      return `${name.padEnd(width)}  ${ratio.toFixed(2).padStart(6)}  ${own.padEnd(15)}  goal ${goal.toString().padStart(4)}  ${verdict.padEnd(7)}  ${seen}\n`;
    })
    .join("");
}

function main(): number {
  if (!existsSync(CLI)) {
    process.stderr.write("dist/ is missing: npm run build\n");
    return 2;
  }
  try {
    for (const part of [ofOneCluster, againstPlain, ofManyClusters]) process.stdout.write(table(part()));
    return 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

process.exitCode = main();
