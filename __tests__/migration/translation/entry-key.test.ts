import fc from "fast-check";
import { type IamArn, PARTITIONS, printArn } from "../../../lib/access/principal/arn";
import { principalId } from "../../../lib/access/principal/principal-id";
import { entryKeys } from "../../../lib/migration/translation/entry-key";
import { ACCOUNT, arn, role, user } from "../../support/definitions/arns";
import { runs } from "../../support/laws/law-runs";

const OTHER = "444455556666";
const keysOf = (texts: readonly string[], accountId: string | undefined = ACCOUNT): string[] => {
  const keys = entryKeys(texts.map(arn), accountId);
  return texts.map((text) => keys.get(text) ?? "(none)");
};

const names = fc.oneof(
  fc.constantFrom(
    "dev",
    "Dev",
    "DevOps",
    "dev-ops",
    "dev_ops",
    "dev.ops",
    "cluster_creator",
    "ClusterCreator",
    "-",
    "7",
  ),
  fc.constantFrom(`dev_${OTHER}`, "AWSReservedSSO_DevOps_0123456789abcdef", "sso_dev_ops", "role", "user"),
  fc.stringMatching(/^[\w+=,.@-]{1,12}$/),
);
const principal: fc.Arbitrary<IamArn> = fc.record({
  partition: fc.constantFrom(...PARTITIONS),
  accountId: fc.constantFrom(ACCOUNT, OTHER),
  kind: fc.constantFrom("role", "user"),
  path: fc.constantFrom("/", "/team/"),
  name: names,
});
const principals = fc.array(principal, { maxLength: 12 });
const home = fc.constantFrom(ACCOUNT, OTHER, undefined);

describe("entryKeys", () => {
  test.each([
    ["role/AWSReservedSSO_AdministratorAccess_0123456789abcdef", "sso_administrator_access"],
    [
      "role/aws-reserved/sso.amazonaws.com/ap-northeast-2/AWSReservedSSO_DevOps-Engineer_fedcba9876543210",
      "sso_dev_ops_engineer",
    ],
    ["role/AWSReservedSSO_short", "aws_reserved_sso_short"],
    ["role/eksctl-prod-nodegroup-NodeInstanceRole-1JI2ZK", "eksctl_prod_nodegroup_node_instance_role_1ji2zk"],
    ["role/team/EKSAdmin", "eks_admin"],
    ["role/my-console-viewer-role", "my_console_viewer_role"],
    ["user/alice@example.com", "alice_example_com"],
    ["user/42", "user_42"],
    ["role/+=", "role"],
    ["role/-", "role"],
  ])("%s has key %s", (resource, key) => {
    expect(keysOf([`arn:aws:iam::${ACCOUNT}:${resource}`])).toEqual([key]);
  });

  test("a principal of another account ends in its account ID", () => {
    expect(keysOf([role("Deployer", OTHER), role("Deployer")])).toEqual([`deployer_${OTHER}`, "deployer"]);
  });

  test("with no account of the cluster given, no principal is of another", () => {
    expect([...entryKeys([arn(role("Deployer", OTHER))]).values()]).toEqual(["deployer"]);
  });

  test("cluster_creator, which the module uses, is nobody's", () => {
    expect(keysOf([role("cluster-creator"), user("cluster_creator")])).toEqual([
      "cluster_creator_453da56f",
      "cluster_creator_e4705d7d",
    ]);
  });

  test("the key that is a name letter by letter stays with it, the others get a hash of their own", () => {
    expect(keysOf([role("Dev-Ops"), role("DevOps"), user("dev_ops")])).toEqual([
      "dev_ops_d72065c5",
      "dev_ops_e39139b9",
      "dev_ops",
    ]);
  });

  test("a role's path changes nothing, and spellings of one principal share a key", () => {
    const given = [role("DevOps"), role("team/DevOps"), role("devops")];
    expect(keysOf(given)).toEqual(["dev_ops", "dev_ops", "dev_ops"]);
    expect(keysOf([...given].reverse())).toEqual(["dev_ops", "dev_ops", "dev_ops"]);
  });

  test("two principals never share a key, nor after Terraform's own replacing, nor with the module", () => {
    fc.assert(
      fc.property(principals, home, (arns, accountId) => {
        const keys = entryKeys(arns, accountId);
        const byId = new Map(arns.map((one) => [principalId(one), keys.get(printArn(one))]));
        expect(new Set(byId.values()).size).toBe(byId.size);
        for (const key of byId.values()) expect(key).toMatch(/^(?!cluster_creator$)[a-z][a-z0-9_]*$/);
      }),
      { numRuns: runs(1000) },
    );
  });

  test("the order of the principals does not matter", () => {
    fc.assert(
      fc.property(principals, home, (arns, accountId) => {
        const sorted = (keys: ReadonlyMap<string, string>): unknown => [...keys].sort();
        expect(sorted(entryKeys([...arns].reverse(), accountId))).toEqual(sorted(entryKeys(arns, accountId)));
      }),
    );
  });

  test("another principal changes at most one key, and only where it takes that key", () => {
    fc.assert(
      fc.property(principals, principal, home, (arns, added, accountId) => {
        const before = entryKeys(arns, accountId);
        const after = entryKeys([...arns, added], accountId);
        const known = new Set(arns.map(principalId));
        fc.pre(!known.has(principalId(added)));
        const changed = new Set(
          arns.filter((one) => before.get(printArn(one)) !== after.get(printArn(one))).map(principalId),
        );
        expect(changed.size).toBeLessThanOrEqual(1);
        for (const one of arns) {
          if (changed.has(principalId(one))) expect(after.get(printArn(added))).toBe(before.get(printArn(one)));
        }
      }),
      { numRuns: runs(1000) },
    );
  });
});
