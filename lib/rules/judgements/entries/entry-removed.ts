import { principalIdOf, namesPrincipal } from "../../../access/principal/principal-id";
import { principalNameOf } from "../../../access/principal/principal-name";
import { isLasting, type ComparedCluster } from "../../compared/compared-cluster";
import { leaves } from "../../compared/leaving";
import type { PlannedEntry } from "../../../plan/cluster/planned-entry";
import { valueOf } from "../../../plan/reading/planned-value";
import type { Judgement, Seen } from "../judgement";

/** An entry goes, and stays away. */
export const entryRemoved: Judgement = {
  code: "entry-removed",
  rule: {
    why: "Terraform destroys an entry whose key is gone, `prevent_destroy` or not; its principal then has what its row in aws-auth gives, and nothing without a row",
    help: "put the key back under `access_entries`; or, where the principal is meant to lose the entry, add its ARN to the list `leaving` of the cluster file",
  },
  judge(subject) {
    if (!isLasting(subject)) return [];
    const { entries } = subject.cluster;
    const kept = entries.flatMap(({ after }) => (after === undefined ? [] : (valueOf(after.principal) ?? [])));
    return entries
      .filter(({ change }) => change?.action === "delete")
      .filter(({ before }) => !namesPrincipal(kept, principalOf(before) ?? ""))
      .map((entry) => seen(subject, entry));
  },
};

function seen(subject: ComparedCluster, { address, before }: PlannedEntry): Seen {
  const principal = principalOf(before);
  const name = principal === undefined ? "a principal that the plan does not tell" : nameOf(subject, principal);
  const declared = principal === undefined ? undefined : keyOf(subject, principal);
  const stage = subject.staged?.definition.migration?.stage;
  const isMeant = principal !== undefined && (declared !== undefined || leaves(subject, principal));
  return {
    address,
    message: `the access entry of ${name} is removed: ${cause(subject, { key: declared, address, stage })}`,
    ...(principal === undefined ? {} : { principal, before: name }),
    after: "no entry",
    filePath: declared === undefined ? "access_entries" : `access_entries.${declared}`,
    ...(isMeant ? { severity: "note" } : {}),
    ...(isMeant || principal === undefined ? {} : { help: helpOf(principal) }),
  };
}

interface Cause {
  /** Under which the file declares the principal. */
  readonly key: string | undefined;
  readonly address: string;
  readonly stage: string | undefined;
}

function cause({ staged }: ComparedCluster, { key, address, stage }: Cause): string {
  if (staged === undefined) return `the configuration no longer has its key \`${lastKey(address)}\``;
  if (key === undefined) return `the cluster file no longer has its key \`${lastKey(address)}\``;
  return stage === undefined
    ? `the plan has no entry for key \`${key}\``
    : `stage \`${stage}\` renders no entry for key \`${key}\``;
}

/** `dev` of `aws_eks_access_entry.dev` and of `module.eks.aws_eks_access_entry.this["dev"]`. */
function lastKey(address: string): string {
  return /\["(.*)"\]$/.exec(address)?.[1] ?? address.slice(address.lastIndexOf(".") + 1);
}

function keyOf({ staged }: ComparedCluster, principal: string): string | undefined {
  const entries = Object.entries(staged?.definition.accessEntries ?? {});
  return entries.find(([, { principalArn }]) => principalIdOf(principalArn) === principalIdOf(principal))?.[0];
}

function nameOf({ cluster }: ComparedCluster, principal: string): string {
  return principalNameOf(principal, cluster.accountId);
}

function principalOf(side: PlannedEntry["before"]): string | undefined {
  return side && valueOf(side.principal);
}

function helpOf(principal: string): string {
  return `put the key back under \`access_entries\`; or, where the principal is meant to lose the entry, add \`- ${principal}\` to the list \`leaving\` at the top level of the cluster file`;
}
