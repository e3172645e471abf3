import { isModeStep } from "../../../access/access-entry/authentication-mode";
import { isLasting } from "../../compared/compared-cluster";
import type { Judgement } from "../judgement";

/** A step of the mode that EKS does not take. */
export const modeSkipped: Judgement = {
  code: "mode-skipped",
  rule: {
    why: "AWS refuses it during the apply, after other changes are done; modes go one step at a time and never back",
    help: "CONFIG_MAP -> API_AND_CONFIG_MAP -> API, each in a plan of its own",
  },
  judge(compared) {
    const { address, mode } = compared.cluster;
    const { before, after } = mode;
    if (!isLasting(compared) || before === "unknown" || after === "unknown" || isModeStep(before, after)) return [];
    const message = `the mode goes from ${before} to ${after}, expected the next step of CONFIG_MAP, API_AND_CONFIG_MAP, API`;
    return [{ address: address ?? "", message, before, after, filePath: "migration.stage" }];
  },
};
