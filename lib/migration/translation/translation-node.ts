import type { AccessEntry } from "../../access/access-entry/access-entry";
import { ACCESS_ENTRY_TYPE_FACTS, type AccessEntryType } from "../../access/access-entry/access-entry-type";
import { printArn } from "../../access/principal/arn";
import type { Finding } from "../../finding/finding";
import { principalId } from "../../access/principal/principal-id";
import { isNodeUsername } from "../../access/effective/node";
import { BOOTSTRAPPERS_GROUP, NODES_GROUP } from "../../access/aws-auth/system-groups";
import { translationFinding } from "./translation-finding";
import {
  type Draft,
  type Knowledge,
  IN_BOTH,
  SESSION_NODE_TYPES,
  type Source,
  arnPath,
  whoOf,
} from "./translation-source";

const EC2_NODE = ACCESS_ENTRY_TYPE_FACTS.EC2_LINUX.username;
const SESSION_NODE = ACCESS_ENTRY_TYPE_FACTS.FARGATE_LINUX.username;
const WINDOWS = "eks:kube-proxy-windows";
const PROXIER = "system:node-proxier";

/** Whether a row is of nodes: by its username alone, letter by letter. */
export function isNode({ row }: Source): boolean {
  return isNodeUsername(row.username);
}

/**
 * The entry of a node's row: its type alone, from which groups and username come. Nothing that the type does not carry
 * may be lost, and nothing that the row does not give be gained.
 * @see DOMAIN R15, R16, R28
 */
export function nodeDraft(source: Source, knowledge: Knowledge): Draft {
  const type = nodeType(source, knowledge);
  const listed = knowledge.expected.has(principalId(source.principal));
  const entry: Pick<Draft, "entry"> =
    type === undefined ? {} : { entry: { principalArn: printArn(source.principal), type } satisfies AccessEntry };
  return {
    ...entry,
    expected: listed || type === "FARGATE_LINUX",
    findings: [
      ...(type === undefined ? [unknownType(source)] : furtherGroups(source, type, knowledge)),
      ...incomplete(source, knowledge),
      ...accountFindings(source, knowledge),
    ],
  };
}

/** EKS makes entries for Fargate and not for hybrid nodes, so a session node that it makes an entry for is Fargate. */
function nodeType({ row, principal }: Source, { choices, expected }: Knowledge): AccessEntryType | undefined {
  const { groups = [] } = row;
  if (row.username === EC2_NODE) return groups.includes(WINDOWS) ? "EC2_WINDOWS" : "EC2_LINUX";
  const choice = choices.get(principalId(principal));
  if (choice !== undefined) return choice;
  return groups.includes(PROXIER) || expected.has(principalId(principal)) ? "FARGATE_LINUX" : undefined;
}

function unknownType(source: Source): Finding {
  return translationFinding("row-session-node", `${source.path}.username`, {
    message: `the row of ${whoOf(source)} is of Fargate or hybrid nodes, expected a choice of ${SESSION_NODE_TYPES.join(" or ")}, got \`${SESSION_NODE}\` without group \`${PROXIER}\``,
    help: `if EKS runs a Fargate profile with it, add \`${printArn(source.principal)}\` to the list \`migration.expected\`; if hybrid nodes use it, declare an entry of it with \`type: HYBRID_LINUX\``,
  });
}

/** EKS's own entry of an expected principal replaces the row at `dual`, any other at `retire`: the gate refuses either stage. */
function furtherGroups(source: Source, type: AccessEntryType, knowledge: Knowledge): Finding[] {
  const { row, path, principal } = source;
  const carried = [...ACCESS_ENTRY_TYPE_FACTS[type].groups, BOOTSTRAPPERS_GROUP];
  const nodes = `nodes of ${whoOf(source, knowledge)}`;
  const stage = knowledge.expected.has(principalId(principal)) ? "dual" : "retire";
  return (row.groups ?? []).flatMap((group, i) =>
    carried.includes(group)
      ? []
      : [
          translationFinding("row-node-group", `${path}.groups[${i}]`, {
            message: `${nodes} lose group \`${group}\` when their entry replaces the row, which stage ${stage} refuses, expected only ${carried.map((one) => `\`${one}\``).join(", ")}, which an entry of type ${type} has, got \`${group}\``,
            help: `delete the group from the row, ${IN_BOTH}; if nodes need it, first bind what it may do to group \`system:nodes\``,
          }),
        ],
  );
}

function incomplete({ row, path, principal }: Source, knowledge: Knowledge): Finding[] {
  const { groups = [] } = row;
  if (groups.includes(NODES_GROUP)) return [];
  const quoted = groups.length === 0 ? "no group" : groups.map((group) => `\`${group}\``).join(", ");
  return [
    translationFinding("row-node-incomplete", `${path}.groups`, {
      message: `the row of ${whoOf({ principal }, knowledge)} has the username of nodes without their group, expected \`${NODES_GROUP}\`, got ${quoted}`,
      help: `add \`${NODES_GROUP}\` to the row if nodes use the role; else give the row a username that is not a node's; both ${IN_BOTH}`,
    }),
  ];
}

function accountFindings(source: Source, { accountId }: Knowledge): Finding[] {
  const { principal } = source;
  if (principal.kind === "role" && (accountId ?? principal.accountId) === principal.accountId) return [];
  return [
    translationFinding("row-node-account", arnPath(source), {
      message: `a node row that does not name a role of the cluster's account, expected a role of \`${accountId ?? principal.accountId}\`, got \`${printArn(principal)}\``,
      help: `run these nodes with a role of the cluster's account, then delete the row, ${IN_BOTH}: only entries of type STANDARD, which are not for nodes, may name a role of another account`,
    }),
  ];
}
