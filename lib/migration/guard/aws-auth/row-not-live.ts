import { type IamArn, parseArn, printArn } from "../../../access/principal/arn";
import { arnsOf } from "../../../access/principal/arn-list";
import { samePrincipal } from "../../../access/principal/principal-id";
import { principalNameOf } from "../../../access/principal/principal-name";
import { optsIn } from "../../acceptance";
import { effectiveRows } from "../../effective-rows";
import { isLeaving } from "../../leaving";
import type { LiveCluster } from "../live-cluster";
import { isForeign } from "../../retirement";
import type { StagedDefinition } from "../../staged-definition";
import { acceptGuard, type Guard, type GuardSentence, JUDGES_ROWS } from "../guard";
import { liveRows } from "./live-rows";

/**
 * While the mode knows entries and rows, whoever may lose an entry by this plan has the row of the file live to fall back on: of declared
 * entries that the stage does not render, and of those without a declared entry where no row of the file is live, or where
 * somebody else writes the rows. Who has no row in the file is not served before its entry, which the gate says.
 * @see DOMAIN R37, R38
 */
export const rowNotLive = {
  code: "row-not-live",
  advice:
    "Move the file to a stage and wave that render the entry, or put the row back into the live ConfigMap, before anything is taken away. A new principal whose entry the stage does not render yet has no live row either: write its row in one plan and its entry in a later one, or accept `row-not-live` for it.",
  stages: ["dual", "entries"],
  ...JUDGES_ROWS,
  reads: [...JUDGES_ROWS.reads, "node groups"],
  about: "entry",
  refuses: rowsNotLive,
  says: (arn, staged) => {
    const { accountId, clusterName, migration } = staged.definition;
    const told = { cluster: clusterName, principals: principalNameOf(arn, accountId) };
    const accept = acceptGuard("row-not-live", arn);
    const parsed = parseArn(arn);
    const isWaiting = "arn" in parsed && has(fallingBack(staged).waiting, parsed.arn);
    if (isWaiting)
      return {
        ...withoutRow({ ...told, stage: migration?.stage ?? "" }),
        help: `${PUT_BACK}; ${NEW} ${accept}; ${LATER}`,
      };
    return isForeign(staged.definition)
      ? { ...withoutForeignRow(told), help: `${KEEP_FOREIGN}; ${NEW_OR_EKS} ${accept}` }
      : { ...backAtOnce(told), help: `${KEEP}; ${NEW_OR_EKS} ${accept}` };
  },
} as const satisfies Guard;

const PUT_BACK =
  "where it has to have access now, put its row back into the live ConfigMap as it stands under `aws_auth` of the file: `kubectl edit configmap -n kube-system aws-auth`";
const NEW = "where it is new and has no access yet,";
const LATER =
  "where the plan of a later stage was applied already, write that stage and wave under `migration`, as in `stage: entries` and `wave: 2`";
const KEEP =
  "keep its key under `access_entries` until a plan has put the rows back: a plan that deletes an entry does not wait for its row";
const KEEP_FOREIGN =
  "keep its key under `access_entries` until whoever writes aws-auth has put the row back; where it is to have no access, delete its row from `aws_auth` of the file";
const NEW_OR_EKS = "where it has no access yet, or EKS itself has made its entry,";

/** The stage renders no entry for them. */
export function withoutRow({
  stage,
  cluster,
  principals,
}: Readonly<Record<"stage" | "cluster" | "principals", string>>): GuardSentence {
  return {
    wrong: `Stage \`${stage}\` of cluster ${cluster} renders no access entry for ${principals}, and the live aws-auth has no row for the same principal`,
    mend: "where the principal has to have access now, put its row back into the live ConfigMap as it stands under aws_auth of the file (kubectl -n kube-system edit configmap aws-auth); where it is new and has no access yet, add the item { code: row-not-live, principal: its ARN, reason: why, until: YYYY-MM-DD } to the list accept of the file; where the cluster is at a later stage already, write that stage and wave as migration.stage and migration.wave",
  };
}

/** Nothing of the file is live: `retire` has emptied the ConfigMap, and entries may go before its rows are back. */
export function backAtOnce({ cluster, principals }: Readonly<Record<"cluster" | "principals", string>>): GuardSentence {
  return {
    wrong: `The live aws-auth of cluster ${cluster} has none of the rows of its cluster file yet, and the file has no access entry for ${principals}`,
    mend: "keep the entry under access_entries until a plan has put the rows back (a plan that deletes an entry does not wait for its row); where the principal has no access yet, or EKS itself has made its entry, add code row-not-live with its ARN as principal to the list accept of the file",
  };
}

