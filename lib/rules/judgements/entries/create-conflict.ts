import { isCreated, isDestroyed } from "../../../plan/objects/planned-change";
import { listOf, recordOf } from "../../../plan/reading/plan-shape";
import { type PlannedEntry, principalOfSide } from "../../../plan/cluster/planned-entry";
import type { Judgement, Seen } from "../judgement";
import { namesPrincipal } from "../../../access/principal/principal-id";
import { principalNameOf } from "../../../access/principal/principal-name";
import { isMadeByEks } from "../../compared/entry-of-eks";
import { isExpected } from "../../compared/leaving";
import type { ComparedCluster } from "../../compared/compared-cluster";

/** An entry that is there already when Terraform makes it. */
export const createConflict: Judgement = {
  code: "create-conflict",
  rule: {
    why: "EKS holds one entry per principal and answers 409 ResourceInUse: the apply fails half-way",
    help: "leave the entry to EKS: delete it from the configuration (a cluster file: its key under `access_entries`), and add its ARN to the list `migration.expected`; or, where it is live already, import it with an `import` block",
  },
  judge(compared) {
    const made = compared.cluster.entries.filter(isMade);
    return made.flatMap((entry): Seen[] => {
      const principal = principalOfSide(entry.after ?? entry.before);
      const node = principal === undefined ? sameRole(compared, entry) : undefined;
      if (node !== undefined) {
        const message = `creating the entry of \`${entry.principalResource ?? ""}\` will fail with 409: EKS makes it for \`${node}\``;
        return [{ address: entry.address, message, help: leaveOrImport(compared, entry.address) }];
      }
      const why = principal === undefined ? undefined : conflictOf(compared, entry, principal);
      if (principal === undefined || why === undefined) return [];
      const name = principalNameOf(principal, compared.cluster.accountId);
      return [
        {
          address: entry.address,
          principal,
          message: `creating the entry of ${name} will fail with 409: ${why.words}`,
          help:
            why.twin === undefined
              ? leaveOrImport(compared, entry.address, principal)
              : keepOne(entry.address, why.twin),
        },
      ];
    });
  },
};

function isMade({ change }: PlannedEntry): boolean {
  return change !== undefined && isCreated(change) && change.importing === undefined;
}

/** What runs under the role that an entry refers to, where the plan makes the role and its ARN is not known yet. */
function sameRole({ cluster }: ComparedCluster, { principalResource }: PlannedEntry): string | undefined {
  if (principalResource === undefined) return undefined;
  return cluster.nodes.find((node) => isMadeByEks(node) && node.roleResource === principalResource)?.address;
}

interface Conflict {
  readonly words: string;
  /**
   * Another resource of the configuration that is for the same principal.
   * @default EKS makes the entry
   */
  readonly twin?: string;
}

function leaveOrImport(
  { cluster: { name = "CLUSTER" } }: ComparedCluster,
  address: string,
  arn = "PRINCIPAL_ARN",
): string {
  return `leave the entry to EKS: delete \`${address}\` from the configuration (of a cluster file its key under \`access_entries\`), and add \`${arn}\` to the list \`migration.expected\` of the cluster file; or, once the entry is live, import it: \`import { to = ${address}, id = "${name}:${arn}" }\`, each argument on a line of its own`;
}

function keepOne(address: string, twin: string): string {
  return `delete one of the two, \`${address}\` or \`${twin}\`, and give the other one the groups and policies of both`;
}

function conflictOf(compared: ComparedCluster, entry: PlannedEntry, principal: string): Conflict | undefined {
  const { cluster } = compared;
  const isIts = (arn: string | undefined): boolean => arn !== undefined && namesPrincipal([arn], principal);
  const byEks = cluster.nodes.find((node) => isMadeByEks(node) && isIts(node.role.after ?? node.role.before));
  if (byEks !== undefined) return { words: `EKS makes it for \`${byEks.address}\`` };
  if (entry.callerDerived && isMadeForCreator(cluster)) {
    return { words: "EKS makes it for the creator of the cluster (`bootstrap_cluster_creator_admin_permissions`)" };
  }
  if (isExpected(compared, principal)) return { words: "`migration.expected` says that EKS makes it" };
  const others = cluster.entries.filter(
    (other) => other !== entry && isIts(principalOfSide(other.after ?? other.before)),
  );
  const staying = others.find(({ change }) => change === undefined || !isDestroyed(change));
  return staying && { words: `\`${staying.address}\` is for the same principal`, twin: staying.address };
}

/** Unless a new cluster says otherwise, EKS makes an entry for whoever creates it. */
function isMadeForCreator({ change }: ComparedCluster["cluster"]): boolean {
  if (change === undefined || !isCreated(change)) return false;
  const config = recordOf(listOf(change.after?.access_config)[0]);
  return config.bootstrap_cluster_creator_admin_permissions !== false;
}
