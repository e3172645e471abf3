import type { Finding } from "../../finding/finding";
import { inventoryFinding } from "../finding/inventory-finding";

/** What decides whether a definition has to name the account of its cluster. */
interface Accounted {
  readonly migration?: unknown;
  readonly terraform?: unknown;
}

/** A migration of a cluster whose account nobody names: guards compare it. */
export function accountMissing({ migration, terraform }: Accounted): Finding[] {
  if (migration === undefined || accountIn(terraform) !== undefined) return [];
  return [
    inventoryFinding("account-id-missing", "terraform.account_id", {
      message: "missing, expected 12 digits in a file with `migration`",
      help: 'write `account_id: "ACCOUNT"` under `terraform`, the 12 digits of the cluster\'s account in quotes, which `aws sts get-caller-identity --query Account --output text` prints: guards and the provider refuse any other account',
    }),
  ];
}

function accountIn(terraform: unknown): unknown {
  return typeof terraform === "object" && terraform !== null ? Reflect.get(terraform, "accountId") : undefined;
}