/** Nobody here writes the row that the file says. */
export function withoutForeignRow({
  cluster,
  principals,
}: Readonly<Record<"cluster" | "principals", string>>): GuardSentence {
  return {
    wrong: `The live aws-auth of cluster ${cluster} has no row for ${principals}, the file has no access entry for the same principal, and nobody here writes the row (\`manage_aws_auth_configmap: false\`)`,
    mend: "keep the entry under access_entries until whoever writes aws-auth has put the row back; where the principal is to have no access, delete its row from aws_auth of the file; where it has none yet, or EKS itself has made its entry, add code row-not-live with its ARN as principal to the list accept of the file",
  };
}

/** Whose row in the file may be all that is left to them, but for whom `row-not-live` is accepted. */
export interface FallingBack {
  /** Principals of rows with a declared entry that the stage does not render. */
  readonly waiting: readonly IamArn[];
  /**
   * Principals of rows without any entry. Their row may be new; but where the live ConfigMap holds no row of the file, or is
   * not there, the plan comes back from `retire`, and an entry that left the file goes while the row is only being put back.
   */
  readonly alone: readonly IamArn[];
  /** The same of rows whose entry EKS is expected to have made: it may have been declared until now, and be deleted by this plan. */
  readonly expected: readonly IamArn[];
}

/** The rows of the file on which {@link rowNotLive} judges. */
export function fallingBack(staged: StagedDefinition): FallingBack {
  const { definition, effectiveRows: own, rendering } = staged;
  const rows = own.map(({ principal }) => principal);
  const declared = Object.entries(definition.accessEntries).flatMap(([key, { principalArn }]) =>
    arnsOf([principalArn]).map((principal) => ({ key, principal })),
  );
  const expected = arnsOf(definition.migration?.expected ?? []);
  const isOpen = (principal: IamArn): boolean => optsIn(definition, "row-not-live", printArn(principal));
  const undeclared = rows
    .filter((principal) => !declared.some((one) => samePrincipal(one.principal, principal)))
    .filter((principal) => !isLeaving(definition, principal) && !isOpen(principal));
  return {
    waiting: declared
      .filter(({ key, principal }) => !Object.hasOwn(rendering.entries, key) && has(rows, principal))
      .map(({ principal }) => principal)
      .filter((principal) => !isOpen(principal)),
    alone: undeclared.filter((principal) => !has(expected, principal)),
    expected: undeclared.filter((principal) => has(expected, principal) && !has(fargateRoles(staged), principal)),
  };
}

/**
 * Whether the roles of live managed node groups tell which expected entries are EKS's own. `dual` follows `entries`, whose plan
 * has put the rows back: it asks for every row.
 */
export function knowsNodeGroups(staged: StagedDefinition): boolean {
  return staged.definition.migration?.stage === "entries" && fallingBack(staged).expected.length > 0;
}

/** EKS makes the entries of Fargate profiles, and no data source lists these: no plan can make one that it would delete again. */
function fargateRoles({ translation }: StagedDefinition): IamArn[] {
  return translation.outcomes.flatMap((outcome) =>
    outcome.kind === "expected" && outcome.entry.type === "FARGATE_LINUX" ? [outcome.principal] : [],
  );
}

function rowsNotLive(staged: StagedDefinition, live: LiveCluster): string[] {
  if (live.mode !== "API_AND_CONFIG_MAP") return [];
  const rows = effectiveRows(liveRows(live)).map(({ principal }) => principal);
  const { waiting, alone, expected } = fallingBack(staged);
  const isEmptied = !staged.effectiveRows.some(({ principal }) => has(rows, principal));
  const nodeGroupRoles = knowsNodeGroups(staged) ? arnsOf(live.nodeGroupRoles) : [];
  const undeclared = [...alone, ...expected.filter((principal) => !has(nodeGroupRoles, principal))];
  return [...waiting, ...(isEmptied || isForeign(staged.definition) ? undeclared : [])]
    .filter((principal) => !has(rows, principal))
    .map(printArn);
}

function has(principals: readonly IamArn[], principal: IamArn): boolean {
  return principals.some((each) => samePrincipal(each, principal));
}
