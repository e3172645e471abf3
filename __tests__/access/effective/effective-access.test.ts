import type { AccessEntry } from "../../../lib/access/access-entry/access-entry";
import { ACCESS_ENTRY_TYPES } from "../../../lib/access/access-entry/access-entry-type";
import { AUTHENTICATION_MODES } from "../../../lib/access/access-entry/authentication-mode";
import { awsAuthOf, EMPTY_AWS_AUTH } from "../../../lib/access/aws-auth/aws-auth";
import {
  type Access,
  accessOf,
  type AccessState,
  describeThrough,
} from "../../../lib/access/effective/effective-access";
import { ACCOUNT, caller, policyArn, role, user } from "../../support/definitions/arns";

const rows = awsAuthOf([{ rolearn: role("dev"), username: "row", groups: ["system:masters"] }]);
const entry: AccessEntry = { principalArn: role("team/dev"), kubernetesGroups: ["viewers"], userName: "entry" };
const state = (mode: AccessState["mode"]): AccessState => ({ mode, awsAuth: rows, entries: { dev: entry } });
const dev = caller(role("team/dev"), "me@x.org");
const shown = (access: Access): string => (access.verdict === "authenticated" ? access.username : access.verdict);

describe("accessOf", () => {
  test.each([
    ["CONFIG_MAP", "row"],
    ["API_AND_CONFIG_MAP", "entry"],
    ["API", "entry"],
  ] as const)("in mode %s takes the %s", (mode, username) => {
    expect(shown(accessOf(state(mode), dev))).toBe(username);
  });

  test.each([
    ["CONFIG_MAP", "row"],
    ["API_AND_CONFIG_MAP", "row"],
    ["API", "refused"],
  ] as const)("in mode %s somebody without an entry is %s", (mode, expected) => {
    expect(shown(accessOf({ ...state(mode), entries: {} }, dev))).toBe(expected);
  });

  test("an entry overrides its row as a whole, rights too", () => {
    expect(accessOf(state("API_AND_CONFIG_MAP"), dev)).toEqual({
      verdict: "authenticated",
      through: { by: "entry", key: "dev" },
      username: "entry",
      groups: ["viewers"],
      policies: [],
    });
  });

  test.each([
    [role("team/dev"), "arn:aws:sts::111122223333:assumed-role/dev/me-x.org"],
    [user("team/bob"), user("team/bob")],
  ])("gives %s the username that EKS gives", (principalArn, username) => {
    const entries = { a: { principalArn } };
    const access = accessOf({ mode: "API", awsAuth: EMPTY_AWS_AUTH, entries }, caller(principalArn, "me@x.org"));
    expect(shown(access)).toBe(username);
  });

  test.each(ACCESS_ENTRY_TYPES.filter((type) => type.startsWith("EC2_")))("type %s serves instances only", (type) => {
    const entries = { node: { principalArn: role("node"), type } };
    const nodes = { mode: "API", awsAuth: EMPTY_AWS_AUTH, entries } as const;
    expect(shown(accessOf(nodes, caller(role("node"), "i-0123456789abcdef0")))).toMatch(/^system:node:i-/);
    expect(shown(accessOf(nodes, caller(role("node"), "me")))).toBe("refused");
  });

  test("an unreadable section is unknown, never no access; an entry needs no section", () => {
    const awsAuth = { ...EMPTY_AWS_AUTH, unreadable: ["mapRoles"] } as const;
    expect(accessOf({ mode: "CONFIG_MAP", awsAuth, entries: {} }, dev)).toEqual({
      verdict: "unknown",
      why: "mapRoles is unreadable",
    });
    expect(shown(accessOf({ ...state("API_AND_CONFIG_MAP"), awsAuth }, dev))).toBe("entry");
    expect(shown(accessOf({ mode: "API", awsAuth, entries: {} }, dev))).toBe("refused");
  });

  test("the creator is hidden admin in mode CONFIG_MAP, and nothing by itself afterwards", () => {
    const creator = role("ClusterCreationRole");
    const access = AUTHENTICATION_MODES.map((mode) =>
      accessOf({ mode, awsAuth: EMPTY_AWS_AUTH, entries: {}, creator }, caller(creator, "cdk")),
    );
    expect(access).toMatchObject([
      { verdict: "authenticated", groups: ["system:masters"], through: { by: "creator" } },
      { verdict: "refused" },
      { verdict: "refused" },
    ]);
  });
});

describe("access policies of an entry", () => {
  test("have names and scopes; an ARN that is none keeps its text", () => {
    const policyAssociations = {
      a: { policyArn: policyArn("AmazonEKSViewPolicy"), accessScope: { type: "cluster", namespaces: [] } },
      b: { policyArn: "nonsense", accessScope: { type: "namespace", namespaces: ["dev-*"] } },
    } as const;
    const entries = { dev: { principalArn: role("dev"), policyAssociations } };
    const access = accessOf({ mode: "API", awsAuth: EMPTY_AWS_AUTH, entries }, caller(role("dev"), "me"));
    expect(access.verdict === "authenticated" && access.policies).toEqual([
      { name: "AmazonEKSViewPolicy", scope: { type: "cluster" } },
      { name: "nonsense", scope: { type: "namespace", namespaces: ["dev-*"] } },
    ]);
    const nodes = { dev: { principalArn: role("dev"), type: "EC2_LINUX", policyAssociations } } as const;
    const instance = caller(role("dev"), "i-0123456789abcdef0");
    expect(accessOf({ mode: "API", awsAuth: EMPTY_AWS_AUTH, entries: nodes }, instance)).toMatchObject({
      policies: [],
    });
  });
});

describe("describeThrough", () => {
  test("names entry, row and creator", () => {
    expect(describeThrough({ by: "entry", key: "dev" })).toBe("access entry dev");
    expect(describeThrough({ by: "row", place: { section: "mapUsers", index: 3 } })).toBe("mapUsers[3]");
    expect(describeThrough({ by: "creator" })).toBe("being the creator");
  });
});

describe("mapAccounts in mode API", () => {
  test("R13 refuses: a mapped account serves nobody", () => {
    const awsAuth = awsAuthOf([], [], [ACCOUNT]);
    expect(shown(accessOf({ mode: "API", awsAuth, entries: {} }, caller(user("bob"))))).toBe("refused");
  });
});
