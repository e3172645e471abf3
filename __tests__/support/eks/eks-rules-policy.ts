import { ACCESS_POLICIES } from "../../../lib/access/access-policy/access-policy";
import { type EksRequest, textOf, textsOf } from "./eks-request";
import type { EksRule } from "./eks-rule";
import { fieldsOf } from "../terraform/provider-schema";

const POLICIES = "https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html";
const ASSOCIATE = "https://docs.aws.amazon.com/eks/latest/APIReference/API_AssociateAccessPolicy.html";
const PERMISSIONS = "https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html";
const INVALID = { exception: "InvalidParameterException", status: 400 } as const;

const POLICY = /^arn:(aws|aws-cn|aws-us-gov):eks::aws:cluster-access-policy\/(\w+)$/;
const SERVICE_LINKED = /^AmazonEKS(BlockStorage(Cluster)?|Compute(Cluster)?|Hybrid|ClusterInsights)Policy$/;

/** What EKS refuses of access policies on entries. */
export const POLICY_RULES: readonly EksRule[] = [
  {
    refuses: "a policy that is no access policy, or of another partition",
    operations: ["AssociateAccessPolicy"],
    ...INVALID,
    text: () => "The policyArn parameter format is not valid",
    source: `DOMAIN §2.4, R29; ${ASSOCIATE}`,
    when: ({ policyArn, principalArn }) => POLICY.exec(policyArn)?.[1] !== principalArn.split(":")[1],
  },
  {
    refuses: "a policy for the service-linked role of EKS only",
    operations: ["AssociateAccessPolicy"],
    ...INVALID,
    text: () => "The specified policyArn is invalid: it is reserved for a service-linked role",
    source: `DOMAIN §2.4, R34; docs PR #1003; ${PERMISSIONS}`,
    when: (request) => SERVICE_LINKED.test(policyName(request)),
  },
  {
    refuses: "a policy that AWS does not have",
    operations: ["AssociateAccessPolicy"],
    exception: "ResourceNotFoundException",
    status: 404,
    text: ({ policyArn }) => `The specified policyArn could not be found: ${policyArn}`,
    source: `DOMAIN §2.4, R34; ${ASSOCIATE}`,
    when: (request) => !ACCESS_POLICIES.some(({ name }) => name === policyName(request)),
  },
  {
    refuses: "a policy on a type other than STANDARD and EC2",
    operations: ["AssociateAccessPolicy"],
    ...INVALID,
    text: () => 'This operation can only be performed on Access Entries with a type of "STANDARD".',
    source: `DOMAIN §2.2, R30; tf-aws-eks #3274; ${POLICIES}`,
    when: async ({ principalArn }, state) =>
      !["STANDARD", "EC2"].includes((await state.entry(principalArn))?.type ?? ""),
  },
  {
    refuses: "a scope that is neither cluster nor namespace",
    operations: ["AssociateAccessPolicy"],
    ...INVALID,
    text: (request) => `Invalid access scope type ${scopeOf(request).type}`,
    source: `DOMAIN §2.4, R31; ${ASSOCIATE}`,
    when: (request) => !["cluster", "namespace"].includes(scopeOf(request).type),
  },
  {
    refuses: "namespaces in a cluster scope",
    operations: ["AssociateAccessPolicy"],
    ...INVALID,
    text: () => "Namespaces cannot be specified for an access scope of type cluster",
    source: `DOMAIN §2.4, R31; ${ASSOCIATE}`,
    when: (request) => scopeOf(request).type === "cluster" && scopeOf(request).namespaces.length > 0,
  },
  {
    refuses: "a namespace scope without namespaces",
    operations: ["AssociateAccessPolicy"],
    ...INVALID,
    text: () => "Namespaces must be specified for an access scope of type namespace",
    source: `DOMAIN §2.4, R31; ${ASSOCIATE}`,
    when: (request) => scopeOf(request).type === "namespace" && scopeOf(request).namespaces.length === 0,
  },
  {
    refuses: "to take away a policy that the entry does not have",
    operations: ["DisassociateAccessPolicy"],
    exception: "ResourceNotFoundException",
    status: 404,
    text: () => "The specified policyArn could not be found on this access entry",
    source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_DisassociateAccessPolicy.html",
    when: async ({ principalArn, policyArn }, state) =>
      !(await state.policies(principalArn)).some((held) => held.policyArn === policyArn),
  },
];

function policyName({ policyArn }: EksRequest): string {
  return POLICY.exec(policyArn)?.[2] ?? "";
}

function scopeOf({ body }: EksRequest): { readonly type: string; readonly namespaces: readonly string[] } {
  const { type, namespaces } = fieldsOf(body.accessScope);
  return { type: textOf(type), namespaces: textsOf(namespaces) };
}
