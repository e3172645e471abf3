import { MAX_ACCESS_ENTRIES } from "../../../access/access-entry/access-entry-validation";
import { ACCESS_ENTRY_RULES } from "../../../access/access-entry/access-entry-rules";
import type { ComparedCluster } from "../../compared/compared-cluster";
import { isCreated } from "../../../plan/objects/planned-change";
import { entryProblems } from "./entry-judgements";
import type { Judgement, Seen } from "../judgement";
import { PRINCIPAL_CODES } from "./principal-foreign";

/** An entry that AWS, or the Terraform provider, refuses. */
export const entryRefused: Judgement = {
  code: "entry-refused",
  rule: {
    severity: "error",
    rule: "R30-R34",
    meaning: "AWS refuses an access entry, or one of its policies, that the plan makes.",
    why: "the apply fails half-way: what comes before it is done, what comes after it is not",
    help: "mend the entry as the message says",
  },
  judge: (compared) => [...entryProblems(compared, isRefusal), ...tooMany(compared)],
};

const ELSEWHERE: readonly string[] = [...PRINCIPAL_CODES, "entry-principal-service-linked"];

function isRefusal(code: string): boolean {
  const rules: Readonly<Record<string, { readonly severity: string }>> = ACCESS_ENTRY_RULES;
  return rules[code]?.severity === "error" && !ELSEWHERE.includes(code);
}

function tooMany({ cluster }: ComparedCluster): Seen[] {
  const count = cluster.entries.filter(({ after }) => after !== undefined).length;
  const made = cluster.entries.find(({ change }) => change !== undefined && isCreated(change));
  if (made === undefined || count <= MAX_ACCESS_ENTRIES) return [];
  return [
    { address: made.address, message: `too many entries, expected at most ${MAX_ACCESS_ENTRIES}, got \`${count}\`` },
  ];
}
