import { readFileSync } from "node:fs";
import { join } from "node:path";
import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import { awsAuthOf, type RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import { parsePlan } from "../../../lib/plan/reading/read-plan";
import type { ResourceChange, TerraformPlan } from "../../../lib/plan/reading/terraform-plan";
import { ACCOUNT, policyArn, role } from "../definitions/arns";

type Json = Readonly<Record<string, unknown>>;
type Block = Json & { readonly address: string };

/** One plan of `fixtures/cases`, made by Terraform or from a public report. */
export function caseNamed(name: string): TerraformPlan {
  const read = parsePlan(readFileSync(join(__dirname, "../../fixtures/cases", `${name}.json`), "utf8"));
  if (read.kind !== "plan") throw new Error(`${name}: ${read.kind === "unreadable" ? read.problem : read.kind}`);
  return read.plan;
}

/** A resource that a plan makes. */
export function creates(address: string, after: Json, afterUnknown: Json = {}): ResourceChange {
  return change(address, { actions: ["create"], before: null, after, after_unknown: afterUnknown });
}

/** A resource that a plan destroys. */
export function deletes(address: string, before: Json, reason = "delete_because_no_resource_config"): ResourceChange {
  return { ...change(address, { actions: ["delete"], before, after: null }), action_reason: reason };
}

/** A resource that a plan changes in place. */
export function updates(address: string, before: Json, after: Json): ResourceChange {
  return change(address, { actions: ["update"], before, after, after_unknown: {} });
}

/** A resource that a plan destroys and makes anew; what is left out afterwards is known after apply. */
export function replaces(address: string, sides: readonly [before: Json, after: Json], path?: string): ResourceChange {
  const [before, after] = sides;
  const forced = path === undefined ? {} : { replace_paths: [[path]] };
  const left = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  const unknown = Object.fromEntries(left.map((key) => [key, true]));
  const actions = ["delete", "create"];
  return {
    ...change(address, { actions, before, after, after_unknown: unknown, ...forced }),
    action_reason: "replace_because_cannot_update",
  };
}

/** A resource that stays as it is. */
export function keeps(address: string, values: Json): ResourceChange {
  return change(address, { actions: ["no-op"], before: values, after: values });
}

/** A resource that Terraform lets go of. */
export function forgets(address: string, before: Json): ResourceChange {
  return change(address, { actions: ["forget"], before, after: null });
}

function change(address: string, what: ResourceChange["change"]): ResourceChange {
  const [, module, mode, type = "", name = "", index] = ADDRESS.exec(address) ?? [];
  const key: unknown = index === undefined ? undefined : JSON.parse(index);
  return {
    address,
    ...(module === undefined || module === "" ? {} : { module_address: module.slice(0, -1) }),
    mode: mode === undefined ? "managed" : "data",
    type,
    name,
    ...(typeof key === "string" || typeof key === "number" ? { index: key } : {}),
    change: what,
  };
}

const ADDRESS = /^((?:module\.[\w-]+(?:\[[^\]]*\])?\.)*)(data\.)?([a-z0-9_]+)\.([\w-]+)(?:\[(.*)\])?$/;

/** What `aws_eks_cluster` holds of a cluster of the name `shop`, or another. */
export function cluster(mode: string, more: Json = {}, name = "shop"): Json {
  const arn = `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/${name}`;
  const access = [{ authentication_mode: mode, bootstrap_cluster_creator_admin_permissions: false }];
  return { name, arn, access_config: access, ...more };
}

/** What an access entry holds. */
export function entry(name: string, more: Json = {}, arn = role(name)): Json {
  const given = { cluster_name: "shop", principal_arn: arn, type: "STANDARD", kubernetes_groups: [] };
  return { ...given, user_name: `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/{{SessionName}}`, ...more };
}

/** What a node's entry holds, once EKS has filled it in. */
export function nodeEntry(name: string, type = "EC2_LINUX"): Json {
  return entry(name, { type, kubernetes_groups: ["system:nodes"], user_name: "system:node:{{EC2PrivateDNSName}}" });
}

/** What an association of a policy holds; at cluster scope, unless namespaces are given. */
export function policy(name: string, policyName: string, namespaces?: readonly string[]): Json {
  const scope = namespaces === undefined ? { type: "cluster", namespaces: null } : { type: "namespace", namespaces };
  return {
    cluster_name: "shop",
    principal_arn: role(name),
    policy_arn: policyArn(policyName),
    access_scope: [scope],
  };
}

/** What a resource that holds aws-auth holds, by these rows of roles; its other sections where they are given. */
export function awsAuth(rows: readonly RoleRow[], more: Json = {}): Json {
  const { mapRoles } = encodeAwsAuth(awsAuthOf(rows));
  return { metadata: [{ name: "aws-auth", namespace: "kube-system" }], data: { mapRoles, ...more } };
}

/** Rows as people write them. */
export const adminRow: RoleRow = { rolearn: role("ops"), username: "ops", groups: ["system:masters"] };
export const devRow: RoleRow = { rolearn: role("dev"), username: "dev", groups: ["developers"] };
export const nodeRow = (name = "nodes"): RoleRow => ({
  rolearn: role(name),
  username: "system:node:{{EC2PrivateDNSName}}",
  groups: ["system:bootstrappers", "system:nodes"],
});

/** A plan of one team, written by hand as Terraform writes it: its changes, and what of its configuration matters. */
export function teamPlan(changes: readonly ResourceChange[], more: Partial<TerraformPlan> = {}): TerraformPlan {
  return { format_version: "1.2", terraform_version: "1.11.4", complete: true, resource_changes: changes, ...more };
}

/** The same with blocks of the root module. */
export function rootBlocks(...blocks: readonly Block[]): Partial<TerraformPlan> {
  return {
    configuration: {
      root_module: {
        resources: blocks.map((block) => {
          const [type = "", name = ""] = block.address.split(".");
          return { mode: "managed", type, name, provider_config_key: "aws", ...block };
        }),
      },
    },
  };
}
