import type { AccessEntry } from "../lib/access/access-entry/access-entry";
import type { ClusterDefinition } from "../lib/inventory/definition/cluster-definition";
import type { Stage } from "../lib/migration/stage";
import { role } from "../__tests__/support/definitions/arns";
import { OverlayBench, overlaid } from "../__tests__/support/overlay/overlay-bench";
import { moduleRoot } from "../__tests__/support/overlay/overlay-roots";
import { median } from "./measured";

/**
 * `terraform plan` of a root module with 100 access entries, with the two files of `render: overlay` beside main.tf against without
 * them: the ratio of the medians, in turn. Both plans refresh, and say `No changes`. AWS is an emulator on the same machine, so
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

async function timed(bench: OverlayBench): Promise<number> {
  const start = performance.now();
  const plan = await bench.plan();
  if (!plan.includes("No changes.")) throw new Error(plan);
  return (performance.now() - start) / 1000;
}

async function measure(bench: OverlayBench): Promise<readonly [number, number]> {
  const [without, beside]: [number[], number[]] = [[], []];
  for (let run = 0; run < RUNS; run += 1) {
    bench.remove();
    without.push(await timed(bench));
    await bench.lay(large("entries"));
    beside.push(await timed(bench));
  }
  return [median(without), median(beside)];
}

async function main(): Promise<number> {
  const bench = await OverlayBench.start(moduleRoot());
  try {
    for (const name of Object.keys(large("entries").accessEntries))
      if (name.startsWith("team-")) await bench.bench.createRole(name);
    await bench.lay(large("dual"));
    await bench.apply();
    await bench.lay(large("entries"));
    await bench.apply();
    bench.write("main.tf", moduleRoot({ mode: "API_AND_CONFIG_MAP", entries: entriesOf(large("entries")) }));
    const [without, beside] = await measure(bench);
    const ratio = beside / without;
    process.stdout.write(
      [
        `terraform plan of ${ENTRIES} access entries, medians of ${RUNS} runs in turn, providers kept running`,
        `without the overlay  ${without.toFixed(2)} s`,
        `with the overlay     ${beside.toFixed(2)} s: ${ratio.toFixed(2)}, limit ${LIMIT}`,
        "",
      ].join("\n"),
    );
    return ratio <= LIMIT ? 0 : 1;
  } finally {
    await bench.stop();
  }
}

void main().then((code) => {
  process.exitCode = code;
});
