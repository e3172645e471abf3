import { literal } from "../eks/literal";
import { optsIn } from "../migration/acceptance";
import type { AccessDefinition } from "../migration/definition";
import { fileRows } from "./file-side";
import { collect, listed, type Postcondition, refuseAny, texts } from "./expression";
import { FILE, LIVE } from "./live";
import { given } from "./live-rows";

/**
 * Every live row gives what the file's row for the same principal gives, unless that is accepted.
 * @see DOMAIN R38
 */
export function rowChanged(definition: AccessDefinition): Postcondition {
  const open = Object.keys(fileRows(definition)).filter((arn) => optsIn(definition, "row-changed", arn));
  const isOpen = `contains(concat(${texts(open)}, ${FILE.leaving}), row.arn)`;
  const differs = `length([for arn, own in ${FILE.rows} : arn if arn == row.arn && ${given("own")} != row.given]) > 0`;
  const changed = collect(LIVE.rows, { given: "row.name", where: `!${isOpen} && ${differs}` });
  return refuseAny(
    changed,
    `aws-auth of cluster ${literal(definition.clusterName)} gives ${listed(changed)} another username or other groups than the rows of its cluster file: write under aws_auth what is live, or accept row-changed for the principal under accept [row-changed].`,
  );
}
