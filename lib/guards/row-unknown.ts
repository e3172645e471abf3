import { literal } from "../eks/literal";
import type { AccessDefinition } from "../migration/definition";
import { rowsOf } from "../migration/rendering";
import { collect, listed, type Postcondition, refuseAny, texts } from "./expression";
import { FILE, LIVE } from "./live";
import { leavingAccounts } from "../migration/leaving";

/**
 * Every live row and account is the file's, or leaves on purpose: writing ours takes the others' access.
 * @see DOMAIN R38
 */
export function rowUnknown(definition: AccessDefinition): Postcondition {
  const accounts = texts([...rowsOf(definition).accounts.map(({ row }) => row), ...leavingAccounts(definition)]);
  const strangers = collect(LIVE.rows, {
    given: "row.name",
    where: `!contains(concat(keys(${FILE.rows}), ${FILE.leaving}), row.arn)`,
  });
  const strangeAccounts = collect(LIVE.accounts, { given: '"account ${row}"', where: `!contains(${accounts}, row)` });
  const all = `concat(${strangers}, ${strangeAccounts})`;
  return refuseAny(
    all,
    `aws-auth of cluster ${literal(definition.clusterName)} serves ${listed(all)}, whom its cluster file does not know: add the row under aws_auth and an entry under access_entries, or name the principal under leaving [row-unknown].`,
  );
}
