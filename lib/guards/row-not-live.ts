import { printArn, type IamArn } from "../access/arn";
import { principalId } from "../access/principal-id";
import { literal } from "../eks/literal";
import type { AccessDefinition } from "../migration/definition";
import { fallingBack } from "../migration/guard-rows";
import { collect, type Expression, listed, type Postcondition, refuseAny, text } from "./expression";
import { FILE, LIVE } from "./live";

const ARNS = `[for live in ${LIVE.rows} : live.arn]`;

/**
 * While the mode knows entries, whoever may lose an entry by this plan has the row of the file live to fall back on.
 * @see DOMAIN R38
 */
export function rowNotLive(definition: AccessDefinition): Postcondition[] {
  const { waiting, alone } = fallingBack(definition);
  return [
    ...(waiting.length === 0 ? [] : [withoutRow(definition, waiting)]),
    ...(alone.length === 0 ? [] : [backAtOnce(definition, alone)]),
  ];
}

function withoutRow({ clusterName, migration }: AccessDefinition, waiting: readonly IamArn[]): Postcondition {
  const without = notLive(waiting, "true");
  return refuseAny(
    without,
    `Stage ${migration?.stage ?? ""} of cluster ${literal(clusterName)} renders no entry for ${listed(without)}, and aws-auth has no row for them to fall back on: render their entries (migration.stage, migration.wave), put their rows back into the cluster, or accept row-not-live for the principal under accept [row-not-live].`,
  );
}

/** Nothing of the file is live: `retire` has emptied the ConfigMap, and entries may go before its rows are back. */
function backAtOnce({ clusterName }: AccessDefinition, alone: readonly IamArn[]): Postcondition {
  const isEmptied = `${LIVE.exists} && length([for arn in ${ARNS} : arn if contains(keys(${FILE.rows}), arn)]) == 0`;
  const without = notLive(alone, isEmptied);
  return refuseAny(
    without,
    `aws-auth of cluster ${literal(clusterName)} has none of the rows of its cluster file, which has no entry for ${listed(without)}: declare the entry under access_entries until the rows are back, for a plan that deletes an entry does not wait for its row, or accept row-not-live for the principal under accept [row-not-live].`,
  );
}

function notLive(principals: readonly IamArn[], given: Expression): Expression {
  const own = principals.map(
    (principal) => `{ arn = ${text(principalId(principal))}, name = ${text(printArn(principal))} }`,
  );
  const isBoth = `${LIVE.mode} == "API_AND_CONFIG_MAP"`;
  return collect(`[${own.join(", ")}]`, {
    given: "row.name",
    where: `${isBoth} && !contains(${ARNS}, row.arn) && ${given}`,
  });
}
