import type { AccessEntry, AccessPolicyAssociation } from "./access-entry";
import { ACCESS_ENTRY_RULES } from "./access-entry-rules";
import { ACCESS_ENTRY_TYPE_FACTS } from "./access-entry-type";
import { ACCESS_POLICIES, findAccessPolicy, parseAccessPolicyArn } from "./access-policy";
import { parseArn } from "./arn";
import { didYouMean } from "./did-you-mean";
import { type Finding, findingsOf } from "./finding";

const AUTO_NODE_POLICY = "AmazonEKSAutoNodePolicy";
const finding = findingsOf(ACCESS_ENTRY_RULES);

/**
 * What is wrong with the policies of an entry (R29-R31, R34).
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html
 */
export function policyFindings(path: string, entry: AccessEntry): Finding[] {
  const associations = Object.entries(entry.policyAssociations ?? {});
  const type = entry.type ?? "STANDARD";
  if (associations.length > 0 && !ACCESS_ENTRY_TYPE_FACTS[type].policies) {
    return [
      finding("entry-policies-on-type", `${path}.policy_associations`, {
        message: `policies on type ${type}, expected none`,
        help: "leave policy_associations out: what such nodes may do comes with the type",
      }),
    ];
  }
  const each = associations.flatMap(([key, association]) =>
    associationFindings(`${path}.policy_associations.${key}`, association, entry),
  );
  return [...each, ...duplicates(path, associations), ...autoNode(path, entry)];
}

function associationFindings(path: string, association: AccessPolicyAssociation, entry: AccessEntry): Finding[] {
  return [...arnFindings(`${path}.policy_arn`, association.policyArn, entry), ...scopeFindings(path, association)];
}

function arnFindings(path: string, policyArn: string, entry: AccessEntry): Finding[] {
  const arn = parseAccessPolicyArn(policyArn);
  if (arn === undefined) {
    return [
      finding("entry-policy-malformed", path, {
        message: `no access policy, expected \`arn:aws:eks::aws:cluster-access-policy/<name>\`, got \`${policyArn}\``,
        help: "`aws eks list-access-policies` lists them; IAM policies are none. AWS: ResourceNotFoundException",
      }),
    ];
  }
  const principal = parseArn(entry.principalArn);
  const found = catalogueFindings(path, arn.name);
  if (!("arn" in principal) || principal.arn.partition === arn.partition) return found;
  return [
    ...found,
    finding("entry-policy-partition", path, {
      message: `policy of another partition, expected \`${principal.arn.partition}\`, got \`${arn.partition}\``,
      help: "policy, principal and cluster are of one partition",
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
        message: `policy \`${name}\` is not in our catalogue`,
        help: `${near === undefined ? "" : `did you mean \`${near}\`? `}\`aws eks list-access-policies\` lists what AWS has`,
      }),
    ];
  }
  if (policy.assignable) return [];
  return [
    finding("entry-policy-service-linked", path, {
      message: `policy \`${name}\` is for the service-linked role of EKS, expected one that can be assigned`,
      help: "EKS associates it by itself: leave it out",
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
          message: `namespaces in a cluster scope, expected none, got \`${namespaces.join(", ")}\``,
          help: "leave them out, or write type: namespace. AWS: InvalidParameterException",
        }),
      ];
    case "namespace":
      if (namespaces.length > 0 && namespaces.every((namespace) => namespace !== "")) return [];
      return [
        finding("entry-scope-namespaces", `${scope}.namespaces`, {
          message: "no namespace in a namespace scope, expected at least one name, or a pattern such as dev-*",
          help: "name them, or write type: cluster. AWS: InvalidParameterException",
        }),
      ];
    default:
      return [unknownScope(`${scope}.type`, accessScope.type)];
  }
}

function unknownScope(path: string, type: string): Finding {
  return finding("entry-scope-type", path, {
    message: `unknown scope, expected cluster or namespace, got \`${type}\``,
    help: "AWS: InvalidParameterException",
  });
}

function duplicates(path: string, associations: readonly (readonly [string, AccessPolicyAssociation])[]): Finding[] {
  return associations.flatMap(([key, { policyArn }], i) => {
    const first = associations.slice(0, i).find(([, other]) => other.policyArn === policyArn);
    if (first === undefined) return [];
    return [
      finding("entry-policy-duplicate", `${path}.policy_associations.${key}.policy_arn`, {
        message: `second association of one policy, the other is policy_associations.${first[0]}, got \`${policyArn}\``,
        help: "an entry holds one scope per policy: merge the namespaces, or write cluster",
      }),
    ];
  });
}

function autoNode(path: string, entry: AccessEntry): Finding[] {
  if (entry.type !== "EC2") return [];
  const held = Object.values(entry.policyAssociations ?? {}).some(
    ({ policyArn, accessScope }) =>
      parseAccessPolicyArn(policyArn)?.name === AUTO_NODE_POLICY && accessScope.type === "cluster",
  );
  if (held) return [];
  return [
    finding("entry-auto-node-policy", `${path}.policy_associations`, {
      message: `type EC2 without ${AUTO_NODE_POLICY} at cluster scope, expected it`,
      help: "associate it: without it Auto Mode nodes do not join",
    }),
  ];
}
