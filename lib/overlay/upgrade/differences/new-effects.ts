import type { ModulePart } from "../../../module/module-table";

const NO_ENTRY =
  "the default makes an entry of the nodes' role, which AWS refuses in mode CONFIG_MAP, and in another mode where there is one: the cluster file has it";
const OWN_GROUP =
  "it is gone, and with it the security group of each group: rules of it that nodes need go to node_security_group_additional_rules first";

/** What a default does that came with a version, or is gone with it: `part.variable`. */
const EFFECTS: Readonly<Record<string, string>> = {
  "eks-managed-node-group.create_security_group": OWN_GROUP,
  "eks.create_kms_key":
    "add create_kms_key = false: the module made no key before, and the default encrypts Secrets by one, which cannot be undone",
  "eks.enable_auto_mode_custom_tags":
    "add enable_auto_mode_custom_tags = false: the default adds a policy to the cluster's role",
  "eks.node_security_group_enable_recommended_rules":
    "leave it at its default, true: rules of v18 are gone (to the internet by 443 and 123, to coredns), and these take their place; delete rules of node_security_group_additional_rules that say the same, or AWS refuses them as duplicates",
  "karpenter.create_access_entry": `add create_access_entry = false: ${NO_ENTRY}`,
  "karpenter.enable_irsa":
    "add enable_irsa = true where the pods of Karpenter take the role by IRSA: the default was to, and now the role trusts Pod Identity alone",
  "karpenter.enable_pod_identity":
    "add enable_pod_identity = false where the role's trust has to stay: the default lets Pod Identity take it",
  "karpenter.rule_name_prefix":
    "the rules of EventBridge are made anew, with names that begin with it: the default is Karpenter",
  "self-managed-node-group.create_access_entry": `add create_access_entry = false: ${NO_ENTRY}`,
  "self-managed-node-group.create_security_group": OWN_GROUP,
};

/** What to do about a default that came or is gone; undefined where nobody has said it. */
export function newEffect(part: ModulePart, name: string): string | undefined {
  return EFFECTS[`${part}.${name}`];
}

/** The same, of self-managed groups, each of which makes an entry of its role from v20 on. */
export const GROUPS_NO_ENTRY = `add self_managed_node_group_defaults = { create_access_entry = false }: ${NO_ENTRY}`;
