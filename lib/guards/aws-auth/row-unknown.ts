import type { TerraformStack } from "cdktf";
import { literal } from "../../eks/address/literal";
import { printedSentence } from "../../migration/guard/guard";
import { strangersServed } from "../../migration/guard/aws-auth/row-unknown";
import { leavingAccounts } from "../../migration/leaving";
import type { StagedDefinition } from "../../migration/staged-definition";
import { collected, listed, type Postcondition, refuseAny, textLiterals } from "../expression";
import { FILE, LIVE, refusedIn } from "../live";

/** Compares what is live with the rows and accounts of the file, and with who leaves. Strangers stand there by their ARN: it is to be written into the file. */
export function rowUnknown(stack: TerraformStack, { definition, rows }: StagedDefinition): Postcondition {
  const accounts = textLiterals([...rows.accounts.map(({ row }) => row), ...leavingAccounts(definition)]);
  const strangers = collected(LIVE.rows, {
    given: "row.name",
    where: `!contains(concat(keys(${FILE.rows}), ${FILE.leaving}), row.arn)`,
  });
  const strangeAccounts = collected(LIVE.accounts, { given: '"account ${row}"', where: `!contains(${accounts}, row)` });
  const all = refusedIn(stack, "rows_unknown", `concat(${strangers}, ${strangeAccounts})`);
  const told = { cluster: literal(definition.clusterName), strangers: listed(all) };
  return refuseAny(all, printedSentence("row-unknown", strangersServed(told)));
}
