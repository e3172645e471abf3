import { type Fields, fieldsOf } from "../terraform/provider-schema";

/**
 * Calls of the EKS API that decide who reaches a cluster, by method and path.
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_Operations_Amazon_Elastic_Kubernetes_Service.html
 */
const ROUTES = [
  ["CreateCluster", "POST", "/clusters"],
  ["DescribeCluster", "GET", "/clusters/:cluster"],
  ["UpdateClusterConfig", "POST", "/clusters/:cluster/update-config"],
  ["CreateAccessEntry", "POST", "/clusters/:cluster/access-entries"],
  ["ListAccessEntries", "GET", "/clusters/:cluster/access-entries"],
  ["DescribeAccessEntry", "GET", "/clusters/:cluster/access-entries/:principal"],
  ["UpdateAccessEntry", "POST", "/clusters/:cluster/access-entries/:principal"],
  ["DeleteAccessEntry", "DELETE", "/clusters/:cluster/access-entries/:principal"],
  ["AssociateAccessPolicy", "POST", "/clusters/:cluster/access-entries/:principal/access-policies"],
  ["ListAssociatedAccessPolicies", "GET", "/clusters/:cluster/access-entries/:principal/access-policies"],
  ["DisassociateAccessPolicy", "DELETE", "/clusters/:cluster/access-entries/:principal/access-policies/:policy"],
  ["CreateNodegroup", "POST", "/clusters/:cluster/node-groups"],
  ["CreateFargateProfile", "POST", "/clusters/:cluster/fargate-profiles"],
] as const;

/** An operation of the EKS API, by AWS's name; `other` is what this project has no rule for. */
export type EksOperation = (typeof ROUTES)[number][0] | "other";

/** A call of the EKS API, taken apart. */
export interface EksRequest {
  readonly operation: EksOperation;
  readonly method: string;
  /** As it was sent, with its query. */
  readonly path: string;
  readonly text: string;
  /** What was sent, `{}` where that is nothing. */
  readonly body: Fields;
  readonly clusterName: string;
  /** Empty where the call names none. */
  readonly principalArn: string;
  /** Empty where the call names none. */
  readonly policyArn: string;
}

interface Route {
  readonly operation: EksOperation;
  readonly named: Readonly<Partial<Record<string, string>>>;
}

/** Takes a call apart. */
export function parseEksRequest(method: string, path: string, text: string): EksRequest {
  const [bare = ""] = path.split("?");
  const body = text === "" ? {} : fieldsOf(JSON.parse(text));
  const found = ROUTES.flatMap(([operation, verb, pattern]) => {
    const named = verb === method ? matched(pattern.split("/"), bare.split("/")) : undefined;
    return named === undefined ? [] : [{ operation, named }];
  });
  const { operation, named }: Route = found[0] ?? { operation: "other", named: {} };
  const { cluster, principal, policy } = named;
  return {
    operation,
    method,
    path,
    text,
    body,
    clusterName: cluster ?? textOf(body.name),
    principalArn: principal ?? textOf(body.principalArn),
    policyArn: policy ?? textOf(body.policyArn),
  };
}

/** Whether a call may change who reaches a cluster. */
export function isWriting({ method }: EksRequest): boolean {
  return method !== "GET";
}

/** `CreateAccessEntry arn:aws:iam::111122223333:role/dev` */
export function describeRequest({ operation, method, path, principalArn, policyArn }: EksRequest): string {
  if (operation === "other") return `${method} ${path}`;
  return [operation, policyArn.split("/").at(-1) ?? "", principalArn].filter((part) => part !== "").join(" ");
}

/** A value that is a text, else nothing. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** A value that is a list of texts, else nothing. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}

function matched(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const named: Record<string, string> = {};
  for (const [i, expected] of pattern.entries()) {
    const part = parts[i] ?? "";
    if (expected.startsWith(":")) named[expected.slice(1)] = decodeURIComponent(part);
    else if (expected !== part) return undefined;
  }
  return named;
}
