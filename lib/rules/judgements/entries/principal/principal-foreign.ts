import { entryProblems } from "../entry-judgements";
import type { Judgement } from "../../judgement";

/** A principal, or a policy, of another partition or account than AWS allows there. */
export const principalForeign: Judgement = {
  code: "principal-foreign",
  rule: {
    why: "AWS refuses the entry, and the apply fails half-way",
    help: "name a principal of the cluster's partition; nodes need a role of the cluster's own account",
  },
  judge: (compared) => entryProblems(compared, ({ code }) => PRINCIPAL_CODES.includes(code)),
};

/** Codes of lib/access that this judgement speaks for. */
export const PRINCIPAL_CODES: readonly string[] = [
  "entry-principal-account",
  "entry-principal-partition",
  "entry-policy-partition",
];
