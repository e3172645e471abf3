import { validateAccessEntries } from "../../../lib/access/access-entry/access-entry-validation";
import { ACCOUNT, policyArn, role, user } from "../../support/definitions/arns";
import { AwsClient, succeeded } from "../../support/eks/aws-client";
import { describeCall, EksProxy } from "../../support/eks/eks-proxy";
import { EXAMPLE_ROLES, EXAMPLE_USERS, type ExampleCall, RULE_EXAMPLES } from "../../support/eks/eks-rule-examples";
import { EKS_RULES } from "../../support/eks/eks-rules";
import { type Fakecloud, startFakecloud } from "../../support/eks/fakecloud";
import { fieldsOf } from "../../support/terraform/provider-schema";

const REGION = "ap-northeast-2";
const CREATOR = role("creator");
const QUOTA = "an entry beyond the 3000 of a cluster";

let cloud: Fakecloud;
let proxy: EksProxy;
let behind: AwsClient;
let eks: AwsClient;
let clusters = 0;

beforeAll(async () => {
  cloud = await startFakecloud({ accountId: ACCOUNT, region: REGION });
  const url = cloud.environment.AWS_ENDPOINT_URL ?? "";
  proxy = await EksProxy.start({ url, accountId: ACCOUNT, region: REGION, creator: CREATOR });
  behind = new AwsClient(url, REGION);
  eks = new AwsClient(proxy.url, REGION);
  for (const arn of [...EXAMPLE_ROLES, "creator"]) {
    const [, path = "", name = arn] = /^(.*\/)?([^/]+)$/.exec(arn) ?? [];
    succeeded(
      arn,
      await behind.iam("CreateRole", { RoleName: name, Path: `/${path}`, AssumeRolePolicyDocument: "{}" }),
    );
  }
  for (const name of EXAMPLE_USERS) succeeded(name, await behind.iam("CreateUser", { UserName: name }));
}, 60_000);

afterAll(async () => {
  await proxy.stop();
  await cloud.stop();
});

/** A cluster of its own for each question. */
async function newCluster(authenticationMode = "API_AND_CONFIG_MAP"): Promise<string> {
  const name = `cluster-${(clusters += 1)}`;
  const body = JSON.stringify({
    name,
    version: "1.31",
    roleArn: role("cluster"),
    resourcesVpcConfig: { subnetIds: ["subnet-0a1b2c3d4e5f60001"] },
    accessConfig: { authenticationMode },
  });
  succeeded(name, await behind.eks("POST", "/clusters", body));
  return name;
}

