import { ACCOUNT, role, user } from "../definitions/arns";

/** `aws eks describe-cluster` of the cluster demo. */
export function describeCluster(mode: string, name = "demo"): string {
  const arn = `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/${name}`;
  const accessConfig = { authenticationMode: mode };
  return JSON.stringify({ cluster: { name, arn, version: "1.31", accessConfig } }, undefined, 4);
}

/** `kubectl get configmap -n kube-system aws-auth -o json` */
export function configMapJson(data: Readonly<Record<string, string>>): string {
  const metadata = { name: "aws-auth", namespace: "kube-system", resourceVersion: "1" };
  return JSON.stringify({ apiVersion: "v1", kind: "ConfigMap", data, metadata }, undefined, 4);
}

/** `kubectl get configmap -n kube-system aws-auth -o yaml`, sections as blocks. */
export function configMapYaml(data: Readonly<Record<string, string>>): string {
  const sections = Object.entries(data).map(([key, text]) => {
    const lines = text.replace(/\n$/, "").split("\n");
    return `  ${key}: |\n${lines.map((line) => (line === "" ? "" : `    ${line}`)).join("\n")}\n`;
  });
  return `apiVersion: v1\ndata:\n${sections.join("")}kind: ConfigMap\nmetadata:\n  name: aws-auth\n  namespace: kube-system\n`;
}

/** A dump with a row of nodes, and one of an admin. */
export const DUMP = configMapYaml({
  mapRoles: `- groups:\n  - system:bootstrappers\n  - system:nodes\n  rolearn: ${role("my-role")}\n  username: system:node:{{EC2PrivateDNSName}}\n`,
  mapUsers: `- userarn: ${user("admin")}\n  username: admin\n  groups:\n  - system:masters\n`,
});
/** A dump with another user. */
export const MORE = configMapYaml({ mapUsers: `- userarn: ${user("ann")}\n  username: ann\n  groups: [a]\n` });

/** `aws eks describe-access-entry` of the cluster demo. */
export function describeEntry(principalArn: string, entry: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    accessEntry: {
      clusterName: "demo",
      principalArn,
      kubernetesGroups: [],
      accessEntryArn: `arn:aws:eks:eu-west-1:${ACCOUNT}:access-entry/demo/role/${ACCOUNT}/x/1`,
      createdAt: "2024-05-01T10:00:00.123000+00:00",
      modifiedAt: "2024-05-01T10:00:00.123000+00:00",
      tags: {},
      type: "STANDARD",
      ...entry,
    },
  });
}

/** `aws eks list-access-entries` */
export function listEntries(...accessEntries: readonly string[]): string {
  return JSON.stringify({ accessEntries });
}

/** `aws eks list-associated-access-policies`, each at cluster scope. */
export function listPolicies(principalArn: string, ...policyArns: readonly string[]): string {
  const accessScope = { type: "cluster", namespaces: [] };
  const associatedAccessPolicies = policyArns.map((policyArn) => ({ policyArn, accessScope }));
  return JSON.stringify({ associatedAccessPolicies, clusterName: "demo", principalArn });
}

/** `aws iam list-roles` */
export function listRoles(...arns: readonly string[]): string {
  const roles = arns.map((arn) => ({
    RoleName: arn.split("/").at(-1),
    Arn: arn,
    CreateDate: "2023-01-01T00:00:00+00:00",
  }));
  return JSON.stringify({ Roles: roles });
}

/** `aws eks list-nodegroups`, and `describe-nodegroup` of each. */
export function nodeGroups(roles: Readonly<Record<string, string>>): string {
  const described = Object.entries(roles).map(([nodegroupName, nodeRole]) => {
    const nodegroupArn = `arn:aws:eks:eu-west-1:${ACCOUNT}:nodegroup/demo/${nodegroupName}/1`;
    return JSON.stringify({ nodegroup: { nodegroupName, nodegroupArn, clusterName: "demo", nodeRole } });
  });
  return [JSON.stringify({ nodegroups: Object.keys(roles) }), ...described].join("\n");
}
