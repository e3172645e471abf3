import { literal } from "../eks/address/literal";
import { optsIn } from "../migration/acceptance";
import type { AccessDefinition } from "../migration/definition";
import { printedSentence } from "../migration/guard/guard";
import { otherRow, rowOverAccount } from "../migration/guard/row-changed";
import type { StagedDefinition } from "../migration/staged-definition";
import { fileRows } from "./file-side";
import { collect, type Expression, listed, type Postcondition, refuseAny, texts } from "./expression";
import { FILE, LIVE } from "./live";
import { given } from "./live-rows";

/** Compares what live rows give with what the file's give, and mapped accounts with rows that are not live. */
export function rowChanged(staged: StagedDefinition): Postcondition[] {
  const { definition } = staged;
  const open = Object.keys(fileRows(staged)).filter((arn) => optsIn(definition, "row-changed", arn));
  const isOpen = (arn: Expression): Expression => `contains(concat(${texts(open)}, ${FILE.leaving}), ${arn})`;
  return [sameRow(definition, isOpen), noRowOverAccount(definition, isOpen)];
}

function sameRow({ clusterName }: AccessDefinition, isOpen: (arn: Expression) => Expression): Postcondition {
  const differs = `length([for arn, own in ${FILE.rows} : arn if arn == row.arn && ${given("own")} != row.given]) > 0`;
  const changed = collect(LIVE.rows, { given: "row.name", where: `!${isOpen("row.arn")} && ${differs}` });
  const told = { cluster: literal(clusterName), principals: listed(changed) };
  return refuseAny(changed, printedSentence("row-changed", otherRow(told)));
}

/** The account's number is the fifth part of an ARN. */
function noRowOverAccount({ clusterName }: AccessDefinition, isOpen: (arn: Expression) => Expression): Postcondition {
  const isLive = `contains([for row in ${LIVE.rows} : row.arn], arn)`;
  const isServed = `contains(${LIVE.accounts}, split(":", arn)[4])`;
  const covered = `[for arn, own in ${FILE.rows} : own.name if !${isOpen("arn")} && !${isLive} && ${isServed}]`;
  const told = { cluster: literal(clusterName), principals: listed(covered) };
  return refuseAny(covered, printedSentence("row-changed", rowOverAccount(told)));
}
