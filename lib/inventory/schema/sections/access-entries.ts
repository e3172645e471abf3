import { z } from "zod";
import { ACCESS_ENTRY_TYPES } from "../../../access/access-entry/access-entry-type";
import { section } from "../camel-keys";
import { name, text, textMap, texts } from "../texts";

const accessScope = section({
  type: z.enum(["cluster", "namespace"]).describe("`cluster`: everywhere; `namespace`: where `namespaces` says."),
  namespaces: texts.describe("Namespaces, or patterns such as `dev-*`. `[]` beside `cluster`.").exactOptional(),
});

const policyAssociation = section({
  policy_arn: text
    .meta({ examples: ["arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"] })
    .describe("ARN of an access policy; `aws eks list-access-policies` lists them."),
  access_scope: accessScope.describe("Where the policy holds."),
});

/**
 * One access entry, in the module's shape. What EKS would refuse in it is judged by `validateAccessEntries`.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/main.tf
 */
export const accessEntry = section({
  principal_arn: text
    .meta({ examples: ["arn:aws:iam::111122223333:role/admin"] })
    .describe("ARN of an IAM role, with its path, or of an IAM user."),
  type: z
    .enum(ACCESS_ENTRY_TYPES)
    .describe("STANDARD for people and workloads; the others are for nodes. Default: STANDARD.")
    .exactOptional(),
  kubernetes_groups: texts.describe("Groups that RBAC binds; on STANDARD entries only.").exactOptional(),
  user_name: text.describe("Username in Kubernetes. Left out, EKS takes the principal's ARN.").exactOptional(),
  policy_associations: z
    .record(name, policyAssociation)
    .describe("Access policies, by a key of your choice.")
    .exactOptional(),
  tags: textMap.describe("Tags of the entry, beside those of the cluster.").exactOptional(),
});

/** `access_entries`: by a key that becomes the name of a resource. */
export const accessEntries = z.record(name, accessEntry);
