import { literal } from "../eks/literal";
import type { AccessDefinition } from "../migration/definition";
import { forgets } from "../migration/rendering";
import { collect, listed, type Postcondition, refuseAny, texts } from "./expression";
import { FILE, LIVE } from "./live";
import { leavingAccounts } from "../migration/leaving";

/**
 * No row serves anybody when the mode becomes API; rows that were forgotten may, for entries cover them, accounts never.
 * @see DOMAIN R39
 */
export function rowLeft(definition: AccessDefinition): Postcondition {
  const where = forgets(definition) ? "false" : `!contains(${FILE.leaving}, row.arn)`;
  const rows = collect(LIVE.rows, { given: "row.name", where });
  const accounts = collect(LIVE.accounts, {
    given: '"account ${row}"',
    where: `!contains(${texts(leavingAccounts(definition))}, row)`,
  });
  const left = `concat(${rows}, ${accounts})`;
  return refuseAny(
    left,
    `aws-auth of cluster ${literal(definition.clusterName)} still serves ${listed(left)}, and mode API reads it no more: set migration.stage: retire in its cluster file and apply it before api [row-left].`,
  );
}
