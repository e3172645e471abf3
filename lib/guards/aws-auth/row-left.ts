import type { TerraformStack } from "cdktf";
import { literal } from "../../eks/address/literal";
import type { AccessDefinition } from "../../migration/definition";
import { printedSentence } from "../../migration/guard/guard";
import { stillServed } from "../../migration/guard/aws-auth/row-left";
import { leavingAccounts } from "../../migration/leaving";
import { forgets } from "../../migration/retirement";
import { collected, listed, type Postcondition, refuseAny, textLiterals } from "../expression";
import { FILE, LIVE, refusedIn } from "../live";

/** Looks for live rows and accounts that serve somebody who stays: whom the file knows by name, all others by their ARN. */
export function rowLeft(stack: TerraformStack, definition: AccessDefinition): Postcondition {
  const where = forgets(definition) ? "false" : `!contains(${FILE.leaving}, row.arn)`;
  const rows = collected(LIVE.rows, { given: `try(${FILE.rows}[row.arn].name, row.name)`, where });
  const accounts = collected(LIVE.accounts, {
    given: '"account ${row}"',
    where: `!contains(${textLiterals(leavingAccounts(definition))}, row)`,
  });
  const left = refusedIn(stack, "rows_left", `concat(${rows}, ${accounts})`);
  const told = { cluster: literal(definition.clusterName), served: listed(left) };
  return refuseAny(left, printedSentence("row-left", stillServed(told)));
}
