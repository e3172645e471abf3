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
    "Set `migration.stage` back to the stage that the cluster is in, apply it, and go on from there. A mode that is ahead of the file never goes back.",
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

/** A stage was skipped, or the mode is ahead of the file. */
export function otherModeThanStage(
  { cluster, mode }: Readonly<Record<"cluster" | "mode", string>>,
  stage: Stage,
): GuardSentence {
  const { accepts } = STAGE_FACTS[stage];
  return {
    wrong: `Cluster ${cluster} is in authentication mode ${mode}, and migration.stage ${stage} of its cluster file plans from ${accepts.join(" or ")} only`,
    mend: "set the stage that fits and apply the stages one after the other",
  };
}

/** A file without migration would switch the mode. */
export function otherModeThanFile({
  cluster,
  mode,
  declared,
}: Readonly<Record<"cluster" | "mode" | "declared", string>>): GuardSentence {
  return {
    wrong: `Cluster ${cluster} is in authentication mode ${mode}, and authentication_mode of its cluster file comes to ${declared}`,
    mend: "write the live mode, or a migration section, whose stages switch it one step at a time",
  };
}
