import type { AccessPolicyAssociation, EntryCluster } from "./access-entry";
import type { JudgedEntry } from "./access-entry-keys";
import { ACCESS_ENTRY_TYPE_FACTS } from "./access-entry-type";
import {
  ACCESS_POLICIES,
  accessPolicyArn,
  findAccessPolicy,
  parseAccessPolicyArn,
} from "../access-policy/access-policy";
import { parseArn, type Partition } from "../principal/arn";
import { didYouMean } from "../../finding/did-you-mean";
import { type Finding, findingsIn } from "../../finding/finding";
import { shorten, shortenArn } from "../../finding/shorten";

const AUTO_NODE_POLICY = "AmazonEKSAutoNodePolicy";
/** A DNS label, in which `*` stands for any text. */
const NAMESPACE = /^[a-z0-9*]([-a-z0-9*]{0,61}[a-z0-9*])?$/;
const finding = findingsIn("file");

/**
 * What is wrong with the policies of an entry (R29-R31, R34).
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html
 */
export function policyFindings(path: string, entry: JudgedEntry, cluster: EntryCluster): Finding[] {
  const associations = Object.entries(entry.policyAssociations ?? {});
  const type = entry.type ?? "STANDARD";
  if (associations.length > 0 && !ACCESS_ENTRY_TYPE_FACTS[type].policies) {
    return [
      finding("entry-policies-on-type", `${path}.policy_associations`, {
        message: `policies on type ${type}, expected none, got \`${shorten(associations.map(([key]) => key).join(", "))}\``,
        help: "delete `policy_associations`: what nodes may do comes with the type. For people or programs write `type: STANDARD`",
      }),
    ];
  }
  const partition = cluster.partition ?? partitionOf(entry);
  const each = associations.flatMap(([key, association]) => {
    const at = `${path}.policy_associations.${key}`;
    return [...arnFindings(`${at}.policy_arn`, association.policyArn, partition), ...scopeFindings(at, association)];
  });
  return [...each, ...duplicates(path, associations), ...autoNode(path, entry, partition)];
}

/** The principal's partition stands in for the cluster's, where that is not known. */
function partitionOf({ principalArn = "" }: JudgedEntry): Partition | undefined {
  const principal = parseArn(principalArn);
  return "arn" in principal ? principal.arn.partition : undefined;
}

function arnFindings(path: string, policyArn: string, partition: Partition | undefined): Finding[] {
  const arn = parseAccessPolicyArn(policyArn);
  if (arn === undefined) {
    return [
      finding("entry-policy-malformed", path, {
        message: `not an access policy, expected \`arn:aws:eks::aws:cluster-access-policy/<name>\`, got \`${shortenArn(policyArn)}\``,
        help: "`aws eks list-access-policies` lists them; IAM policies are none. AWS: ResourceNotFoundException",
      }),
    ];
  }
  const found = catalogueFindings(path, arn.name);
  if (partition === undefined || partition === arn.partition) return found;
  return [
    ...found,
    finding("entry-policy-partition", path, {
      message: `policy of another partition, expected \`${partition}\`, got \`${arn.partition}\``,
      help: "write the ARN of the policy in the partition of the cluster: policy, principal and cluster are of one partition",
    }),
  ];
}

function catalogueFindings(path: string, name: string): Finding[] {
  const policy = findAccessPolicy(name);
  if (policy === undefined) {
    const near = didYouMean(
      name,
      ACCESS_POLICIES.map((each) => each.name),
    );
    return [
      finding("entry-policy-unknown", path, {
        message: `unknown policy, expected one of the ${ACCESS_POLICIES.length} in our catalogue, got \`${shorten(name)}\``,
        help: `${near === undefined ? "" : `did you mean \`${near}\`? `}\`aws eks list-access-policies\` lists what AWS has: of a policy that it has not, the apply ends with an error, and the entry is left without it`,
      }),
    ];
  }
  if (policy.assignable) return [];
  return [
    finding("entry-policy-service-linked", path, {
      message: `policy for the service-linked role of EKS, expected one that can be assigned, got \`${name}\``,
      help: "delete this association: EKS makes it by itself",
    }),
  ];
}

