import { type Stage, STAGE_FACTS, STAGES } from "../../../lib/migration/stage";
import { jsonDiff } from "../../stacks/samples/json-diff";
import { withoutGuards } from "../../stacks/stack-json";
import { atStage, sample } from "../definitions/sample-definitions";
import { jsonOf } from "../definitions/sample-stacks";

const CLUSTER = "metrics-cluster";

const HEAD = `# Stages

[\`clusters/${CLUSTER}.yaml\`](../clusters/${CLUSTER}.yaml) at each of the six stages: what \`migration.stage\` alone changes in
the Terraform JSON but for its guards, from one stage to the next, and what people notice when the plan is applied. Made by \`npm run docs\`;
\`@@\` names the place in the JSON.

It starts at \`config-map\`, which ${STAGE_FACTS["config-map"].does}: the ConfigMap holds the rows of the file, there are no
entries, and nobody notices anything.
`;

const NOTICED: Readonly<Record<Exclude<Stage, "config-map">, string>> = {
  dual: "nothing: the rows serve everybody as before; what EKS adds by itself are entries of managed node groups, Fargate profiles and the creator.",
  entries:
    "names and groups come from the entry within seconds, here the first user name that `sub-admin` ever had (the end of its 401); an admin has no rights between the creation of the entry and that of its policy, unless `bridge_group` serves meanwhile.",
  retire:
    "nothing: each entry overrides its row since `entries`; whoever is missed after all gets the row back by `entries`, the last time that this is possible.",
  api: "nothing: the ConfigMap is empty already; from now on EKS does not read it, whoever writes to it.",
  done: "nothing: what is deleted is read by nobody but scripts that still edit the ConfigMap.",
};

/** docs/stages.md: the JSON of one sample from stage to stage. */
export function stagesPage(): string {
  const json = new Map(STAGES.map((stage) => [stage, withoutGuards(jsonOf(atStage(sample(CLUSTER), stage)))]));
  const steps = STAGES.flatMap((stage, i) => {
    const before = STAGES[i - 1];
    if (before === undefined || stage === "config-map") return [];
    return [step(before, stage, jsonDiff(json.get(before) ?? "", json.get(stage) ?? ""))];
  });
  return [HEAD, ...steps].join("\n");
}

function step(before: Stage, stage: Exclude<Stage, "config-map">, diff: readonly string[]): string {
  const { does, back } = STAGE_FACTS[stage];
  const wayBack = "to" in back ? `Back: \`${back.to}\`.` : `No way back: ${back.never}.`;
  return [
    `## ${before} → ${stage}`,
    "",
    `This plan ${does}. ${wayBack}`,
    "",
    `What people notice: ${NOTICED[stage]}`,
    "",
    "```diff",
    ...diff,
    "```",
    "",
  ].join("\n");
}
