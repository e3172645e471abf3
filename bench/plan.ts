import type { AccessEntry } from "../lib/access/access-entry/access-entry";
import type { ClusterDefinition } from "../lib/inventory/definition/cluster-definition";
import type { Stage } from "../lib/migration/stage";
import { role } from "../__tests__/support/definitions/arns";
import { OverlayBench, overlaid } from "../__tests__/support/overlay/overlay-bench";
import { AWS_AUTH, moduleRoot } from "../__tests__/support/overlay/overlay-roots";
import { median } from "./measured";

/**
 * `terraform plan` of a root module with 100 access entries, with the two files of `render: overlay` beside main.tf against without
 * them: the ratio of the medians, in turn, at stage `entries`, where both plans say `No changes`, and at stage `api`, where both switch
 * the mode and the guards ask for every entry. Both plans refresh. AWS is an emulator on the same machine, so
 * what the guards ask costs no network; needs FAKECLOUD, KUBE_APISERVER and the provider mirrors of docs/testing.md.
 */
const ENTRIES = 100;
const RUNS = 7;
const LIMIT = 1.3;

/** A cluster with its four entries and as many more as make {@link ENTRIES}, all in the API alone. */
function large(stage: Stage): ClusterDefinition {
  const small = overlaid(stage, { migration: { stage } });
  const more = Array.from({ length: ENTRIES - Object.keys(small.accessEntries).length }, (_, i) => {
    const name = `team-${String(i).padStart(3, "0")}`;
    return [name, { principalArn: role(name), kubernetesGroups: ["developers"] }] as const;
  });
  return { ...small, accessEntries: { ...small.accessEntries, ...Object.fromEntries<AccessEntry>(more) } };
}

/** The entries as a team writes them into main.tf. */
function entriesOf({ accessEntries }: ClusterDefinition): string {
  const lines = Object.entries(accessEntries).map(([key, { principalArn, type, userName, ...entry }]) => {
    const fields = {
      principal_arn: principalArn,
      type,
      user_name: userName,
      kubernetes_groups: entry.kubernetesGroups,
      policy_associations: policiesOf(entry),
    };
    return `    ${JSON.stringify(key)} = ${JSON.stringify(fields)}`;
  });
  return `  access_entries = {\n${lines.join("\n")}\n  }`;
}

function policiesOf({ policyAssociations }: Pick<AccessEntry, "policyAssociations">): object | undefined {
  if (policyAssociations === undefined) return undefined;
  const associations = Object.entries(policyAssociations).map(
    ([name, { policyArn, accessScope }]) => [name, { policy_arn: policyArn, access_scope: accessScope }] as const,
  );
  return Object.fromEntries<object>(associations);
}

/** A plan by itself and with the overlay beside it. */
interface Measured {
  readonly name: string;
  /** main.tf of the root by itself. */
  readonly alone: string;
  /** main.tf under the overlay. */
  readonly under: string;
  readonly stage: Stage;
  /** How both plans end. */
  readonly ends: string;
}

const ALL = entriesOf(large("entries"));
const DUAL = moduleRoot({ mode: "API_AND_CONFIG_MAP", entries: ALL });
const EMPTIED = AWS_AUTH.replace(/aws_auth_roles = [^]*?\n {2}\]/, "aws_auth_roles = []").replace(
  /aws_auth_users = .*/,
  "aws_auth_users = []",
);

const MEASURED: readonly Measured[] = [
  { name: "entries, nothing to do", alone: DUAL, under: DUAL, stage: "entries", ends: "No changes." },
  {
    name: "api, the mode to switch",
    alone: moduleRoot({ mode: "API", entries: ALL, awsAuth: EMPTIED }),
    under: DUAL,
    stage: "api",
    ends: "Plan: 0 to add, 1 to change, 0 to destroy.",
  },
];

async function timed(bench: OverlayBench, ends: string): Promise<number> {
  const start = performance.now();
  const plan = await bench.plan();
  if (!plan.includes(ends)) throw new Error(plan);
  return (performance.now() - start) / 1000;
}

async function measure(
  bench: OverlayBench,
  { alone, under, stage, ends }: Measured,
): Promise<readonly [number, number]> {
  const [without, beside]: [number[], number[]] = [[], []];
  for (let run = 0; run < RUNS; run += 1) {
    bench.remove();
    bench.write("main.tf", alone);
    without.push(await timed(bench, ends));
    bench.write("main.tf", under);
    await bench.lay(large(stage));
    beside.push(await timed(bench, ends));
  }
  return [median(without), median(beside)];
}

async function take(bench: OverlayBench, ...stages: readonly Stage[]): Promise<void> {
  for (const stage of stages) {
    await bench.lay(large(stage));
    await bench.apply();
  }
}

async function main(): Promise<number> {
  const bench = await OverlayBench.start(moduleRoot());
  const ratios: number[] = [];
  try {
    for (const name of Object.keys(large("entries").accessEntries))
      if (name.startsWith("team-")) await bench.bench.createRole(name);
    process.stdout.write(
      `terraform plan of ${ENTRIES} access entries, medians of ${RUNS} runs in turn, providers kept running\n`,
    );
    for (const measured of MEASURED) {
      await (measured.stage === "api" ? take(bench, "retire") : take(bench, "dual", "entries"));
      const [without, beside] = await measure(bench, measured);
      ratios.push(beside / without);
      process.stdout.write(
        `${measured.name.padEnd(24)} without the overlay ${without.toFixed(2)} s, with it ${beside.toFixed(2)} s: ` +
          `${(beside / without).toFixed(2)}, limit ${LIMIT}\n`,
      );
    }
    return Math.max(...ratios) <= LIMIT ? 0 : 1;
  } finally {
    await bench.stop();
  }
}

void main().then((code) => {
  process.exitCode = code;
});
