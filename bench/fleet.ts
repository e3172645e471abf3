import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digestOf } from "../lib/fleet/file-digest";
import { writeRings } from "./fleet-files";
import { measured, type Program, type Run } from "./measured";

/**
 * Prints how long a platform team waits that moves one ring of a large fleet: the status of all, one ring advanced that waits for
 * another, the synthesis of what changed. Programs run compiled, from dist/, after a first synthesis of the whole fleet.
 */
const [CLUSTERS, ENTRIES, GOAL] = [1000, 11, 30];
const CLI = join(__dirname, "../dist/lib/cli/eks-access.js");
const folder = mkdtempSync(join(tmpdir(), "eks-access-bench-"));

function cli(...args: readonly string[]): Program {
  return { args: [CLI, ...args], env: { CLUSTERS_DIR: join(folder, "clusters"), CDKTF_OUTDIR: join(folder, "out") } };
}

/** What `verify --format json` would say of these files: each step is complete. */
function verifiedText(files: readonly string[]): string {
  const clusters = files.map((file) => {
    const bytes = readFileSync(file);
    const name = /^cluster_name: (.*)$/m.exec(bytes.toString())?.[1] ?? "";
    const cluster_arn = `arn:aws:eks:eu-west-1:111122223333:cluster/${name}`;
    return { cluster_name: name, cluster_arn, file, digest: digestOf({ bytes }), complete: true, findings: [] };
  });
  return JSON.stringify({ command: "verify", verified_at: new Date().toISOString(), clusters });
}

function shown(name: string, { seconds, processor, megabytes }: Run): string {
  return `${name.padEnd(58)} ${seconds.toFixed(2).padStart(6)} s  (processor ${processor.toFixed(2)} s, ${megabytes.toFixed(0)} MB)\n`;
}

function main(): number {
  if (!existsSync(CLI)) {
    process.stderr.write("dist/ is missing: npm run build\n");
    return 2;
  }
  const clusters = join(folder, "clusters");
  const files = writeRings(clusters, CLUSTERS, ENTRIES);
  const before = files.map((file) => readFileSync(file, "utf8"));
  mkdirSync(join(folder, "verified"));
  const verified = files.filter((file) => /\/(?:early|dev)-/.test(file));
  writeFileSync(join(folder, "verified/results.json"), verifiedText(verified));
  measured(cli("synth"));
  const page = join(folder, "status.html");
  const results = ["--verified", join(folder, "verified")];
  const steps: readonly (readonly [string, Run])[] = [
    ["status, with its page", measured(cli("status", ...results, "--format", "html", "--output", page))],
    ["advance --ring 3: 200 clusters that wait for ring 2", measured(cli("advance", "--ring", "3", ...results))],
    ["synth of what changed", measured(cli("synth"))],
  ];
  const moved = files.filter((file, i) => readFileSync(file, "utf8") !== before[i]).length;
  for (const [name, run] of steps) process.stdout.write(shown(name, run));
  const seconds = steps.reduce((sum, [, run]) => sum + run.seconds, 0);
  const verdict = seconds <= GOAL && moved === CLUSTERS / 5 ? "met" : "not met";
  process.stdout.write(
    `altogether ${seconds.toFixed(2)} s, goal ${GOAL} s, ${verdict}; ${moved} files stepped, the page has ${(statSync(page).size / 1024).toFixed(0)} KiB\n`,
  );
  return 0;
}

try {
  process.exitCode = main();
} finally {
  rmSync(folder, { recursive: true });
}
