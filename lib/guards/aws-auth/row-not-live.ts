import type { TerraformStack } from "cdktf";
import { literal } from "../../eks/address/literal";
import type { AccessDefinition } from "../../migration/definition";
import {
  backAtOnce,
  type FallingBack,
  fallingBack,
  knowsNodeGroups,
  withoutForeignRow,
  withoutRow,
} from "../../migration/guard/aws-auth/row-not-live";
import { printedSentence } from "../../migration/guard/guard";
import { isForeign } from "../../migration/retirement";
import type { StagedDefinition } from "../../migration/staged-definition";
import { collected, type Expression, listed, type Postcondition, refuseAny } from "../expression";
import { FILE, LIVE, refusedIn } from "../live";

const ARNS = `[for live in ${LIVE.rows} : live.arn]`;

/** Looks for the live rows of whoever may have to fall back on one. */
export function rowNotLive(stack: TerraformStack, staged: StagedDefinition): Postcondition[] {
  const back = fallingBack(staged);
  return [
    ...(back.waiting.length === 0 ? [] : [noneWithoutRow(stack, staged.definition)]),
    ...(back.alone.length + back.expected.length === 0 ? [] : [noneBackAtOnce(stack, staged, back)]),
  ];
}

function noneWithoutRow(stack: TerraformStack, { clusterName, migration }: AccessDefinition): Postcondition {
  const without = refusedIn(stack, "rows_not_live", notLive(FILE.waiting, "true"));
  const told = { stage: migration?.stage ?? "", cluster: literal(clusterName), principals: listed(without) };
  return refuseAny(without, printedSentence("row-not-live", withoutRow(told)));
}

function noneBackAtOnce(stack: TerraformStack, staged: StagedDefinition, back: FallingBack): Postcondition {
  const { definition } = staged;
  const isForeigners = isForeign(definition);
  const given = isForeigners ? "true" : `length([for arn in ${ARNS} : arn if contains(keys(${FILE.rows}), arn)]) == 0`;
  const isEks = knowsNodeGroups(staged) ? ` && !contains(keys(${LIVE.nodeGroups}), row.arn)` : "";
  const lists = [
    ...(back.alone.length === 0 ? [] : [notLive(FILE.alone, given)]),
    ...(back.expected.length === 0 ? [] : [notLive(FILE.expected, `${given}${isEks}`)]),
  ];
  const without = refusedIn(stack, "rows_not_live_at_all", concatenated(lists));
  const told = { cluster: literal(definition.clusterName), principals: listed(without) };
  return refuseAny(without, printedSentence("row-not-live", isForeigners ? withoutForeignRow(told) : backAtOnce(told)));
}

function concatenated(lists: readonly Expression[]): Expression {
  return lists.length === 1 ? lists.join("") : `concat(${lists.join(", ")})`;
}

function notLive(principals: Expression, given: Expression): Expression {
  const isBoth = `${LIVE.mode} == "API_AND_CONFIG_MAP"`;
  return collected(principals, { given: "row.name", where: `${isBoth} && !contains(${ARNS}, row.arn) && ${given}` });
}
