import type { AccessDefinition } from "./definition";
import { nextStage, previousStage, type Stage, STAGE_FACTS } from "./stage";
import { wavesIn, wavesOf } from "./wave";

/** Which way a migration goes. */
export type Direction = "advance" | "back";

/** Where a migration is. */
export interface Position {
  readonly stage: Stage;
  /**
   * As the file says it.
   * @default the file does not say it: all waves are in, where the stage has entries
   */
  readonly wave?: number;
}

/** The next position, or why there is none and what to do instead. */
export type Step = { readonly to: Position } | { readonly refused: string; readonly help: string };

/**
 * One step from where a definition is: the next wave, or the next stage; back, what undoes it. A step is one plan.
 * @see DESIGN: stages; DOMAIN R35, §2.5
 */
export function stepOf(definition: AccessDefinition, direction: Direction): Step {
  const { migration } = definition;
  if (migration === undefined) {
    return {
      refused: "the file has no migration",
      help: "without `migration` the file says authentication_mode and access_entries as they are to be",
    };
  }
  const { stage, wave } = migration;
  const here = { stage, ...(wave === undefined ? {} : { wave }) };
  return direction === "advance" ? forward(definition, here) : backward(definition, here);
}

function forward(definition: AccessDefinition, { stage, ...wave }: Position): Step {
  const [all, inNow] = [wavesOf(definition).length, wavesIn(definition)];
  if (stage === "entries" && inNow < all) return { to: { stage, wave: inNow + 1 } };
  const to = nextStage(stage);
  if (to === undefined) {
    return {
      refused: `there is no stage after ${stage}`,
      help: definition.render === "overlay" ? SETTLE : FINISH,
    };
  }
  return { to: to === "entries" && all > 1 ? { stage: to, wave: 1 } : { stage: to, ...wave } };
}

const FINISH =
  "once its plan is applied, eks-access finish takes `migration`, `aws_auth`, `adopt` and `leaving` out of the file, which then says authentication_mode: API";
const SETTLE =
  "once its plan is applied, `eks-access overlay FILE --settle` prints the HCL to write into the root module; then --remove deletes both files, and the cluster file can go too";

function backward(definition: AccessDefinition, { stage, ...wave }: Position): Step {
  const inNow = wavesIn(definition);
  if (stage === "entries" && inNow > 1) return { to: { stage, wave: inNow - 1 } };
  const to = previousStage(stage);
  if (to === undefined) return { refused: whyNever(stage), help: INSTEAD[stage] };
  // The first wave out of several: without entries the file needs no `wave`.
  return { to: stage === "entries" && wavesOf(definition).length > 1 ? { stage: to } : { stage: to, ...wave } };
}

function whyNever(stage: Stage): string {
  const { back } = STAGE_FACTS[stage];
  return `stage ${stage} cannot be undone: ${"never" in back ? back.never : `by ${back.to}`}`;
}

const UNAPPLIED = "If its plan was never applied, nothing has happened yet: take the file back as it was, by git.";

/** What helps where nothing takes a cluster back. */
const INSTEAD: Readonly<Record<Stage, string>> = {
  "config-map": "edit the rows where they are wrong: aws-auth serves everybody at this stage",
  dual: `The rows serve everybody as before, so nothing is lost by staying here. ${UNAPPLIED}`,
  entries: UNAPPLIED,
  retire: UNAPPLIED,
  api: `Who lost access gets it by an access entry: add it under access_entries, and its key in the last of migration.waves, and apply; with nobody left inside, aws eks create-access-entry and associate-access-policy need IAM rights alone. ${UNAPPLIED}`,
  done: `Who lost access gets it by an access entry: add it under access_entries, and its key in the last of migration.waves, and apply; with nobody left inside, aws eks create-access-entry and associate-access-policy need IAM rights alone. ${UNAPPLIED}`,
};
