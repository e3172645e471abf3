import type { Finding } from "../../../finding/finding";
import { inventoryFinding as finding } from "../../finding/inventory-finding";
import { isPublished } from "../../schema/sections/module";
import type { ClusterDefinition } from "../cluster-definition";
import { moduleReference } from "./module-reference";

/** Variables with groups or profiles, each of which has subnets of its own or those of the cluster. */
const GROUPS = ["eks_managed_node_groups", "fargate_profiles", "self_managed_node_groups"] as const;

/**
 * Subnets and VPC, which the module declares with a default and cannot do without: it takes the first list of subnets that is not
 * empty, and fails where none is; a group without subnets is refused by AWS; security groups of a new cluster without a VPC
 * would be made in the default one.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/main.tf
 */
export function networkFindings(definition: ClusterDefinition): Finding[] {
  const { module, moduleVariables = {}, migration } = definition;
  const variables = new Map<string, unknown>(Object.entries(moduleVariables));
  if (!isPublished(module?.source) || variables.get("create") === false) return [];
  return [
    ...(isThere(variables.get("subnet_ids")) ? [] : withoutSubnets(variables)),
    ...(migration === undefined ? withoutVpc(variables) : []),
  ];
}

function withoutSubnets(variables: ReadonlyMap<string, unknown>): Finding[] {
  const groups = GROUPS.flatMap((section) => groupsWithout(section, variables));
  if (isThere(variables.get("control_plane_subnet_ids"))) return groups;
  const message = "missing, expected subnets of the cluster, without which the module plans nothing";
  const help =
    "write `subnet_ids: [subnet-...]`, or `{ from: STATE, output: NAME }` of a state in terraform.remote_states";
  return [finding("key-missing", "subnet_ids", { message, help })];
}

function groupsWithout(section: (typeof GROUPS)[number], variables: ReadonlyMap<string, unknown>): Finding[] {
  if (isThere(fieldOf(variables.get(section.replace(/s$/, "_defaults")), "subnet_ids"))) return [];
  return Object.entries(fieldsIn(variables.get(section))).flatMap(([key, group]) => {
    if (moduleReference(group) !== undefined || isThere(fieldOf(group, "subnet_ids"))) return [];
    const message = "missing, expected subnets of the group, or subnet_ids of the cluster: AWS makes none without them";
    return [finding("key-missing", `${section}.${key}.subnet_ids`, { message, help: "write `subnet_ids`" })];
  });
}

function withoutVpc(variables: ReadonlyMap<string, unknown>): Finding[] {
  const made = ["create_cluster_security_group", "create_node_security_group"].filter(
    (name) => variables.get(name) !== false,
  );
  if (made.length === 0 || isThere(variables.get("vpc_id"))) return [];
  return [
    finding("key-missing", "vpc_id", {
      message:
        "missing, expected the VPC of the subnets: the module makes security groups, which AWS would put into the default VPC",
      help: `write \`vpc_id\`; or ${made.map((name) => `\`${name}: false\``).join(" and ")}`,
    }),
  ];
}

/** Whether something is written: a reference, or a list with elements. */
function isThere(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== "";
}

function fieldOf(value: unknown, name: string): unknown {
  return fieldsIn(value)[name];
}

function fieldsIn(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || moduleReference(value) !== undefined) return {};
  return { ...value };
}
