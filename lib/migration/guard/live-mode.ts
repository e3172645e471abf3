import type { AuthenticationMode } from "../../access/access-entry/authentication-mode";
import { type Stage, STAGE_FACTS, STAGES } from "../stage";
import type { StagedDefinition } from "../staged-definition";
import type { Guard, GuardSentence } from "./guard";

/**
 * A stage accepts the modes of its table, a file without migration its own: no stage is skipped, no switch goes unguarded.
 * @see DESIGN: stages; DOMAIN R35, R36
 */
export const liveMode = {
  code: "live-mode",
  advice:
    "Write the stage that was applied last into `migration.stage`, and go on from there with `eks-access advance`, one plan for each stage. AWS never takes a mode back: where the live mode is ahead of the file, the file has to follow.",
  stages: STAGES,
  withoutMigration: true,
  reads: ["cluster", "clusters"],
  refuses: (staged, { mode }) => (acceptedModes(staged).includes(mode) ? [] : [mode]),
  says: (mode, { definition: { clusterName, migration }, rendering }) => {
    const told = { cluster: clusterName, mode: `\`${mode}\`` };
    return migration === undefined
      ? otherModeThanFile({ ...told, declared: rendering.mode })
      : otherModeThanStage(told, migration.stage);
  },
} as const satisfies Guard;

function acceptedModes({ definition: { migration }, rendering }: StagedDefinition): readonly AuthenticationMode[] {
  return migration === undefined ? [rendering.mode] : STAGE_FACTS[migration.stage].accepts;
}

const STAGES_OF_MODES =
  "in mode CONFIG_MAP `stage: config-map`, in API_AND_CONFIG_MAP `stage: dual`, `stage: entries` or `stage: retire`, in API `stage: done`";

/** A stage was skipped, or the mode is ahead of the file. */
export function otherModeThanStage(
  { cluster, mode }: Readonly<Record<"cluster" | "mode", string>>,
  stage: Stage,
): GuardSentence {
  const { accepts } = STAGE_FACTS[stage];
  return {
    wrong: `Cluster ${cluster} is in authentication mode ${mode}, and migration.stage \`${stage}\` of its cluster file can be planned from mode ${accepts.map((each) => `\`${each}\``).join(" or ")} only`,
    mend: "write into migration.stage the stage that was applied last (at CONFIG_MAP config-map, at API_AND_CONFIG_MAP dual, entries or retire, at API done), then take and apply one stage after the other with eks-access advance",
    help: `write under \`migration\` the stage whose plan was applied last (${STAGES_OF_MODES}); then type \`eks-access advance FILE\` and apply its plan, one stage after the other`,
  };
}

/** A file without migration would switch the mode. */
export function otherModeThanFile({
  cluster,
  mode,
  declared,
}: Readonly<Record<"cluster" | "mode" | "declared", string>>): GuardSentence {
  return {
    wrong: `Cluster ${cluster} is in authentication mode ${mode}, and its cluster file asks by \`authentication_mode\`, written or left out, for mode \`${declared}\``,
    mend: "write the live mode into authentication_mode, or write a migration section, whose stages switch the mode one step at a time",
    help: "write the live mode at the top level of the file, as in `authentication_mode: API_AND_CONFIG_MAP`; or, where the file is to switch the mode, write the stage that the cluster is at, as in `migration: { stage: dual }`, and type `eks-access advance FILE`",
  };
}
