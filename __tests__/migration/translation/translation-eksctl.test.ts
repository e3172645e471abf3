import { awsAuthOf, type RoleRow, type UserRow } from "../../../lib/access/aws-auth/aws-auth";
import { compareAccess } from "../../../lib/access/effective/comparison";
import { type TranslationContext, translateRows } from "../../../lib/migration/translation/translation";
import { ACCOUNT, policyArn, role, user } from "../../support/definitions/arns";

const OTHER = "444455556666";
const bare = (...names: string[]): TranslationContext => ({
  accountId: ACCOUNT,
  partition: "aws",
  rolePaths: Object.fromEntries(names.map((name) => [role(name), role(name)])),
});
const admin = { policyArn: policyArn("AmazonEKSClusterAdminPolicy"), accessScope: { type: "cluster" } };
const kinds = (roles: readonly RoleRow[], users: readonly UserRow[] = []): string[] =>
  translateRows(awsAuthOf(roles, users), bare("dev")).outcomes.map(({ kind }) => kind);
const codes = (roles: readonly RoleRow[]): string[] =>
  translateRows(awsAuthOf(roles), bare("dev")).findings.map(({ code }) => code);

/** Where `eksctl utils migrate-to-access-entry` falls short: the gaps of DOMAIN §4 that are the translation's. */
describe("translateRows", () => {
  test("eksctl gap 2: an ARN that is none is told, nobody panics", () => {
    expect(
      kinds([{ rolearn: "arn:aws:iam::111:role" }], [{ userarn: "" }, { userarn: "arn:aws:s3:::bucket" }]),
    ).toEqual(["dead", "dead", "dead"]);
  });

  test("eksctl gap 1: the policy is of the partition of the cluster", () => {
    const [cn, gov] = (["aws-cn", "aws-us-gov"] as const).map((partition) => {
      const userarn = `arn:${partition}:iam::${ACCOUNT}:user/admin`;
      const row = { userarn, username: "admin", groups: ["system:masters"] };
      return translateRows(awsAuthOf([], [row]), { partition }).entries.admin?.policyAssociations;
    });
    expect(cn).toEqual({
      admin: { ...admin, policyArn: "arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy" },
    });
    expect(gov).toEqual({
      admin: { ...admin, policyArn: "arn:aws-us-gov:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy" },
    });
  });

  test("eksctl gap 3: a principal of another account stays of that account", () => {
    const row = { rolearn: role("dev", OTHER), username: "dev", groups: ["a"] };
    expect(translateRows(awsAuthOf([row]), bare("dev")).entries).toEqual({
      [`dev_${OTHER}`]: { principalArn: role("dev", OTHER), userName: "dev", kubernetesGroups: ["a"] },
    });
  });

  test("eksctl gap 4: Fargate and hybrid nodes do not block", () => {
    const username = "system:node:{{SessionName}}";
    const rows = [
      { rolearn: role("fargate"), username, groups: ["system:bootstrappers", "system:nodes", "system:node-proxier"] },
      { rolearn: role("hybrid"), username, groups: ["system:bootstrappers", "system:nodes"] },
    ];
    const context = { ...bare("fargate", "hybrid"), choices: { [role("hybrid")]: "HYBRID_LINUX" } } as const;
    const { outcomes, findings } = translateRows(awsAuthOf(rows), context);
    expect(findings).toEqual([]);
    expect(outcomes).toMatchObject([
      { kind: "expected", entry: { principalArn: role("fargate"), type: "FARGATE_LINUX" } },
      { kind: "entry", entry: { principalArn: role("hybrid"), type: "HYBRID_LINUX" } },
    ]);
  });

  test("eksctl gap 5: the other groups of an admin stay", () => {
    const row = { userarn: user("alice"), username: "alice", groups: ["auditors", "system:masters", "oncall"] };
    expect(translateRows(awsAuthOf([], [row])).entries.alice?.kubernetesGroups).toEqual(["auditors", "oncall"]);
  });

  test("eksctl gap 6: of duplicates, in any case, the last is translated", () => {
    const rows = [
      { rolearn: role("Dev"), username: "first", groups: ["system:masters"] },
      { rolearn: role("dev"), username: "last", groups: ["viewers"] },
    ];
    expect(translateRows(awsAuthOf(rows), bare("dev")).entries).toEqual({
      dev: { principalArn: role("dev"), userName: "last", kubernetesGroups: ["viewers"] },
    });
  });

  test("eksctl gap 7: usernames that EKS refuses are found before it is asked", () => {
    const usernames = ["system:dev", "{{SessionName}}", "dev:{{AccessKeyID}}"];
    expect(usernames.flatMap((username) => codes([{ rolearn: role("dev"), username, groups: ["a"] }]))).toEqual([
      "row-username-reserved-rbac",
      "row-username-colon",
      "row-username-template",
    ]);
  });

  test("eksctl gap 8: sso matchers and malformed rows are dead, and do not block", () => {
    const sso = { permissionSetName: "dev", accountID: ACCOUNT };
    expect(kinds([{ sso, username: "dev" }, { rolearn: "dev" }, { rolearn: role("dev"), username: "dev" }])).toEqual([
      "dead",
      "dead",
      "entry",
    ]);
  });

  test("eksctl gap 9: an entry that is there already is held against the row's, field by field", () => {
    const awsAuth = awsAuthOf([{ rolearn: role("dev"), username: "dev", groups: ["developers"] }]);
    const { entries } = translateRows(awsAuth, bare("dev"));
    const mode = "API";
    const there = { dev: { principalArn: role("dev"), userName: "dev" } };
    const { lost } = compareAccess({ mode, awsAuth, entries }, { mode, awsAuth, entries: there });
    expect(lost.map(({ rights }) => rights)).toEqual([[{ kind: "group", group: "developers" }]]);
  });
});
