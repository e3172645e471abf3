import { ACCESS_ENTRY_TYPES } from "../../../lib/access/access-entry/access-entry-type";
import { accessOf, type Access } from "../../../lib/access/effective/effective-access";
import { EMPTY_AWS_AUTH } from "../../../lib/access/aws-auth/aws-auth";
import { hasNodeName, isNodeAccess, isNodeType, isNodeUsername } from "../../../lib/access/effective/node";
import { caller, role } from "../../support/definitions/arns";

const NODE_TYPES = ACCESS_ENTRY_TYPES.filter((type) => type !== "STANDARD");
const byEntry = (type: (typeof ACCESS_ENTRY_TYPES)[number], groups?: readonly string[]): Access => {
  const entry = { principalArn: role("it"), type, ...(groups === undefined ? {} : { kubernetesGroups: groups }) };
  return accessOf(
    { mode: "API", awsAuth: EMPTY_AWS_AUTH, entries: { it: entry } },
    caller(role("it"), "i-0123456789abcdef0"),
  );
};
const byRow = (groups: readonly string[]): Access => ({
  verdict: "authenticated",
  through: { by: "row", place: { section: "mapRoles", index: 0 } },
  username: "it",
  groups,
  policies: [],
});

describe("isNodeAccess", () => {
  test.each(NODE_TYPES)("holds for an entry of type %s, whether EKS documents what it gives or not", (type) => {
    expect(isNodeAccess(byEntry(type))).toBe(true);
    expect(isNodeType(type)).toBe(true);
  });

  test("R15 accepts: a row with the group system:nodes", () => {
    expect(isNodeAccess(byRow(["system:bootstrappers", "system:nodes"]))).toBe(true);
  });

  test("R15 refuses: other groups, of people who chose a name like a node's too", () => {
    expect(isNodeAccess(byRow(["system:bootstrappers", "nodes", "(node of type it)"]))).toBe(false);
    expect(isNodeAccess(byEntry("STANDARD", ["nodes"]))).toBe(false);
    expect(isNodeAccess({ verdict: "refused", why: "no row names it" })).toBe(false);
    expect(isNodeType(undefined)).toBe(false);
  });
});

describe("isNodeUsername", () => {
  test.each(["system:node:{{EC2PrivateDNSName}}", "system:node:{{SessionName}}"])(
    "R15, R16 accepts: %s",
    (username) => {
      expect(isNodeUsername(username)).toBe(true);
    },
  );

  test.each([undefined, "", "system:node:{{SessionNameRaw}}", "system:node:a", "system:node:{{SessionName}}-a"])(
    "R15, R16 refuses: %s, which differs by a letter",
    (username) => {
      expect(isNodeUsername(username)).toBe(false);
    },
  );
});

describe("hasNodeName", () => {
  test("holds for whatever stands behind the prefix that the Node authorizer looks for", () => {
    expect(hasNodeName("system:node:i-0123456789abcdef0.ec2.internal")).toBe(true);
    expect(hasNodeName("system:nodes")).toBe(false);
  });
});
