import {
  ACCESS_POLICIES,
  type AccessPolicy,
  accessPolicyArn,
  findAccessPolicy,
  parseAccessPolicyArn,
} from "../../../lib/access/access-policy/access-policy";
import type { PolicyRule } from "../../../lib/access/access-policy/access-policy-grants";
import { PARTITIONS } from "../../../lib/access/principal/arn";

const policy = (name: string): AccessPolicy => {
  const found = findAccessPolicy(name);
  if (found === undefined) throw new Error(`no access policy ${name}`);
  return found;
};
const rulesOf = (name: string): readonly PolicyRule[] => {
  const { grants } = policy(name);
  return grants === "opaque" ? [] : grants;
};
/** `apps/deployments: create`, one line for each verb on each resource. */
const lines = (name: string): Set<string> =>
  new Set(
    rulesOf(name).flatMap(({ apiGroups, resources, verbs }) =>
      apiGroups.flatMap((group) =>
        resources.flatMap((resource) => verbs.map((verb) => `${group}/${resource}: ${verb}`)),
      ),
    ),
  );

const VIEW = "AmazonEKSViewPolicy";
const EDIT = "AmazonEKSEditPolicy";
const ADMIN = "AmazonEKSAdminPolicy";
const ADMIN_VIEW = "AmazonEKSAdminViewPolicy";
const CLUSTER_ADMIN = "AmazonEKSClusterAdminPolicy";

describe("ACCESS_POLICIES", () => {
  test("holds each policy once, in the order of the names", () => {
    const names = ACCESS_POLICIES.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].sort());
  });

  test.each([
    [VIEW, 168],
    [EDIT, 372],
    [ADMIN, 389],
  ])("has every line of the AWS page for %s", (name, count) => {
    expect(lines(name).size).toBe(count);
  });

  test.each([
    [VIEW, "apps/deployments: get"],
    [VIEW, "/pods/log: get"],
    [VIEW, "/configmaps: watch"],
    [VIEW, "discovery.k8s.io/endpointslices: list"],
    [VIEW, "/namespaces: list"],
    [EDIT, "/secrets: get"],
    [EDIT, "/secrets: create"],
    [EDIT, "/pods/exec: create"],
    [EDIT, "/serviceaccounts: impersonate"],
    [EDIT, "apps/deployments/rollback: create"],
    [ADMIN, "rbac.authorization.k8s.io/roles: create"],
    [ADMIN, "rbac.authorization.k8s.io/rolebindings: deletecollection"],
    [ADMIN, "authorization.k8s.io/localsubjectaccessreviews: create"],
    ["AmazonEKSHybridPolicy", "*/nodes: list"],
  ])("%s gives %s", (name, line) => {
    expect(lines(name)).toContain(line);
  });

  test.each([
    [VIEW, "/secrets: get"],
    [VIEW, "/pods/exec: create"],
    [VIEW, "apps/deployments: patch"],
    [VIEW, "rbac.authorization.k8s.io/roles: get"],
    [VIEW, "/nodes: get"],
    [EDIT, "rbac.authorization.k8s.io/roles: get"],
    [EDIT, "/namespaces: create"],
    [EDIT, "networking.k8s.io/ingresses/status: patch"],
    [ADMIN, "rbac.authorization.k8s.io/roles: escalate"],
    [ADMIN, "rbac.authorization.k8s.io/roles: bind"],
    [ADMIN, "rbac.authorization.k8s.io/clusterroles: get"],
    [ADMIN, "/resourcequotas: update"],
    [ADMIN, "/nodes: list"],
  ])("%s does not give %s", (name, line) => {
    expect(lines(name)).not.toContain(line);
  });

  test("reads Secrets and nothing else with AmazonEKSSecretReaderPolicy", () => {
    expect([...lines("AmazonEKSSecretReaderPolicy")].sort()).toEqual([
      "/secrets: get",
      "/secrets: list",
      "/secrets: watch",
    ]);
  });

  test("reads everything and writes nothing with AmazonEKSAdminViewPolicy", () => {
    expect([...lines(ADMIN_VIEW)].sort()).toEqual(["*/*: get", "*/*: list", "*/*: watch"]);
  });

  test("does everything with AmazonEKSClusterAdminPolicy, on resources and on URLs", () => {
    expect([...lines(CLUSTER_ADMIN)]).toEqual(["*/*: *"]);
    expect(rulesOf(CLUSTER_ADMIN).map(({ nonResourceURLs }) => nonResourceURLs)).toEqual([undefined, ["*"]]);
  });

  test("knows only two policies that reach custom resources", () => {
    const reaching = ACCESS_POLICIES.filter(({ customResources }) => customResources).map(({ name }) => name);
    expect(reaching).toEqual([ADMIN_VIEW, CLUSTER_ADMIN]);
  });

  test("gives no request on the list of namespaces to an association with namespaces", () => {
    const outside = rulesOf(ADMIN).filter(({ namespaced }) => !namespaced);
    expect(outside).toEqual([
      { apiGroups: [""], resources: ["namespaces"], verbs: ["list", "watch"], namespaced: false },
    ]);
  });

  test("keeps for the service-linked role exactly what the AWS page keeps for it", () => {
    expect(ACCESS_POLICIES.filter(({ assignable }) => !assignable).map(({ name }) => name)).toEqual([
      "AmazonEKSBlockStorageClusterPolicy",
      "AmazonEKSBlockStoragePolicy",
      "AmazonEKSClusterInsightsPolicy",
      "AmazonEKSComputeClusterPolicy",
      "AmazonEKSComputePolicy",
      "AmazonEKSHybridPolicy",
    ]);
  });

  test.each([
    "AIDevOpsAgentAccessPolicy",
    "AWSBackupFullAccessPolicyForRestore",
    "AmazonAIOpsAssistantPolicy",
    "AmazonARCRegionSwitchScalingPolicy",
    "AmazonEKSAutoNodePolicy",
    "AmazonEKSSecretAdminPolicy",
    "AmazonEMRJobPolicy",
    "AmazonSagemakerHyperpodClusterPolicy",
    "AmazonSagemakerHyperpodControllerPolicy",
    "AmazonSagemakerHyperpodSystemNamespacePolicy",
  ])("takes the rules of %s as unknown, and lets it be assigned", (name) => {
    expect(policy(name)).toEqual({ name, assignable: true, grants: "opaque", customResources: false });
  });
});

