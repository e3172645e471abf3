import { createHash } from "node:crypto";
import { type IamArn, printArn } from "../../access/principal/arn";
import { principalId } from "../../access/principal/principal-id";
import { permissionSetOf } from "../../access/principal/sso-role";
import { compareText } from "../../finding/text-order";

/**
 * Keys that the module uses itself.
 * @see terraform-aws-modules/eks v20.37.2 main.tf, `cluster_creator`
 */
const TAKEN = ["cluster_creator"] as const;
const SHORT = 8;

/**
 * Keys of access entries, readable and made of the principal alone, by printed ARN: `AWSReservedSSO_DevOps_…` is
 * `sso_dev_ops`, a principal of another account than `accountId` ends in its own account ID. A key becomes a Terraform
 * name, and renaming one makes its entry anew; so of several principals with one key just one keeps it (whose name it is
 * letter by letter, else the first in the order of ARNs), and the others get a hash of their own ARN: another principal
 * changes at most one key, and only where it takes its place.
 * @see DOMAIN §5 pain 14
 */
export function entryKeys(principals: readonly IamArn[], accountId?: string): ReadonlyMap<string, string> {
  const byId = new Map(inOrder(principals).map((arn) => [principalId(arn), arn]));
  const named = [...byId].map(([id, arn]) => {
    const base = baseKey(arn, accountId);
    return { id, base, exact: arn.name === base };
  });
  const keys = new Map<string, string>(TAKEN.map((key) => [key, ""]));
  for (const { id, base } of [...named.filter(({ exact }) => exact), ...named]) {
    if (!keys.has(base)) keys.set(base, id);
  }
  for (const { id, base } of named) {
    if (keys.get(base) !== id) keys.set(freeKey(id, base, keys), id);
  }
  const keyOf = new Map([...keys].map(([key, id]) => [id, key]));
  return new Map(principals.map((arn) => [printArn(arn), keyOf.get(principalId(arn)) ?? baseKey(arn, accountId)]));
}

/** Of spellings of one principal the last stays in a map, which is the first of all in the order of ARNs. */
function inOrder(principals: readonly IamArn[]): IamArn[] {
  const spellings = principals.map((arn) => ({ arn, id: principalId(arn), text: printArn(arn) }));
  spellings.sort((a, b) => compareText(a.id, b.id) || compareText(b.text, a.text));
  return spellings.map(({ arn }) => arn);
}

function baseKey(arn: IamArn, accountId: string | undefined): string {
  const permissionSet = permissionSetOf(arn.name);
  const name = snakeCase(permissionSet === undefined ? arn.name : `sso_${permissionSet}`);
  const kind = snakeCase(arn.kind);
  const key = name === "" ? kind : /^\d/.test(name) ? `${kind}_${name}` : name;
  return accountId === undefined || accountId === arn.accountId ? key : `${key}_${arn.accountId}`;
}

/** Letters, digits and single `_` only, so that Terraform's own replacing of letters changes nothing. */
function snakeCase(name: string): string {
  const words = name.replace(/([a-z]\d*)([A-Z])/g, "$1_$2").replace(/([A-Z])([A-Z][a-z])/g, "$1_$2");
  return words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");
}

/** The base and the shortest hash that nobody has: of 8 digits, which all but never needs a ninth. */
function freeKey(id: string, base: string, taken: ReadonlyMap<string, string>): string {
  const hash = createHash("sha256").update(id).digest("hex");
  const lengths = Array.from({ length: hash.length - SHORT }, (_, i) => SHORT + i);
  const length = lengths.find((each) => !taken.has(`${base}_${hash.slice(0, each)}`)) ?? hash.length;
  return `${base}_${hash.slice(0, length)}`;
}
