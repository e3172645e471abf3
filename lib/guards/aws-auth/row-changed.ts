import type { TerraformStack } from "cdktf";
import { literal } from "../../eks/address/literal";
import { optsIn } from "../../migration/acceptance";
import type { AccessDefinition } from "../../migration/definition";
import { printedSentence } from "../../migration/guard/guard";
import { otherRow, rowOverAccount } from "../../migration/guard/aws-auth/row-changed";
import type { StagedDefinition } from "../../migration/staged-definition";
import { fileRows } from "../file-side";
import { collected, type Expression, listed, type Postcondition, refuseAny, textLiterals } from "../expression";
import { FILE, LIVE, refusedIn } from "../live";
import { given } from "./live-rows";

/** Whether a change of somebody's row is accepted. */
type Open = (arn: Expression) => Expression;

/** Compares what live rows give with what the file's give, and mapped accounts with rows that are not live. */
export function rowChanged(stack: TerraformStack, staged: StagedDefinition): Postcondition[] {
  const { definition } = staged;
  const open = Object.keys(fileRows(staged)).filter((arn) => optsIn(definition, "row-changed", arn));
  const isOpen: Open = (arn) => `contains(concat(${textLiterals(open)}, ${FILE.leaving}), ${arn})`;
  return [sameRow(stack, definition, isOpen), noRowOverAccount(stack, definition, isOpen)];
}

function sameRow(stack: TerraformStack, { clusterName }: AccessDefinition, isOpen: Open): Postcondition {
  const differs = `length([for arn, own in ${FILE.rows} : arn if arn == row.arn && ${given("own")} != row.given]) > 0`;
  const rows = collected(LIVE.rows, {
    given: `${FILE.rows}[row.arn].name`,
    where: `!${isOpen("row.arn")} && ${differs}`,
  });
  const changed = refusedIn(stack, "rows_changed", rows);
  const told = { cluster: literal(clusterName), principals: listed(changed) };
  return refuseAny(changed, printedSentence("row-changed", otherRow(told)));
}

/** The account's number is the fifth part of an ARN. */
function noRowOverAccount(stack: TerraformStack, { clusterName }: AccessDefinition, isOpen: Open): Postcondition {
  const isLive = `contains([for row in ${LIVE.rows} : row.arn], arn)`;
  const isServed = `contains(${LIVE.accounts}, split(":", arn)[4])`;
  const rows = `[for arn, own in ${FILE.rows} : own.name if !${isOpen("arn")} && !${isLive} && ${isServed}]`;
  const covered = refusedIn(stack, "rows_over_accounts", rows);
  const told = { cluster: literal(clusterName), principals: listed(covered) };
  return refuseAny(covered, printedSentence("row-changed", rowOverAccount(told)));
}
