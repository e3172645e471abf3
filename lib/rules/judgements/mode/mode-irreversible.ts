import { isModeStep } from "../../../access/access-entry/authentication-mode";
import { isLasting } from "../../compared/compared-cluster";
import type { Judgement } from "../judgement";

/** A step of the mode, which AWS never takes back. */
export const modeIrreversible: Judgement = {
  code: "mode-irreversible",
  rule: {
    why: "AWS never takes a cluster back to an earlier authentication mode",
    help: "where the switch is meant, review with `--allow irreversible`",
  },
  judge(compared) {
    const { address, mode } = compared.cluster;
    const { before, after } = mode;
    if (!isLasting(compared) || before === "unknown" || after === "unknown") return [];
    if (before === after || !isModeStep(before, after)) return [];
    const message = `the mode goes from ${before} to ${after}, for good`;
    return [{ address: address ?? "", message, before, after, filePath: "migration.stage" }];
  },
};
