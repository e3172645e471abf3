import { literal } from "../eks/literal";
import { optsIn } from "../migration/acceptance";
import type { AccessDefinition } from "../migration/definition";
import { fileRows } from "./file-side";
import { collect, type Expression, listed, type Postcondition, refuseAny, texts } from "./expression";
import { FILE, LIVE } from "./live";
import { given } from "./live-rows";

/**
 * Every live row gives what the file's row for the same principal gives, unless that is accepted; and nobody whom a mapped
 * account serves gets a row instead, which would take what the account gives.
 * @see DOMAIN R13, R38
 */
export function rowChanged(definition: AccessDefinition): Postcondition[] {
  const open = Object.keys(fileRows(definition)).filter((arn) => optsIn(definition, "row-changed", arn));
  const isOpen = (arn: Expression): Expression => `contains(concat(${texts(open)}, ${FILE.leaving}), ${arn})`;
  return [otherRow(definition, isOpen), rowOverAccount(definition, isOpen)];
}

function otherRow({ clusterName }: AccessDefinition, isOpen: (arn: Expression) => Expression): Postcondition {
  const differs = `length([for arn, own in ${FILE.rows} : arn if arn == row.arn && ${given("own")} != row.given]) > 0`;
  const changed = collect(LIVE.rows, { given: "row.name", where: `!${isOpen("row.arn")} && ${differs}` });
  return refuseAny(
    changed,
    `aws-auth of cluster ${literal(clusterName)} gives ${listed(changed)} another username or other groups than the rows of its cluster file: write under aws_auth what is live, or accept row-changed for the principal under accept [row-changed].`,
  );
}

/** The account's number is the fifth part of an ARN. */
function rowOverAccount({ clusterName }: AccessDefinition, isOpen: (arn: Expression) => Expression): Postcondition {
  const isLive = `contains([for row in ${LIVE.rows} : row.arn], arn)`;
  const isServed = `contains(${LIVE.accounts}, split(":", arn)[4])`;
  const covered = `[for arn, own in ${FILE.rows} : own.name if !${isOpen("arn")} && !${isLive} && ${isServed}]`;
  return refuseAny(
    covered,
    `aws-auth of cluster ${literal(clusterName)} serves ${listed(covered)} by a mapped account and not by the rows of its cluster file, which would take what the account gives: take the rows out of aws_auth_roles or aws_auth_users, or accept row-changed for the principal under accept [row-changed].`,
  );
}
