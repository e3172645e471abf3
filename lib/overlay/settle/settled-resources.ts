import { literals } from "../../eks/address/literal";
import { ownAwsProvider } from "../files/cluster-blocks";
import { namePrefix } from "../files/cluster-names";
import { entryValue } from "../files/entry-value";
import type { OverlayTarget } from "../overlay-target";
import { attributesOf, expressionOf, hclValue, isLiteralMap } from "../root/hcl-value";
import { aligned, type Assignment, inward } from "./aligned";
import { itemsAsAssignments } from "./pretty";
import { settledKubernetes } from "./settled-kubernetes";

/** Entries that no module makes keep their addresses: the blocks move from JSON to HCL. */
export function entryResources(target: OverlayTarget): string[] {
  const { definition, rendering } = target.cluster.staged;
  const provider = reference(ownAwsProvider(target));
  const prefix = namePrefix(definition.clusterName);
  const { clusterName, tags = {} } = definition;
  return Object.entries(rendering.entries).flatMap(([key, entry]) => {
    const { policy_associations: policies, tags: own, ...rest } = entryValue(entry);
    const name = `${prefix}_${resourceName(key)}`;
    const type = entry.type ?? "STANDARD";
    const allTags = { ...tags, ...(isLiteralMap(own) ? own : {}) };
    const body = {
      cluster_name: clusterName,
      ...rest,
      type,
      ...(Object.keys(allTags).length > 0 ? { tags: allTags } : {}),
    };
    const attributes = itemsAsAssignments(attributesOf(hclValue(literals<unknown>(body))));
    const entryBody = aligned([...provider, ...attributes]);
    return [
      ...resourceLines("aws_eks_access_entry", name, entryBody),
      ...(isLiteralMap(policies) ? Object.entries(policies) : []).flatMap(([policy, value]) => {
        const { policy_arn: arn, access_scope: scope } = isLiteralMap(value) ? value : {};
        const association = [
          ...aligned([
            ...provider,
            ["cluster_name", [expressionOf(clusterName)]],
            ["principal_arn", [`aws_eks_access_entry.${name}.principal_arn`]],
            ["policy_arn", [expressionOf(arn ?? null)]],
          ]),
          ...blockLines("access_scope", aligned(itemsAsAssignments(attributesOf(scope)))),
        ];
        return resourceLines("aws_eks_access_policy_association", `${name}_${resourceName(policy)}`, association);
      }),
    ];
  });
}

/** Bindings keep their addresses too, and get the root's own provider: that of our files goes with them. */
export function bindings(target: OverlayTarget): string[] {
  const { definition } = target.cluster.staged;
  const prefix = namePrefix(definition.clusterName);
  const provider = providerLines(target);
  return Object.entries(definition.rbacBindings ?? {}).flatMap(([key, binding]) => {
    const { group, clusterRole, role, namespace, name = key } = binding;
    const type = namespace === undefined ? "kubernetes_cluster_role_binding_v1" : "kubernetes_role_binding_v1";
    const texts = (body: Readonly<Record<string, string>>): string[] => aligned(itemsAsAssignments(literals(body)));
    const to = { kind: clusterRole === undefined ? "Role" : "ClusterRole", name: clusterRole ?? role ?? "" };
    return resourceLines(type, `${prefix}_${resourceName(key)}`, [
      ...provider,
      ...blockLines("metadata", texts({ name, ...(namespace === undefined ? {} : { namespace }) })),
      ...blockLines("role_ref", texts({ api_group: RBAC, ...to })),
      ...blockLines("subject", texts({ kind: "Group", name: group, api_group: RBAC })),
    ]);
  });
}

/** `provider = aws.prod`; nothing where the default one serves. */
function reference(provider: string | undefined): Assignment[] {
  return provider === undefined ? [] : [["provider", [provider]]];
}

/** A binding without its provider would be made in another cluster: where nobody names it among several, whoever settles says which. */
function providerLines(target: OverlayTarget): string[] {
  const found = settledKubernetes(target);
  if ("provider" in found) return aligned(reference(found.provider));
  const { clusterName } = target.cluster.staged.definition;
  return [`# that of ${clusterName}: ${found.candidates.join(" or ")}`, ...aligned(reference(CHOOSE))];
}

/** No provider has this alias: Terraform refuses it until one is chosen. */
const CHOOSE = "kubernetes.CHOOSE";

const RBAC = "rbac.authorization.k8s.io";

function resourceName(key: string): string {
  return key.replace(/[^\p{L}\p{N}_-]/gu, "_");
}

/** A block of the root module, after an empty line. */
function resourceLines(type: string, name: string, body: readonly string[]): string[] {
  return ["", ...blockLines(`resource "${type}" "${name}"`, body)];
}

/** A block over several lines. */
export function blockLines(header: string, body: readonly string[]): string[] {
  return [`${header} {`, ...inward(body), "}"];
}
