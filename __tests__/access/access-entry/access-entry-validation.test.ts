import type { AccessEntry } from "../../../lib/access/access-entry/access-entry";
import { ACCESS_ENTRY_TYPES } from "../../../lib/access/access-entry/access-entry-type";
import { validateAccessEntries } from "../../../lib/access/access-entry/access-entry-validation";
import type { Finding } from "../../../lib/finding/finding";
import { ACCOUNT, policyArn, role, user } from "../../support/definitions/arns";

const CLUSTER = { accountId: ACCOUNT, partition: "aws", mode: "API_AND_CONFIG_MAP" } as const;
const VIEW = { policyArn: policyArn("AmazonEKSViewPolicy"), accessScope: { type: "cluster" } } as const;
const good: AccessEntry = { principalArn: role("dev"), kubernetesGroups: ["developers"] };

const validate = (entry: AccessEntry): Finding[] => validateAccessEntries({ dev: entry }, CLUSTER);
const codes = (entry: AccessEntry): string[] => validate(entry).map(({ code, path }) => `${code} ${path}`);

describe("validateAccessEntries", () => {
  test("R30 accepts: a STANDARD entry with groups, username and policies", () => {
    expect(codes({ ...good, userName: "dev:{{SessionName}}", policyAssociations: { view: VIEW } })).toEqual([]);
  });

  test.each(ACCESS_ENTRY_TYPES.filter((type) => type !== "HYPERPOD_LINUX" && type !== "EC2"))(
    "R30 accepts: type %s as AWS takes it",
    (type) => {
      expect(codes(type === "STANDARD" ? good : { principalArn: role("node"), type })).toEqual([]);
    },
  );

  test.each(ACCESS_ENTRY_TYPES.filter((type) => type !== "STANDARD"))(
    "R30 refuses: groups and username on type %s, empty too",
    (type) => {
      expect(codes({ principalArn: role("node"), type, kubernetesGroups: [], userName: "node" })).toEqual(
        expect.arrayContaining([
          "entry-groups-on-type access_entries.dev.kubernetes_groups",
          "entry-username-on-type access_entries.dev.user_name",
        ]),
      );
    },
  );

  test.each(ACCESS_ENTRY_TYPES)("R30 refuses: policies on type %s just where the matrix has none", (type) => {
    const found = codes({ principalArn: role("node"), type, policyAssociations: { view: VIEW } });
    const refusal = "entry-policies-on-type access_entries.dev.policy_associations";
    const isRefused = type !== "STANDARD" && type !== "EC2";
    expect(found.filter((one) => one === refusal)).toEqual(isRefused ? [refusal] : []);
  });

  test("R30 refuses: a type that the Terraform provider does not take", () => {
    expect(codes({ principalArn: role("node"), type: "HYPERPOD_LINUX" })).toEqual([
      "entry-type-unsupported access_entries.dev.type",
    ]);
  });

  test("R30 refuses: a type that is none, with the nearest", () => {
    const entry: AccessEntry = JSON.parse(`{"principalArn": "${role("node")}", "type": "EC2_LINX"}`);
    expect(validate(entry)).toEqual([
      {
        code: "entry-type-unknown",
        severity: "error",
        path: "access_entries.dev.type",
        message: `unknown type, expected one of ${ACCESS_ENTRY_TYPES.join(", ")}, got \`EC2_LINX\``,
        help: "did you mean `EC2_LINUX`? AWS: InvalidParameterException",
      },
    ]);
  });

  test.each([
    ["admin", "entry-principal-malformed", "write the ARN of an IAM role"],
    [`arn:aws:iam::${ACCOUNT}:group/admins`, "entry-principal-malformed", "IAM groups have no access"],
    [`arn:aws:iam::${ACCOUNT}:root`, "entry-principal-kind", "does not mean everyone"],
    [`arn:aws:sts::${ACCOUNT}:assumed-role/dev/me`, "entry-principal-kind", "principalArn parameter format"],
    [`arn:aws:sts::${ACCOUNT}:federated-user/bob`, "entry-principal-kind", "principalArn parameter format"],
    [
      role("aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS"),
      "entry-principal-service-linked",
      "Linked Role",
    ],
    [role("AWSServiceRoleForAmazonEMRContainers"), "entry-principal-service-linked", "Service Linked Role"],
    ["arn:aws-cn:iam::111122223333:role/dev", "entry-principal-partition", "of a principal of partition aws"],
  ])("R14 refuses: principal %s with %s", (principalArn, code, help) => {
    const [found] = validate({ ...good, principalArn });
    expect(found).toMatchObject({ code, severity: "error", path: "access_entries.dev.principal_arn" });
    expect(found?.help).toContain(help);
  });

  test("a role with a path, a user and, on STANDARD, another account are taken", () => {
    expect(codes({ ...good, principalArn: role("aws-reserved/sso.amazonaws.com/AWSReservedSSO_x") })).toEqual([]);
    expect(codes({ ...good, principalArn: user("bob", "444455556666") })).toEqual([]);
  });

  test("nodes are roles of the cluster's account", () => {
    expect(codes({ principalArn: role("node", "444455556666"), type: "EC2_LINUX" })).toEqual([
      "entry-principal-account access_entries.dev.principal_arn",
    ]);
    expect(codes({ principalArn: user("node"), type: "EC2_LINUX" })).toEqual([
      "entry-principal-kind access_entries.dev.principal_arn",
    ]);
  });

  test.each([
    ["cluster", undefined],
    ["cluster", []],
    ["namespace", ["dev-*"]],
  ] as const)("R31 accepts: scope %s with namespaces %j", (type, namespaces) => {
    const accessScope = namespaces === undefined ? { type } : { type, namespaces };
    expect(codes({ ...good, policyAssociations: { view: { ...VIEW, accessScope } } })).toEqual([]);
  });

  test.each([
    ["cluster", ["dev"]],
    ["namespace", []],
    ["namespace", undefined],
  ] as const)("R31 refuses: scope %s with namespaces %j", (type, namespaces) => {
    const accessScope = namespaces === undefined ? { type } : { type, namespaces };
    expect(codes({ ...good, policyAssociations: { view: { ...VIEW, accessScope } } })).toEqual([
      "entry-scope-namespaces access_entries.dev.policy_associations.view.access_scope.namespaces",
    ]);
  });

  test("R31 refuses: names that no namespace has, each by its name", () => {
    const namespaces = ["", " ", "Dev_X", "-dev", "dev-", "a.b", "x".repeat(64), "ok", "*", "dev-*-x", "x".repeat(63)];
    const accessScope = { type: "namespace", namespaces } as const;
    const found = validate({ ...good, policyAssociations: { view: { ...VIEW, accessScope } } });
    expect(found.map(({ code, path }) => `${code} ${path}`)).toEqual(
      [0, 1, 2, 3, 4, 5, 6].map(
        (i) => `entry-scope-namespaces access_entries.dev.policy_associations.view.access_scope.namespaces[${i}]`,
      ),
    );
    expect(found[2]?.message).toBe(
      "no namespace has this name, expected a DNS label or a pattern such as dev-*, got `Dev_X`",
    );
  });

  test("R31 refuses: a scope of another kind", () => {
    const entry: AccessEntry = JSON.parse(
      JSON.stringify({ ...good, policyAssociations: { view: { ...VIEW, accessScope: { type: "Cluster" } } } }),
    );
    expect(codes(entry)).toEqual(["entry-scope-type access_entries.dev.policy_associations.view.access_scope.type"]);
  });

  test("R31 refuses: one policy twice on one entry", () => {
    expect(codes({ ...good, policyAssociations: { a: VIEW, b: VIEW } })).toEqual([
      "entry-policy-duplicate access_entries.dev.policy_associations.b.policy_arn",
    ]);
  });

  test("R32 accepts: groups of one's own; EKS does not check that they exist", () => {
    expect(codes({ ...good, kubernetesGroups: ["developers", "eks:anything", "a/b"] })).toEqual([]);
  });

  test.each([
    ["system:masters", "entry-group-system", "delete it, and write under `policy_associations`"],
    ["system:nodes", "entry-group-system", "bind a group of your own"],
    ["", "entry-group-empty", "delete it"],
    ["team-{{SessionName}}", "entry-group-template", "usernames only"],
  ])("R32 refuses: group %j", (group, code, help) => {
    const [found] = validate({ ...good, kubernetesGroups: ["ok", group] });
    expect(found).toMatchObject({ code, path: "access_entries.dev.kubernetes_groups[1]" });
    expect(found?.help ?? "").toContain(help);
  });

  test.each(["system:", "eks:", "aws:", "amazon:", "iam:"])("refuses a username that begins with %s", (prefix) => {
    expect(codes({ ...good, userName: `${prefix}dev` })).toEqual([
      "entry-username-reserved access_entries.dev.user_name",
    ]);
  });

  test.each([
    ["System:dev", []],
    ["role:{{SessionName}}", []],
    ["{{SessionNameRaw}}", ["entry-username-colon"]],
    ["dev-{{SessionName}}:x", ["entry-username-colon"]],
    ["{{AccountID}}", ["entry-username-template"]],
    ["a:{{EC2PrivateDNSName}}{{AccessKeyID}}", ["entry-username-template", "entry-username-template"]],
    ["", ["entry-username-empty"]],
  ])("judges username %j", (userName, expected) => {
    expect(validate({ ...good, userName }).map(({ code }) => code)).toEqual(expected);
  });

  test("R33 accepts: as many entries as the quota; R33 refuses: one more", () => {
    const entries = Object.fromEntries(
      Array.from({ length: 3001 }, (_, i) => [`r${i}`, { ...good, principalArn: role(`r${i}`) }]),
    );
    expect(validateAccessEntries(entries)).toMatchObject([{ code: "entries-too-many", path: "access_entries" }]);
    delete entries.r0;
    expect(validateAccessEntries(entries)).toEqual([]);
  });

  test("R33: of more entries than a cluster can have none is judged, whatever is wrong with each", () => {
    const bad = { ...good, principalArn: role("same"), userName: "", kubernetesGroups: ["system:x"] };
    const entries = Object.fromEntries(Array.from({ length: 3001 }, (_, i) => [`r${i}`, bad]));
    expect(validateAccessEntries(entries).map(({ code }) => code)).toEqual(["entries-too-many"]);
    delete entries.r0;
    expect(validateAccessEntries(entries)).toHaveLength(3 * 3000 - 1);
  });

  test("R34 accepts: every key of an entry", () => {
    const entry: Required<AccessEntry> = {
      principalArn: role("dev"),
      type: "STANDARD",
      kubernetesGroups: ["developers"],
      userName: "dev",
      policyAssociations: { view: VIEW },
      tags: { team: "a" },
    };
    expect(codes(entry)).toEqual([]);
  });

  test("R34 refuses: misspelt keys, at every depth, with the nearest", () => {
    const scope = { type: "cluster", namespace: [] };
    const entry: AccessEntry = JSON.parse(
      JSON.stringify({
        ...good,
        userNam: "x",
        foo: 1,
        policyAssociations: { view: { policyArn: VIEW.policyArn, accessScope: scope, policy_arn: "x" } },
      }),
    );
    expect(validate(entry).map(({ path, help }) => `${path}: ${help ?? ""}`)).toEqual([
      "access_entries.dev.foo: delete it",
      "access_entries.dev.policy_associations.view.access_scope.namespace: did you mean `namespaces`?",
      "access_entries.dev.policy_associations.view.policy_arn: did you mean `policyArn`?",
      "access_entries.dev.userNam: did you mean `userName`?",
    ]);
  });

  test.each([
    ["AmazonEKSComputePolicy", "entry-policy-service-linked", "error"],
    ["AmazonEKSVewPolicy", "entry-policy-unknown", "warning"],
  ])("R34 refuses: policy %s", (name, code, severity) => {
    const view = { policyArn: policyArn(name), accessScope: { type: "cluster" } } as const;
    expect(validate({ ...good, policyAssociations: { view } })).toMatchObject([{ code, severity }]);
  });

  test("refuses an IAM policy, and a policy of another partition", () => {
    const iam = { ...VIEW, policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" };
    expect(validate({ ...good, policyAssociations: { iam } })).toMatchObject([{ code: "entry-policy-malformed" }]);
    const cn = { ...VIEW, policyArn: "arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSViewPolicy" };
    expect(validate({ ...good, policyAssociations: { cn } })).toMatchObject([{ code: "entry-policy-partition" }]);
  });

  test.each(["arn:aws-cn:iam::111122223333:role/dev", "no ARN"])(
    "R29 refuses: a policy of another partition than the cluster's, whatever the principal is (%s)",
    (principalArn) => {
      const cn = { ...VIEW, policyArn: "arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSViewPolicy" };
      const entry = { ...good, principalArn, policyAssociations: { cn } };
      const path = "access_entries.dev.policy_associations.cn.policy_arn";
      expect(codes(entry)).toContain(`entry-policy-partition ${path}`);
      const inChina = validateAccessEntries({ dev: entry }, { ...CLUSTER, partition: "aws-cn" });
      expect(inChina.map(({ code }) => code)).not.toContain("entry-policy-partition");
    },
  );

  test("R29 refuses: a policy of another partition than the principal's, where the cluster's is not known", () => {
    const cn = { ...VIEW, policyArn: "arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSViewPolicy" };
    const found = validateAccessEntries({ dev: { ...good, policyAssociations: { cn } } });
    expect(found).toMatchObject([
      {
        code: "entry-policy-partition",
        message: "policy of another partition, expected `aws`, got `aws-cn`",
      },
    ]);
    const malformed = { ...good, principalArn: "no ARN", policyAssociations: { cn } };
    expect(validateAccessEntries({ dev: malformed }).map(({ code }) => code)).toEqual(["entry-principal-malformed"]);
  });

  test("refuses two entries of one principal, whatever case or path", () => {
    const entries = { a: good, b: { ...good, principalArn: role("team/DEV") } };
    expect(validateAccessEntries(entries, CLUSTER)).toMatchObject([
      { code: "entry-duplicate", path: "access_entries.b.principal_arn" },
    ]);
  });

  test("warns of an entry that may do nothing", () => {
    expect(codes({ principalArn: role("dev") })).toEqual(["entry-without-rights access_entries.dev"]);
    expect(codes({ principalArn: role("dev"), kubernetesGroups: [] })).toEqual([
      "entry-without-rights access_entries.dev",
    ]);
  });

  test("refuses entries in mode CONFIG_MAP", () => {
    const found = validateAccessEntries({ dev: good }, { ...CLUSTER, mode: "CONFIG_MAP" });
    expect(found).toMatchObject([{ code: "entry-in-config-map-mode", path: "access_entries" }]);
    expect(validateAccessEntries({}, { mode: "CONFIG_MAP" })).toEqual([]);
  });
});