function scopeFindings(path: string, { accessScope }: AccessPolicyAssociation): Finding[] {
  const namespaces = accessScope.namespaces ?? [];
  const scope = `${path}.access_scope`;
  switch (accessScope.type) {
    case "cluster":
      if (namespaces.length === 0) return [];
      return [
        finding("entry-scope-namespaces", `${scope}.namespaces`, {
          message: `namespaces in a cluster scope, expected none, got \`${shorten(namespaces.join(", "))}\``,
          help: "leave them out, or write type: namespace. AWS: InvalidParameterException",
        }),
      ];
    case "namespace":
      return namespaceFindings(`${scope}.namespaces`, namespaces);
    default:
      return [unknownScope(`${scope}.type`, accessScope.type)];
  }
}

function namespaceFindings(path: string, namespaces: readonly string[]): Finding[] {
  if (namespaces.length === 0) {
    return [
      finding("entry-scope-namespaces", path, {
        message:
          "a namespace scope without namespaces, expected at least one name, or a pattern such as dev-*, got `[]`",
        help: "write `access_scope: { type: namespace, namespaces: [NAME] }`, or `access_scope: { type: cluster }` for the whole cluster. AWS: InvalidParameterException",
      }),
    ];
  }
  return namespaces.flatMap((namespace, i) => {
    if (NAMESPACE.test(namespace)) return [];
    return [
      finding("entry-scope-namespaces", `${path}[${i}]`, {
        message: `no namespace has this name, expected a DNS label or a pattern such as dev-*, got \`${shorten(namespace)}\``,
        help: "write the name of a namespace: lower-case letters, digits and `-`, at most 63, or a pattern with `*`",
      }),
    ];
  });
}

function unknownScope(path: string, type: string): Finding {
  return finding("entry-scope-type", path, {
    message: `unknown scope, expected cluster or namespace, got \`${shorten(type)}\``,
    help: "write `type: cluster`, or `type: namespace` with namespaces. AWS: InvalidParameterException",
  });
}

function duplicates(path: string, associations: readonly (readonly [string, AccessPolicyAssociation])[]): Finding[] {
  return associations.flatMap(([key, { policyArn }], i) => {
    const first = associations.slice(0, i).find(([, other]) => other.policyArn === policyArn);
    if (first === undefined) return [];
    return [
      finding("entry-policy-duplicate", `${path}.policy_associations.${key}.policy_arn`, {
        message: `second association of one policy, expected only policy_associations.${shorten(first[0])}, got \`${shortenArn(policyArn)}\``,
        help: "an entry holds one scope per policy: write all namespaces under one of the two keys and delete the other, or write `access_scope: { type: cluster }` there",
      }),
    ];
  });
}

function autoNode(path: string, entry: JudgedEntry, partition: Partition = "aws"): Finding[] {
  if (entry.type !== "EC2" || !entry.whole) return [];
  const associations = Object.entries(entry.policyAssociations ?? {});
  const own = associations.filter(([, { policyArn }]) => parseAccessPolicyArn(policyArn)?.name === AUTO_NODE_POLICY);
  if (own.some(([, { accessScope }]) => accessScope.type === "cluster")) return [];
  const at = `${path}.policy_associations`;
  const expected = `Auto Mode nodes of its role cannot join, expected ${AUTO_NODE_POLICY} at cluster scope`;
  const [narrow] = own;
  if (narrow !== undefined) {
    const help = "write `access_scope: { type: cluster }`, and delete its namespaces";
    const message = `${expected}, got it at scope \`${shorten(narrow[1].accessScope.type)}\``;
    return [finding("entry-auto-node-policy", `${at}.${narrow[0]}.access_scope`, { message, help })];
  }
  const arns = associations.map(([, { policyArn }]) => policyArn).join(", ");
  return [
    finding("entry-auto-node-policy", at, {
      message: `${expected}, got ${arns === "" ? "no association" : `\`${shortenArn(arns)}\``}`,
      help: `write under \`policy_associations\`: \`node: { policy_arn: ${accessPolicyArn(partition, AUTO_NODE_POLICY)}, access_scope: { type: cluster } }\``,
    }),
  ];
}
