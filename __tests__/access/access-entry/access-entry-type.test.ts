import { ACCESS_ENTRY_TYPE_FACTS, ACCESS_ENTRY_TYPES } from "../../../lib/access/access-entry/access-entry-type";

describe("ACCESS_ENTRY_TYPE_FACTS", () => {
  /** DOMAIN §2.2, R15 and R16, written out: the types that take groups and a username, and policies; what EKS gives. */
  test.each([
    ["STANDARD", true, true, undefined, [], true],
    ["EC2_LINUX", false, false, "system:node:{{EC2PrivateDNSName}}", ["system:nodes"], true],
    [
      "EC2_WINDOWS",
      false,
      false,
      "system:node:{{EC2PrivateDNSName}}",
      ["system:nodes", "eks:kube-proxy-windows"],
      true,
    ],
    ["FARGATE_LINUX", false, false, "system:node:{{SessionName}}", ["system:nodes", "system:node-proxier"], true],
    ["HYBRID_LINUX", false, false, "system:node:{{SessionName}}", ["system:nodes"], true],
    ["EC2", false, true, undefined, ["(node of type EC2)"], true],
    ["HYPERPOD_LINUX", false, false, undefined, ["(node of type HYPERPOD_LINUX)"], false],
  ] as const)("R30 accepts: %s with identity %s, policies %s, username %s, groups %j, in Terraform %s", (...row) => {
    const [type, identity, policies, username, groups, terraform] = row;
    expect(ACCESS_ENTRY_TYPE_FACTS[type]).toEqual({ identity, policies, username, groups, terraform });
  });

  test("knows seven types", () => {
    expect(ACCESS_ENTRY_TYPES).toEqual([
      "STANDARD",
      "EC2_LINUX",
      "EC2_WINDOWS",
      "FARGATE_LINUX",
      "HYBRID_LINUX",
      "EC2",
      "HYPERPOD_LINUX",
    ]);
    expect(Object.keys(ACCESS_ENTRY_TYPE_FACTS)).toEqual([...ACCESS_ENTRY_TYPES]);
  });
});
