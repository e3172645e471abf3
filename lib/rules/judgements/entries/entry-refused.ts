import type { Finding } from "../../../finding/finding";
import { MAX_ACCESS_ENTRIES } from "../../../access/access-entry/access-entry-validation";
import type { ComparedCluster } from "../../compared/compared-cluster";
import { ACCESS_ENTRY_TYPE_FACTS } from "../../../access/access-entry/access-entry-type";
import { isCreated, type PlannedChange } from "../../../plan/objects/planned-change";
import { entryProblems } from "./entry-judgements";
import type { Judgement, Seen } from "../judgement";
import { PRINCIPAL_CODES } from "./principal/principal-foreign";

/** An entry that AWS, or the Terraform provider, refuses. */
export const entryRefused: Judgement = {
  code: "entry-refused",
  rule: {
    why: "the apply fails half-way: what comes before it is done, what comes after it is not",
    help: "mend the entry as the message says",
  },
  judge: (compared) => [
    ...entryProblems(compared, isRefusal),
    ...updatesRefused(compared),
    ...refusedNext(compared),
    ...tooMany(compared),
  ],
};

/** A type that our own provider does not take is one that the provider of the plan took. */
const ELSEWHERE: readonly string[] = [...PRINCIPAL_CODES, "entry-principal-service-linked", "entry-type-unsupported"];

function isRefusal({ code, severity }: Finding): boolean {
  return severity === "error" && !ELSEWHERE.includes(code);
}

/**
 * Groups and username of other types than STANDARD are those of EKS: whatever an update of them sends is refused.
 * @see tf-aws-eks #2896: "The username must not begin with system:"
 */
function updatesRefused({ cluster }: ComparedCluster): Seen[] {
  return cluster.entries.flatMap(({ address, change, after }): Seen[] => {
    const type = after?.entry?.type ?? "STANDARD";
    if (change?.action !== "update" || ACCESS_ENTRY_TYPE_FACTS[type].identity) return [];
    const changed = IDENTITY.filter((name) => isChanged(change, name));
    if (changed.length === 0) return [];
    const names = changed.map((name) => `\`${name}\``).join(", ");
    const message = `${names} of an entry of type ${type} cannot be updated, expected no change`;
    return [{ address, message, help: LEAVE_OUT }];
  });
}

const LEAVE_OUT =
  "leave `kubernetes_groups` and `user_name` out of the entry, or ignore their changes (`lifecycle.ignore_changes`)";

/** An empty list of groups is not sent when an entry is made; EKS then sets groups, and each later plan takes them away. */
function refusedNext({ cluster }: ComparedCluster): Seen[] {
  return cluster.entries.flatMap(({ address, change, after }): Seen[] => {
    const type = after?.entry?.type ?? "STANDARD";
    if (change === undefined || !isCreated(change) || ACCESS_ENTRY_TYPE_FACTS[type].identity) return [];
    const { kubernetes_groups: groups } = change.after ?? {};
    if (!Array.isArray(groups) || groups.length > 0) return [];
    const message = `\`kubernetes_groups = []\` of an entry of type ${type}: AWS takes it now, and refuses the update that the next plan wants`;
    return [{ address, message, help: LEAVE_OUT, severity: "warning" }];
  });
}

const IDENTITY = ["kubernetes_groups", "user_name"] as const;

function isChanged({ before, after, afterUnknown }: PlannedChange, name: string): boolean {
  if (afterUnknown.some((path) => path === name || path.startsWith(`${name}[`))) return true;
  return JSON.stringify(emptied(before?.[name])) !== JSON.stringify(emptied(after?.[name]));
}

/** Null, an empty text and an empty list are the same to the provider. */
function emptied(value: unknown): unknown {
  return value === undefined || value === "" || (Array.isArray(value) && value.length === 0) ? null : value;
}

function tooMany({ cluster }: ComparedCluster): Seen[] {
  const count = cluster.entries.filter(({ after }) => after !== undefined).length;
  const made = cluster.entries.find(({ change }) => change !== undefined && isCreated(change));
  if (made === undefined || count <= MAX_ACCESS_ENTRIES) return [];
  return [
    { address: made.address, message: `too many entries, expected at most ${MAX_ACCESS_ENTRIES}, got \`${count}\`` },
  ];
}
