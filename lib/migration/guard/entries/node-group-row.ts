import { ACCESS_ENTRY_TYPE_FACTS } from "../../../access/access-entry/access-entry-type";
import type { RoleRow, UserRow } from "../../../access/aws-auth/aws-auth";
import { rowGiven } from "../../../access/aws-auth/row-given";
import { BOOTSTRAPPERS_GROUP } from "../../../access/aws-auth/system-groups";
import { isNodeUsername } from "../../../access/effective/node";
import { type IamArn, printArn } from "../../../access/principal/arn";
import { arnsOf } from "../../../access/principal/arn-list";
import { samePrincipal } from "../../../access/principal/principal-id";
import { principalNameOf } from "../../../access/principal/principal-name";
import { optsIn } from "../../acceptance";
import { isLeaving } from "../../leaving";
import type { StagedDefinition } from "../../staged-definition";
import { acceptGuard, type Guard, type GuardSentence } from "../guard";
import type { LiveCluster } from "../live-cluster";

/** What an entry of EC2 nodes gives, on Linux or Windows; bootstrapping needs no group once there is an entry. */
const OF_NODES: ReadonlySet<string> = new Set([
  ...ACCESS_ENTRY_TYPE_FACTS.EC2_LINUX.groups,
  ...ACCESS_ENTRY_TYPE_FACTS.EC2_WINDOWS.groups,
  BOOTSTRAPPERS_GROUP,
]);

/**
 * As the mode becomes API_AND_CONFIG_MAP, EKS makes the entry of each managed node group's role, which takes the place of its
 * row. No row of such a role gives more than that entry does.
 * @see DOMAIN R15, R37, R43
 */
export const nodeGroupRow = {
  code: "node-group-row",
  advice:
    "The switch of the mode cannot be taken back, so what the row gives beyond has to be given in another way before. An entry that EKS made can be changed afterwards only by deleting it and declaring another, and nodes need theirs.",
  stages: ["dual"],
  reads: ["cluster", "node groups"],
  refuses: (staged, live) => overridden(staged, live).map(({ principal }) => printArn(principal)),
  says: (arn, staged, live) => {
    const given = overridden(staged, live).find(({ principal }) => printArn(principal) === arn)?.given ?? "";
    const { accountId, clusterName } = staged.definition;
    return {
      ...rowOfNodeGroup({ cluster: clusterName, role: principalNameOf(arn, accountId), given }),
      help: `${OTHER_ROLE}; or, where nothing but nodes uses the role, ${acceptGuard("node-group-row", arn)}`,
    };
  },
} as const satisfies Guard;

const OTHER_ROLE =
  "write `stage: config-map` under `migration`, give the people or jobs that use this role another role with a row of its own, write into this row `username: system:node:{{EC2PrivateDNSName}}` and `groups: [system:bootstrappers, system:nodes]`, apply the plan, then type `eks-access advance FILE`";

/** A role, and what its row gives beyond an entry of nodes: `username ops, group system:masters`. */
export interface RowOfNodeGroup {
  readonly cluster: string;
  readonly role: string;
  readonly given: string;
  /**
   * `the managed node group blue`
   * @default not known
   */
  readonly nodeGroups?: string;
}

/** A row that EKS's own entry takes the place of, and what is lost with it. */
export function rowOfNodeGroup({
  cluster,
  role,
  given,
  nodeGroups = "a managed node group",
}: RowOfNodeGroup): GuardSentence {
  return {
    wrong: `As the mode of cluster ${cluster} becomes API_AND_CONFIG_MAP, EKS makes the access entry of ${role} with ${nodeGroups}, and whoever uses that role loses what its row gives beyond nodes (${given})`,
    mend: "apply stage config-map with another role, with a row of its own, for those people or jobs, and with username system:node:{{EC2PrivateDNSName}} and groups system:bootstrappers and system:nodes for this role; or, where nothing but nodes uses the role, add the item { code: node-group-row, principal: its ARN, reason: why, until: YYYY-MM-DD } to the list accept of the cluster file",
  };
}

/** Rows of roles that give more than an entry of nodes, but those that leave, and those for which the loss is accepted. */
export function rowsBeyondNodes({
  definition,
  effectiveRows,
}: StagedDefinition): readonly { readonly principal: IamArn; readonly given: string }[] {
  return effectiveRows.flatMap(({ principal, row }) => {
    if (principal.kind !== "role" || isLeaving(definition, principal)) return [];
    if (optsIn(definition, "node-group-row", printArn(principal))) return [];
    const given = beyondNodes(row);
    return given.length === 0 ? [] : [{ principal, given: given.join(", ") }];
  });
}

function beyondNodes(row: RoleRow | UserRow): readonly string[] {
  const { username, groups } = rowGiven(row);
  return [
    ...(isNodeUsername(username) ? [] : [username === "" ? "its username" : `username ${username}`]),
    ...groups.filter((group) => !OF_NODES.has(group)).map((group) => `group ${group}`),
  ];
}

function overridden(staged: StagedDefinition, { mode, nodeGroupRoles }: LiveCluster) {
  if (mode !== "CONFIG_MAP") return [];
  const roles = arnsOf(nodeGroupRoles);
  return rowsBeyondNodes(staged).filter(({ principal }) => roles.some((role) => samePrincipal(role, principal)));
}