/** `200`, or status, exception and text of the refusal. */
async function called(cluster: string, { method, path, body }: ExampleCall): Promise<string> {
  const isNew = method === "POST" && path === "";
  const url = isNew ? "/clusters" : `/clusters/${cluster}${path}`.replace(/\/[^/]+\/\.\.\//, "/");
  const sent = isNew ? { name: `${cluster}-new`, ...fieldsOf(body) } : body;
  const { status, text } = await eks.eks(method, url, sent === undefined ? undefined : JSON.stringify(sent));
  if (status < 300) return String(status);
  const { __type: exception, message } = fieldsOf(JSON.parse(text));
  return `${status} ${String(exception)}: ${String(message)}`;
}

describe("EKS_RULES, through the proxy", () => {
  test("have an example each, and a source", () => {
    const lines = EKS_RULES.map(({ refuses }) => refuses);
    expect([...Object.keys(RULE_EXAMPLES), QUOTA].sort()).toEqual([...lines].sort());
    expect(EKS_RULES.filter(({ source }) => !/DOMAIN|https:/.test(source))).toEqual([]);
  });

  const examples = EKS_RULES.flatMap(({ refuses, exception, status }) =>
    (RULE_EXAMPLES[refuses] ?? []).map((example, i) => ({ refuses, exception, status, example, i: i + 1 })),
  );

  test.each(examples)("$refuses: $status $exception, and its nearest neighbour passes ($i)", async ({ example }) => {
    const cluster = await newCluster(example.mode);
    for (const call of example.given ?? []) expect(await called(cluster, call)).toBe("200");
    expect(await called(cluster, example.refused)).toBe(example.says);
    expect(await called(cluster, example.accepted)).toBe("200");
  });

  test(`${QUOTA}: 400 ResourceLimitExceededException, and the last one passes`, async () => {
    const cluster = await newCluster();
    const path = `/clusters/${cluster}/access-entries`;
    for (let i = 0; i < 2999; i += 1) await behind.eks("POST", path, JSON.stringify({ principalArn: role(`r${i}`) }));
    const create = (name: string) =>
      called(cluster, { method: "POST", path: "/access-entries", body: { principalArn: role(name) } });
    expect(await create("dev")).toBe("200");
    expect(await create("ops")).toBe(
      "400 ResourceLimitExceededException: The maximum of 3000 access entries for this cluster has been reached",
    );
  }, 60_000);

  test("agree with validateAccessEntries on every entry that a cluster file can show", () => {
    const verdicts = examples.flatMap(({ example, refuses }) => {
      if (/IAM does not have|second entry|not there$|mode is/.test(refuses)) return [];
      return [example.refused, example.accepted].flatMap(({ path, body }, i) => {
        if (path !== "/access-entries") return [];
        const { principalArn, type, username, kubernetesGroups } = fieldsOf(body);
        const entry = JSON.parse(JSON.stringify({ principalArn, type, userName: username, kubernetesGroups }));
        const errors = validateAccessEntries({ it: entry }, { accountId: ACCOUNT }).filter(
          ({ severity }) => severity === "error",
        );
        return [{ refuses, isRefused: i === 0, isFound: errors.length > 0 }];
      });
    });
    expect(verdicts.length).toBeGreaterThan(30);
    expect(verdicts.filter(({ isRefused, isFound }) => isRefused !== isFound)).toEqual([]);
  });
});

describe("what EKS makes by itself", () => {
  const nodes = (name: string, nodeRole: string, amiType?: string): ExampleCall => ({
    method: "POST",
    path: "/node-groups",
    body: {
      nodegroupName: name,
      nodeRole,
      subnets: ["subnet-0a1b2c3d4e5f60001"],
      ...(amiType === undefined ? {} : { amiType }),
    },
  });
  const fargate: ExampleCall = {
    method: "POST",
    path: "/fargate-profiles",
    body: { fargateProfileName: "pods", podExecutionRoleArn: role("pods"), selectors: [{ namespace: "default" }] },
  };
  const switchMode: ExampleCall = {
    method: "POST",
    path: "/update-config",
    body: { accessConfig: { authenticationMode: "API_AND_CONFIG_MAP" } },
  };

  async function entriesOf(cluster: string): Promise<readonly string[]> {
    const state = proxy.stateOf(cluster);
    const made = await Promise.all((await state.principals()).map((arn) => state.entry(arn)));
    return made.map((entry) => `${entry?.type ?? ""} ${entry?.principalArn ?? ""}`).sort();
  }

  test("at the mode switch: node groups that share a role, Windows, Fargate, the creator as admin; nothing before", async () => {
    const cluster = await newCluster("CONFIG_MAP");
    const windows = nodes("windows", role("windows"), "WINDOWS_CORE_2022_x86_64");
    for (const call of [nodes("one", role("node")), nodes("two", role("node")), windows, fargate]) {
      expect(await called(cluster, call)).toBe("200");
    }
    expect(await entriesOf(cluster)).toEqual([]);
    expect(await called(cluster, switchMode)).toBe("200");
    expect(await entriesOf(cluster)).toEqual([
      `EC2_LINUX ${role("node")}`,
      `EC2_WINDOWS ${role("windows")}`,
      `FARGATE_LINUX ${role("pods")}`,
      `STANDARD ${CREATOR}`,
    ]);
    expect(await proxy.stateOf(cluster).policies(CREATOR)).toEqual([
      { policyArn: policyArn("AmazonEKSClusterAdminPolicy"), scope: "cluster", namespaces: [] },
    ]);
  });

  test("with a node group later, which leaves its entry behind", async () => {
    const cluster = await newCluster();
    expect(await called(cluster, nodes("one", role("node")))).toBe("200");
    expect(await called(cluster, { method: "DELETE", path: "/node-groups/one" })).toBe("200");
    expect(await entriesOf(cluster)).toEqual([`EC2_LINUX ${role("node")}`]);
  });

  test.each([
    ["STANDARD", role("team/pathed"), `arn:aws:sts::${ACCOUNT}:assumed-role/pathed/{{SessionName}}`],
    ["STANDARD", user("alice"), user("alice")],
    ["EC2_LINUX", role("node"), "system:node:{{EC2PrivateDNSName}}"],
    ["FARGATE_LINUX", role("node"), "system:node:{{SessionName}}"],
  ])("the username of an entry without one: %s %s is %s", async (type, principalArn, username) => {
    const cluster = await newCluster();
    expect(await called(cluster, { method: "POST", path: "/access-entries", body: { principalArn, type } })).toBe(
      "200",
    );
    expect((await proxy.stateOf(cluster).entry(principalArn))?.username).toBe(username);
  });

  test("so that a declared entry of such a role is a second one", async () => {
    const cluster = await newCluster("CONFIG_MAP");
    await called(cluster, nodes("one", role("node")));
    await called(cluster, switchMode);
    const create = { method: "POST", path: "/access-entries", body: { principalArn: role("node"), type: "EC2_LINUX" } };
    expect(await called(cluster, create)).toContain("409 ResourceInUseException");
  });
});

describe("the log and the faults of the proxy", () => {
  const create = (name: string): ExampleCall => ({
    method: "POST",
    path: "/access-entries",
    body: { principalArn: role(name) },
  });

  test("a call in the log says what was asked and answered", async () => {
    const cluster = await newCluster();
    const before = proxy.calls.length;
    await called(cluster, create("dev"));
    await called(cluster, create("dev"));
    expect(proxy.calls.slice(before).map(describeCall)).toEqual([
      `#${before + 1} CreateAccessEntry ${role("dev")} -> 200`,
      `#${before + 2} CreateAccessEntry ${role("dev")} -> 409 ResourceInUseException`,
    ]);
  });

  test("the second matching call fails as told, nothing of it is done, and the third passes", async () => {
    const cluster = await newCluster();
    proxy.inject({
      on: ({ operation, clusterName }) => operation === "CreateAccessEntry" && clusterName === cluster,
      after: 1,
      refusal: { exception: "ServiceUnavailableException", status: 503, text: "try again" },
    });
    expect(await called(cluster, create("dev"))).toBe("200");
    expect(await called(cluster, create("ops"))).toBe("503 ServiceUnavailableException: try again");
    expect(await proxy.stateOf(cluster).principals()).toEqual([role("dev")]);
    expect(await called(cluster, create("ops"))).toBe("200");
  });

  test("a delayed call is done late, and holds up no other", async () => {
    const cluster = await newCluster();
    proxy.inject({
      on: ({ principalArn, clusterName }) => clusterName === cluster && principalArn === role("dev"),
      delay: 1_500,
    });
    const start = Date.now();
    const late = called(cluster, create("dev"));
    expect(await called(cluster, create("ops"))).toBe("200");
    expect(Date.now() - start).toBeLessThan(1_500);
    expect(await late).toBe("200");
    expect(Date.now() - start).toBeGreaterThanOrEqual(1_499);
  });
});
