import type { TerraformStack } from "cdktf";
import { literal } from "../../eks/address/literal";
import type { AccessDefinition } from "../../migration/definition";
import { fallingBack, backAtOnce, withoutRow } from "../../migration/guard/aws-auth/row-not-live";
import { printedSentence } from "../../migration/guard/guard";
import type { StagedDefinition } from "../../migration/staged-definition";
import { collect, type Expression, listed, type Postcondition, refuseAny } from "../expression";
import { FILE, LIVE, refusedIn } from "../live";

const ARNS = `[for live in ${LIVE.rows} : live.arn]`;

/** Looks for the live rows of whoever may have to fall back on one. */
export function rowNotLive(stack: TerraformStack, staged: StagedDefinition): Postcondition[] {
  const { definition } = staged;
  const { waiting, alone } = fallingBack(staged);
  return [
    ...(waiting.length === 0 ? [] : [noneWithoutRow(stack, definition)]),
    ...(alone.length === 0 ? [] : [noneBackAtOnce(stack, definition)]),
  ];
}

function noneWithoutRow(stack: TerraformStack, { clusterName, migration }: AccessDefinition): Postcondition {
  const without = refusedIn(stack, "rows_not_live", notLive(FILE.waiting, "true"));
  const told = { stage: migration?.stage ?? "", cluster: literal(clusterName), principals: listed(without) };
  return refuseAny(without, printedSentence("row-not-live", withoutRow(told)));
}

function noneBackAtOnce(stack: TerraformStack, { clusterName }: AccessDefinition): Postcondition {
  const isEmptied = `${LIVE.exists} && length([for arn in ${ARNS} : arn if contains(keys(${FILE.rows}), arn)]) == 0`;
  const without = refusedIn(stack, "rows_not_live_at_all", notLive(FILE.alone, isEmptied));
  const told = { cluster: literal(clusterName), principals: listed(without) };
  return refuseAny(without, printedSentence("row-not-live", backAtOnce(told)));
}

function notLive(principals: Expression, given: Expression): Expression {
  const isBoth = `${LIVE.mode} == "API_AND_CONFIG_MAP"`;
  return collect(principals, { given: "row.name", where: `${isBoth} && !contains(${ARNS}, row.arn) && ${given}` });
}
