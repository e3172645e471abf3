import { compareVersions } from "../../../module/module-version";
import { expressionOf, type HclValue, literalText } from "../../root/hcl-value";
import { CONFLICTS } from "./read-shapes";

/** v21 takes overrides of instance types within the launch template, as AWS has them. */
const OVERRIDES = /(?:^|\.)mixed_instances_policy\.override$/;

/** An argument or a field that a version reads no more. */
interface Gone {
  /** `cluster_addons.coredns.resolve_conflicts` */
  readonly path: string;
  /** Undefined where it is not looked at. */
  readonly value?: HclValue;
  readonly to: string;
}

/** What to do about an argument or a field that has no other name now; undefined where it is just deleted. */
export function goneVariableWords({ path, value, to }: Gone): string | undefined {
  const name = path.slice(path.lastIndexOf(".") + 1);
  if (path.startsWith("cluster_addons.") && name === CONFLICTS) return conflictsWords(value);
  if (OVERRIDES.test(path))
    return "move it into launch_template: mixed_instances_policy = { launch_template = { override = [...] } }";
  if (name === "platform")
    return "write ami_type in its place, as the state has it (AL2_x86_64, AL2023_x86_64_STANDARD, BOTTLEROCKET_x86_64, WINDOWS_CORE_2022_x86_64): it tells the platform now; where the state has CUSTOM, the type of its image, for the module takes CUSTOM with user_data_template_path alone";
  if (name === "conditions") return "rename it to condition";
  if (name === "cluster_service_ipv4_cidr") return "rename it to cluster_service_cidr";
  if (name.startsWith("irsa_") || name === "enable_irsa") return trustWords(to);
  if (name === "enable_security_groups_for_pods")
    return "delete it; where pods have security groups, write AmazonEKSVPCResourceController under iam_role_additional_policies";
  return undefined;
}

/** Of Karpenter's call: v20 makes the policy of the controller by other conditions, v21 has no trust of OIDC. */
function trustWords(to: string): string {
  return compareVersions(to, "21.0.0") < 0
    ? `delete it: ${to} makes the policy of the controller without it`
    : "delete it: the role trusts Pod Identity alone from v21 on; first let the pods of Karpenter take it so, or they lose it";
}

/**
 * Until v19 one argument said both. The provider takes no PRESERVE where an add-on is made: it did there what NONE does.
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAddon.html
 */
function conflictsWords(value: HclValue | undefined): string {
  const both = (create: string, update: string): string =>
    `write resolve_conflicts_on_create = ${create} and resolve_conflicts_on_update = ${update} in its place`;
  if (value === null) return `${both("null", "null")}: left out, they are "OVERWRITE"`;
  const text = literalText(value);
  if (text === "OVERWRITE")
    return 'delete it: resolve_conflicts_on_create and resolve_conflicts_on_update are "OVERWRITE" by default';
  if (text !== undefined) return both('"NONE"', JSON.stringify(text));
  const own = value === undefined ? "its value" : expressionOf(value);
  return `${both(own, own)}; where it comes to PRESERVE, "NONE" on create: left out, they are "OVERWRITE"`;
}
