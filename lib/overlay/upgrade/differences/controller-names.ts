import type { ModuleVariable } from "../../../module/module-table";
import { expressionOf, type HclValue, literalText } from "../../root/hcl-value";
import { soleExpression } from "../../root/template";

type Variables = ReadonlyMap<string, ModuleVariable>;
type Body = Readonly<Record<string, HclValue>>;

/**
 * Arguments of Karpenter's call that keep the controller's role and policy by a bump to v20: before, names came from the cluster's,
 * and one description and one path were for both. Names are written as the module took them: AWS adds the suffix to each of
 * them, for both are prefixes by default. By argument what to do; nothing of an argument that is written.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v19.21.0/modules/karpenter/main.tf
 */
export function keptByController(body: Body, before: Variables, after: Variables): ReadonlyMap<string, string> {
  if (!before.has("create_irsa") || after.has("create_irsa")) return new Map();
  const name = expressionOf(body.irsa_name ?? ofCluster(body.cluster_name));
  const description = expressionOf(body.irsa_description ?? DESCRIPTION);
  const path = body.irsa_path === undefined ? '"/"' : expressionOf(body.irsa_path);
  const kept = (argument: string, value: string, what: string): [string, string] => [
    argument,
    `add ${argument} = ${value}: ${what}, and by another one it is made anew`,
  ];
  return new Map([
    kept("iam_role_name", name, "the role of the controller has that name before its suffix"),
    kept("iam_policy_name", name, "its policy has that name before its suffix"),
    kept("iam_policy_description", description, "its policy has that description"),
    ...(path === '"/"' ? [] : [kept("iam_policy_path", path, "its policy has the path of its role")]),
  ]);
}

/** What both were described by, where nothing else was written. */
const DESCRIPTION = "Karpenter IAM role for service account";

/** The name that v18 and v19 give where none is written, as a template. */
function ofCluster(cluster: HclValue | undefined): string {
  const text = literalText(cluster);
  if (text !== undefined || typeof cluster !== "string") return `KarpenterIRSA-${text ?? ""}`;
  const sole = soleExpression(cluster);
  return sole === undefined ? `KarpenterIRSA-${cluster}` : `KarpenterIRSA-\${${sole.trim()}}`;
}