describe("findAccessPolicy", () => {
  test("finds every policy of the catalogue by its name", () => {
    expect(ACCESS_POLICIES.map(({ name }) => findAccessPolicy(name))).toEqual(ACCESS_POLICIES);
  });

  test.each(["amazoneksviewpolicy", "AmazonEKSClusterPolicy", "", "constructor"])("finds nothing by `%s`", (name) => {
    expect(findAccessPolicy(name)).toBeUndefined();
  });
});

describe("parseAccessPolicyArn", () => {
  test.each(PARTITIONS)("reads back what accessPolicyArn writes in %s", (partition) => {
    for (const { name } of ACCESS_POLICIES) {
      expect(parseAccessPolicyArn(accessPolicyArn(partition, name))).toEqual({ partition, name });
    }
  });

  test("accepts policies that the catalogue does not have yet", () => {
    const parsed = parseAccessPolicyArn("arn:aws:eks::aws:cluster-access-policy/AmazonEKSNewPolicy");
    expect(parsed).toEqual({ partition: "aws", name: "AmazonEKSNewPolicy" });
  });

  test.each([
    "AmazonEKSViewPolicy",
    "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
    "arn:aws-iso:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
    "arn:aws:eks:eu-west-1:aws:cluster-access-policy/AmazonEKSViewPolicy",
    "arn:aws:eks::111122223333:cluster-access-policy/AmazonEKSViewPolicy",
    "arn:aws:eks::aws:cluster-access-policy/",
    "arn:aws:eks::aws:cluster-access-policy/team/AmazonEKSViewPolicy",
    "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy ",
  ])("refuses `%s`", (text) => {
    expect(parseAccessPolicyArn(text)).toBeUndefined();
  });
});

describe("accessPolicyArn", () => {
  test("writes neither region nor account", () => {
    expect(accessPolicyArn("aws-us-gov", VIEW)).toBe(
      "arn:aws-us-gov:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
    );
  });
});
