import { ACCOUNT, policyArn, role, user } from "../definitions/arns";
import { type FakeAnswer, type FakeAws, oneRoleXml, oneUserXml, rolesXml, takenRoleXml, usersXml } from "./fake-aws";

const CLUSTER_ARN = `arn:aws:eks:ap-northeast-2:${ACCOUNT}:cluster/demo`;

/** A cluster that {@link fakeEks} plays. */
export interface FakeCluster {
  readonly mode?: string;
  /** Names of roles with an entry. */
  readonly entries?: readonly string[];
  /** Names of users with an entry. */
  readonly users?: readonly string[];
  readonly nodeGroups?: readonly string[];
  /** Calls that are denied: `iam ListRoles`, `GET /clusters/demo/access-entries`. */
  readonly denied?: readonly string[];
  /** Entries on a page. */
  readonly page?: number;
}

/** EKS and IAM with one cluster `demo`; each list comes in pages. */
export function fakeEks({ mode = "API_AND_CONFIG_MAP", denied = [], page = 2, ...rest }: FakeCluster = {}): FakeAws {
  const { entries = ["admin", "dev", "node"], users = [], nodeGroups = ["blue"] } = rest;
  const lists: Readonly<Record<string, readonly [string, readonly string[]]>> = {
    "GET /clusters": ["clusters", ["demo"]],
    "GET /clusters/demo/access-entries": [
      "accessEntries",
      [...entries.map((name) => role(name)), ...users.map((name) => user(name))],
    ],
    "GET /clusters/demo/node-groups": ["nodegroups", nodeGroups],
    "GET /clusters/demo/fargate-profiles": ["fargateProfileNames", []],
    "GET /clusters/demo/capabilities": ["capabilities", []],
  };
  return (call, asked) => {
    if (denied.includes(call)) return undefined;
    const list = lists[call];
    if (list !== undefined) return paged(list, asked.get("nextToken"), page);
    if (call === "GET /clusters/demo") return { json: { cluster: clusterOf(mode) } };
    if (call === "iam ListRoles") return rolesXml(entries.map((name) => role(name)));
    if (call === "iam GetRole") return oneRoleXml(role(asked.get("RoleName") ?? ""));
    if (call === "iam ListUsers") return usersXml(users.map((name) => user(name)));
    if (call === "iam GetUser") return oneUserXml(user(asked.get("UserName") ?? ""));
    if (call === "sts AssumeRole") return takenRoleXml("ASIATAKEN");
    return described(call);
  };
}

function clusterOf(authenticationMode: string): object {
  return {
    name: "demo",
    arn: CLUSTER_ARN,
    endpoint: "https://127.0.0.1:1",
    accessConfig: { authenticationMode },
    certificateAuthority: { data: "LS0t" },
    tags: { owner: "a-tag-of-somebody" },
  };
}

function paged([key, all]: readonly [string, readonly string[]], from: string | null, size: number): FakeAnswer {
  const start = Number(from ?? 0);
  const end = start + size;
  return { json: { [key]: all.slice(start, end), ...(end < all.length ? { nextToken: String(end) } : {}) } };
}

function described(call: string): FakeAnswer | undefined {
  const [, principalArn, rest] =
    /^GET \/clusters\/demo\/access-entries\/(arn:.*?)(\/access-policies)?$/.exec(call) ?? [];
  const [, group] = /^GET \/clusters\/demo\/node-groups\/(.+)$/.exec(call) ?? [];
  if (group !== undefined)
    return {
      json: {
        nodegroup: {
          clusterName: "demo",
          nodegroupName: group,
          nodeRole: role("node"),
          amiType: "AL2023_x86_64_STANDARD",
        },
      },
    };
  if (principalArn === undefined) return undefined;
  const isNode = principalArn.endsWith("/node");
  if (rest !== undefined) {
    const policy = {
      policyArn: policyArn("AmazonEKSViewPolicy"),
      accessScope: { type: "namespace", namespaces: ["a", "b"] },
    };
    return { json: { associatedAccessPolicies: isNode ? [] : [policy] } };
  }
  const type = isNode ? "EC2_LINUX" : "STANDARD";
  return {
    json: {
      accessEntry: {
        clusterName: "demo",
        principalArn,
        type,
        kubernetesGroups: [],
        username: "x:{{SessionName}}",
        createdAt: 1_780_000_000,
        modifiedAt: 1_790_000_000,
        tags: { owner: "a-tag-of-an-entry" },
      },
    },
  };
}
