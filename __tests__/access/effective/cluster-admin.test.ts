import type { AttachedPolicy } from "../../../lib/access/access-policy/access-policy";
import { CLUSTER_ADMIN_POLICY, isClusterAdmin, isClusterAdminEntry } from "../../../lib/access/effective/cluster-admin";
import type { Access } from "../../../lib/access/effective/effective-access";
import { policyArn, role } from "../../support/definitions/arns";
import { CLUSTER_ADMIN } from "../../support/definitions/definitions";

const access = (groups: readonly string[], policies: readonly AttachedPolicy[]): Access => ({
  verdict: "authenticated",
  through: { by: "entry", key: "it" },
  username: "it",
  groups,
  policies,
});
const OTHERS: readonly AttachedPolicy[] = [
  { name: "AmazonEKSAdminPolicy", scope: { type: "cluster" } },
  { name: "AmazonEKSClusterAdminPolicy", scope: { type: "namespace", namespaces: ["*"] } },
];

describe("isClusterAdmin", () => {
  test.each([
    ["the group system:masters", access(["developers", "system:masters"], [])],
    ["the policy that equals it", access([], [...OTHERS, CLUSTER_ADMIN_POLICY])],
  ])("R17 accepts: %s", (_title, given) => {
    expect(isClusterAdmin(given)).toBe(true);
  });

  test.each<[string, Access]>([
    ["other groups and policies", access(["system:nodes", "masters"], OTHERS)],
    ["who is refused", { verdict: "refused", why: "no row names it" }],
    ["who is not known", { verdict: "unknown", why: "mapRoles is unreadable" }],
  ])("R17 refuses: %s", (_title, given) => {
    expect(isClusterAdmin(given)).toBe(false);
  });
});

describe("isClusterAdminEntry", () => {
  const principalArn = role("admin");
  const associated = (name: string, accessScope: { type: "cluster" | "namespace"; namespaces?: string[] }) => ({
    principalArn,
    policyAssociations: { one: { policyArn: policyArn(name), accessScope } },
  });

  test("holds for AmazonEKSClusterAdminPolicy at cluster scope, in any partition, beside other policies", () => {
    expect(isClusterAdminEntry({ principalArn, policyAssociations: CLUSTER_ADMIN })).toBe(true);
    const china = "arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
    const admin = { policyArn: china, accessScope: { type: "cluster" } } as const;
    const view = { policyArn: policyArn("AmazonEKSViewPolicy"), accessScope: { type: "cluster" } } as const;
    expect(isClusterAdminEntry({ principalArn, policyAssociations: { view, admin } })).toBe(true);
  });

  test.each([
    ["another policy", associated("AmazonEKSAdminPolicy", { type: "cluster" })],
    ["a namespace", associated("AmazonEKSClusterAdminPolicy", { type: "namespace", namespaces: ["a"] })],
    ["no policy", { principalArn }],
    ["a type without policies", { principalArn, type: "EC2_LINUX", policyAssociations: CLUSTER_ADMIN }],
  ] as const)("does not hold for %s", (_title, entry) => {
    expect(isClusterAdminEntry(entry)).toBe(false);
  });
});
