import type { ModulePart } from "./module-table";
import { compareVersions } from "./module-version";

/** A shape as the tables have it: `!` stands behind the name of a field that has to be there. */
type ShapeJson = string | readonly ["list" | "map", ShapeJson] | { readonly [field: string]: ShapeJson };

const TEXTS = ["list", "string"] as const;
const PRINCIPALS = ["list", { "identifiers!": TEXTS, "type!": "string" }] as const;

/** What a statement of a policy says is subject to: `conditions` in v20, `condition` in v21. */
const CONDITIONS: ShapeJson = ["list", { "test!": "string", "values!": TEXTS, "variable!": "string" }];

const STATEMENT = {
  sid: "string",
  actions: TEXTS,
  not_actions: TEXTS,
  effect: "string",
  resources: TEXTS,
  not_resources: TEXTS,
  principals: PRINCIPALS,
  not_principals: PRINCIPALS,
} as const;

const TIMEOUTS: ShapeJson = { create: "string", update: "string", delete: "string" };

/**
 * Variables whose type tells no fields, while the module reads some: statements of policies in sub-modules, and how long Terraform
 * waits. Undefined for any other.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/modules/karpenter/policy.tf
 */
export function furtherShape(part: ModulePart, version: string, variable: string): ShapeJson | undefined {
  if (part === "eks" && /^cluster_(?:addons_)?timeouts$/.test(variable)) return TIMEOUTS;
  if (variable === "ira_trust_anchor_notification_settings")
    return ["list", { channel: "string", enabled: "bool", event: "string", threshold: "number" }];
  if (!variable.endsWith("policy_statements")) return undefined;
  const kind = variable === "queue_policy_statements" ? "map" : "list";
  const condition = compareVersions(version, "21.0.0") < 0 ? "conditions" : "condition";
  return [kind, { ...STATEMENT, [condition]: CONDITIONS }];
}
