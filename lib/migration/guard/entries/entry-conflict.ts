import { arnsOf } from "../../../access/principal/arn-list";
import { principalNameOf } from "../../../access/principal/principal-name";
import type { LiveCluster } from "../live-cluster";
import { STAGES } from "../../stage";
import type { StagedDefinition } from "../../staged-definition";
import type { Guard, GuardSentence } from "../guard";
import { isOf } from "./served-by-row";

/**
 * No rendered entry is for the role of a live managed node group, unless it was imported: EKS made one with the group, and
 * answers 409 to a second.
 * @see DOMAIN R37
 */
export const entryConflict = {
  code: "entry-conflict",
  advice:
    "`terraform state list` shows whether the entry is in the state. The plan destroys an entry of the state that is deleted from `access_entries`, and no managed node group makes it again.",
  stages: STAGES,
  reads: ["node groups"],
  about: "entry",
  refuses: (staged, live) => conflicts(staged, live).map(({ principalArn }) => principalArn),
  says: (arn, staged, live) => {
    const key = conflicts(staged, live).find(({ principalArn }) => principalArn === arn)?.key ?? "";
    const { accountId, clusterName } = staged.definition;
    return {
      ...entryOfNodeGroup({ cluster: clusterName, role: principalNameOf(arn, accountId), key }),
      help: `\`terraform state list\` shows whether Terraform has this entry already. Where it has: leave \`access_entries.${key}\`, without which the plan would delete the entry, and add \`- ${key}\` to the list \`imported\` under \`adopt\`. Where it has not: AWS refuses a second entry (409), so delete \`access_entries.${key}\`, and add \`- ${arn}\` to the list \`expected\` under \`migration\``,
    };
  },
} as const satisfies Guard;

/** A role, the key under which the file declares its entry, and the node group where it is known. */
export interface Conflict {
  readonly cluster: string;
  readonly role: string;
  readonly key: string;
  /**
   * `the managed node group blue`; of several `the managed node groups blue, green`.
   * @default not known
   */
  readonly nodeGroups?: string;
}

/** An entry that EKS made with a node group. */
export function entryOfNodeGroup({ cluster, role, key, nodeGroups = "a managed node group" }: Conflict): GuardSentence {
  return {
    wrong: `EKS makes the access entry of ${role} with ${nodeGroups} of cluster ${cluster}, and \`access_entries\` of its cluster file declares the same entry under key \`${key}\``,
    mend: "if terraform state list shows this entry, leave it declared and add the key to the list adopt.imported (without the declaration the plan would delete the entry); if not, delete the key from access_entries and add its principal_arn to the list migration.expected",
  };
}

/** The entries that are rendered and were not imported: what a node group's role may conflict with. */
export function unimportedEntries({ definition, rendering }: StagedDefinition) {
  return Object.entries(rendering.entries)
    .filter(([key]) => definition.imported?.includes(key) !== true)
    .map(([key, { principalArn }]) => ({ key, principalArn }));
}

function conflicts(staged: StagedDefinition, { nodeGroupRoles }: LiveCluster) {
  const roles = arnsOf(nodeGroupRoles);
  return unimportedEntries(staged).filter(({ principalArn }) => roles.some((role) => isOf(principalArn, role)));
}
