import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { STAGE_FACTS } from "../../migration/stage";
import { overlayIn } from "../overlay-finding";
import type { OverlayTarget } from "../overlay-target";
import { attributesOf } from "../root/hcl-value";
import { isUntold } from "./encoded-rows";

const LISTS = ["aws_auth_roles", "aws_auth_users", "aws_auth_accounts"] as const;
const SECTIONS = ["mapRoles", "mapUsers", "mapAccounts"] as const;

/**
 * Rows of the root module that are an expression which nobody can tell without Terraform: they stay as they are, and are not held
 * against the cluster file. While they count, that is left to the guards.
 */
export function untoldRows({ cluster, root, rows }: OverlayTarget): LocatedFinding[] {
  const { awsAuth, migration } = cluster.staged.definition;
  if (rows === undefined || awsAuth === undefined || migration === undefined) return [];
  if (STAGE_FACTS[migration.stage].rows !== "declared") return [];
  const { block } = rows;
  const [values, path] = block.kind === "module" ? [block.body, []] : [attributesOf(block.body.data), ["data"]];
  return [...LISTS, ...SECTIONS]
    .filter((name) => isUntold(values[name], root.locals))
    .map((name) => {
      const message = `rows by an expression, which are not compared with ${cluster.file}: the guards of stage retire compare the live rows with it`;
      const help =
        "import again, from the state of today, and look for rows that the file has not: `terraform show -json | eks-access import - --update FILE`";
      return overlayIn(block, ["overlay-rows-untold", ...path, name], { message, help });
    });
}
