import {
  AUTHENTICATION_MODES,
  type AuthenticationMode,
  isModeStep,
} from "../../../access/access-entry/authentication-mode";
import { PLAN_AGAIN } from "../plan-again";
import { isLasting } from "../../compared/compared-cluster";
import { STAGE_FACTS, STAGES } from "../../../migration/stage";
import type { Judgement } from "../judgement";

/** A step of the mode that EKS does not take. */
export const modeSkipped: Judgement = {
  code: "mode-skipped",
  rule: {
    why: "AWS refuses it during the apply, after other changes are done; modes go one step at a time and never back",
    help: "in the plan of one step write the next mode: `migration.stage: dual` in the cluster file goes to `API_AND_CONFIG_MAP`, `migration.stage: api` to `API`; without a cluster file write `authentication_mode`",
  },
  judge(compared) {
    const { address, mode } = compared.cluster;
    const { before, after } = mode;
    if (!isLasting(compared) || before === "unknown" || after === "unknown" || isModeStep(before, after)) return [];
    const isBack = AUTHENTICATION_MODES.indexOf(after) < AUTHENTICATION_MODES.indexOf(before);
    const expected = isBack ? before : "API_AND_CONFIG_MAP";
    const message = `the mode goes from ${before} to ${after}, expected ${expected}`;
    return [
      { address: address ?? "", message, help: helpOf(isBack, before), before, after, filePath: "migration.stage" },
    ];
  },
};

/** A mode never goes back; forward there is one between the first and the last. */
function helpOf(isBack: boolean, before: AuthenticationMode): string {
  if (isBack) {
    const stages = STAGES.filter((stage) => STAGE_FACTS[stage].mode === before);
    const file = `in a cluster file \`migration.stage: ${stages[0] ?? ""}\`${stages.length === 1 ? "" : " or a later one"}`;
    return `write the mode that the cluster has (\`authentication_mode = "${before}"\`; ${file}), then ${PLAN_AGAIN}`;
  }
  return `first go to API_AND_CONFIG_MAP alone (\`authentication_mode = "API_AND_CONFIG_MAP"\`; in a cluster file \`migration.stage: dual\`), then ${PLAN_AGAIN}. Go to API in a later plan, once every principal has its access entry`;
}
