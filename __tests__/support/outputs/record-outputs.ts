import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { STAGES } from "../../../lib/migration/stage";
import { compiledProject } from "../cli/compiled-cli";
import type { DocumentedCommand } from "./documented-commands";

/** Whatever a checkout gives for the same inputs, by name: `clusters/demo.yaml at dual`, `eks-access check clusters`. */
export type Outputs = ReadonlyMap<string, string>;

const FIXTURES = join(__dirname, "../../fixtures");
/** What documented commands read beside cluster files, by the names that the documents give them. */
const DUMPS: Readonly<Record<string, string>> = {
  "aws-auth.yaml":
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: aws-auth, namespace: kube-system}\ndata:\n  mapRoles: |\n    - rolearn: arn:aws:iam::111122223333:role/admin\n      username: admin\n      groups: [system:masters]\n",
  "cluster.json":
    '{"cluster": {"name": "demo", "arn": "arn:aws:eks:eu-west-1:111122223333:cluster/demo", "version": "1.31", "accessConfig": {"authenticationMode": "API_AND_CONFIG_MAP"}}}',
  "entries.json": '{"accessEntries": ["arn:aws:iam::111122223333:role/admin"]}',
  "roles.json": '{"Roles": [{"RoleName": "admin", "Path": "/", "Arn": "arn:aws:iam::111122223333:role/admin"}]}',
  "node-groups.json": '{"nodegroups": []}',
};

/** Where every checkout runs on the same: the samples, the dumps, a plan. */
export function inputsOf(clusters: string): string {
  const folder = mkdtempSync(join(tmpdir(), "eks-access-outputs-"));
  cpSync(clusters, join(folder, "clusters"), { recursive: true });
  for (const name of samplesIn(folder)) withoutAdopt(join(folder, "clusters", name));
  for (const [name, text] of Object.entries(DUMPS)) writeFileSync(join(folder, name), text);
  cpSync(join(FIXTURES, "plans/stage-entries.json"), join(folder, "plan.json"));
  return folder;
}

/** A sample that adopts is refused today until somebody accepts it, in a word that earlier commits do not know. */
function withoutAdopt(path: string): void {
  writeFileSync(path, readFileSync(path, "utf8").replace(/^adopt: \{ (?:module|import): .*\n/m, ""));
}

/** The samples of the inputs, by file name. */
export function samplesIn(inputs: string): readonly string[] {
  return readdirSync(join(inputs, "clusters"))
    .filter((name) => name.endsWith(".yaml"))
    .sort();
}

/** What a checkout makes of the inputs: the JSON of every sample at every stage, and what every command prints. */
export function recordOutputs(root: string, inputs: string, commands: readonly DocumentedCommand[]): Outputs {
  const compiled = compiledProject(root);
  const stacks = STAGES.flatMap((stage) => stacksAt({ compiled, inputs, stage }));
  return new Map([...stacks, ...commands.map((command) => printed(compiled, inputs, command))]);
}

interface Synthesis {
  readonly compiled: string;
  readonly inputs: string;
  readonly stage: string;
}

/** All samples of one stage in one run; where one is refused, nothing is written: then each of them alone. */
function stacksAt({ compiled, inputs, stage }: Synthesis): readonly (readonly [string, string])[] {
  const texts = samplesIn(inputs).map((name) => ({
    name,
    text: atStage(readFileSync(join(inputs, "clusters", name), "utf8"), stage),
  }));
  const migrating = texts.filter(({ text }) => /^migration:/m.test(text));
  const together = synthesized(compiled, migrating);
  const runs = together.exitCode === 0 ? [together] : migrating.map((one) => synthesized(compiled, [one]));
  return runs.flatMap(({ outputs }) => outputs.map(([name, text]) => [`clusters/${name} at ${stage}`, text] as const));
}

interface Cluster {
  readonly name: string;
  readonly text: string;
}

function synthesized(compiled: string, clusters: readonly Cluster[]) {
  const folder = mkdtempSync(join(tmpdir(), "eks-access-synth-"));
  try {
    mkdirSync(join(folder, "clusters"));
    for (const { name, text } of clusters) writeFileSync(join(folder, "clusters", name), text);
    const { status, stderr } = spawnSync(process.execPath, [join(compiled, "main.js")], {
      cwd: folder,
      encoding: "utf8",
    });
    const outputs = clusters.map(({ name }) => {
      const stack = join(folder, "cdktf.out/stacks", name.replace(/\.yaml$/, ""), "cdk.tf.json");
      return [
        name,
        existsSync(stack) ? readFileSync(stack, "utf8") : `exit code ${String(status)}\n${stderr}`,
      ] as const;
    });
    return { exitCode: status, outputs };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A cluster file at another stage: without the mode, the toggles and the wave that it has for its own. */
function atStage(text: string, stage: string): string {
  return text
    .replace(/^authentication_mode:.*\n/m, "")
    .replace(/^ +(?:(?:create|manage)_aws_auth_configmap|wave):.*\n/gm, "")
    .replace(/^( +stage:) \S+/m, `$1 ${stage}`);
}

function printed(compiled: string, inputs: string, { args, input }: DocumentedCommand): readonly [string, string] {
  const folder = mkdtempSync(join(tmpdir(), "eks-access-command-"));
  try {
    cpSync(inputs, folder, { recursive: true });
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(compiled, "lib/cli/eks-access.js"), ...args], {
      cwd: folder,
      encoding: "utf8",
      ...(input === undefined ? {} : { input: readFileSync(join(inputs, input)) }),
    });
    const told = stdout === "" ? stderr : stdout;
    return [`eks-access ${args.join(" ")}`, `exit code ${String(status)}\n${told}`];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
