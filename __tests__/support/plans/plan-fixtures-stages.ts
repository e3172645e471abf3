import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { rowsOf } from "../../../lib/migration/file-rows";
import { type Stage, STAGES } from "../../../lib/migration/stage";
import { role } from "../definitions/arns";
import { CREATOR } from "../definitions/definitions";
import { GuardBench, guarded } from "../guards/guard-bench";
import type { SavePlan } from "./plan-fixtures";
import { accessOnly } from "../definitions/sample-definitions";

const at = guarded;

/** Our stack of one cluster through the six stages, and what can go wrong on the way, on real providers. */
export async function stagePlans(save: SavePlan): Promise<void> {
  const bench = await GuardBench.start(at("config-map"), { creator: CREATOR });
  try {
    for (const stage of STAGES) {
      save(`stage-${stage}`, await bench.planJson(at(stage)));
      await bench.applySaved();
      await atEach[stage]?.(bench, save);
    }
  } finally {
    await bench.stop();
  }
}

type Detour = (bench: GuardBench, save: SavePlan) => Promise<void>;

/** Plans that are made at a stage and, but for detours that end where they began, not applied. */
const atEach: Readonly<Partial<Record<Stage, Detour>>> = {
  dual: async (bench, save) => {
    save("stage-entries-wave-1", await bench.planJson(firstWave()));
    save("refused-api-at-dual", await bench.planJson(at("api")));
  },
  entries: async (bench, save) => {
    save("again-entries", await bench.planJson(at("entries")));
    save("refused-api-at-entries", await bench.planJson(at("api")));
    save("targeted-retire", await bench.planJson(at("retire"), "-target=kubernetes_config_map_v1_data.aws_auth"));
    await bench.createRole("auditor");
    save("entry-without-row", await bench.planJson(oneMore()));
    save("access-stack-entries", await bench.planJson(accessOnly(at("entries")), "-state=access.tfstate"));
    await stranger(bench, save);
  },
  retire: async (bench, save) => {
    save("back-to-entries", await bench.planJson(at("entries")));
  },
  done: async (bench, save) => {
    save("destroy-everything", await bench.planJson(unprotected(at("done")), "-destroy"));
  },
};

function firstWave(): ClusterDefinition {
  const whole = at("entries");
  return whole.migration === undefined ? whole : { ...whole, migration: { ...whole.migration, wave: 1 } };
}

/** With protection the plan of a destroy is refused. */
function unprotected(whole: ClusterDefinition): ClusterDefinition {
  return { ...whole, terraform: { ...whole.terraform, protect: false } };
}

/** Somebody who was in no row. */
function oneMore(): ClusterDefinition {
  const whole = at("entries");
  const auditor = { principalArn: role("auditor"), kubernetesGroups: ["auditors"] };
  return { ...whole, accessEntries: { ...whole.accessEntries, auditor } };
}

/** A row that somebody wrote by hand since Terraform ran last. */
async function stranger(bench: GuardBench, save: SavePlan): Promise<void> {
  const rows = encodeAwsAuth(rowsOf(at("entries")));
  const row = `- "groups":\n  - "system:masters"\n  "rolearn": "${role("stranger")}"\n  "username": "stranger"\n`;
  await bench.writeAwsAuth({ ...rows, mapRoles: `${rows.mapRoles}${row}` });
  save("refused-stranger-at-retire", await bench.planJson(at("retire")));
  await bench.apply(restored());
}

function restored(): ClusterDefinition {
  return { ...at("entries"), leaving: [role("stranger")] };
}
