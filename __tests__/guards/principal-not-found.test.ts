import type { ClusterDefinition } from "../../lib/inventory/definition/cluster-definition";
import { StagedCluster } from "../../lib/migration/staged-cluster";
import { role, user } from "../support/definitions/arns";
import { cluster, withEntry } from "../support/definitions/sample-definitions";
import { blocksOf, guardsAlone } from "../support/guards/compiled-guards";
import { sentencesOf } from "../support/guards/read-guards";

const ROLES = "data.aws_iam_roles.principal_unread_grant_list_roles_or_accept";
const USERS = "data.aws_iam_users.principal_unread_grant_list_users_or_accept";
const OTHER = "arn:aws:iam::444455556666:role/dev";

const whole = cluster({ stage: "entries" });
const ALL = ["admin", "break-glass", "dev", "node"].map((name) => role(name));

function said(definition: ClusterDefinition, arns: readonly string[], address = ROLES): readonly unknown[] {
  const json = guardsAlone(new StagedCluster(definition));
  return sentencesOf(json, address, {
    self: { arns },
    "data.aws_caller_identity.current": { account_id: "111122223333" },
  });
}

describe("principals that IAM does not have", () => {
  test("are none where all are listed", () => {
    expect(said(whole, ALL)).toEqual([]);
  });

  test("are named, each where one is missing", () => {
    const [sentence, ...more] = said(whole, [role("admin"), role("dev"), role("nobody")]);
    expect(more).toEqual([]);
    expect(sentence).toContain(`${role("break-glass")}, ${role("node")}`);
    expect(sentence).not.toContain("by that name");
    expect(sentence).toMatch(/\[principal-not-found\]\.$/);
  });

  test("are named with what IAM has by that name, in any path and case, in order", () => {
    const near = [role("team/dev"), role("Dev")];
    const [sentence] = said(whole, [
      ...ALL.filter((arn) => arn !== role("dev")),
      ...near,
      role("dev/other"),
      role("dev2"),
    ]);
    expect(sentence).toContain(`(IAM has ${role("Dev")}, ${role("team/dev")} by that name)`);
    const [upper] = said(withEntry(whole, "dev", { principalArn: role("DEV") }), ALL);
    expect(upper).toContain(`(IAM has ${role("dev")} by that name)`);
  });

  test("are users in the list of users", () => {
    const ann = withEntry(whole, "dev", { principalArn: user("ann") });
    expect(said(ann, [user("ann")], USERS)).toEqual([]);
    expect(said(ann, [role("ann")], USERS)).toHaveLength(1);
  });

  test("are those of the caller's account where the file does not say which is the cluster's", () => {
    const { accountId: _, ...unknown } = withEntry(whole, "admin", { principalArn: OTHER });
    const known = ALL.filter((arn) => arn !== role("admin"));
    expect(said(unknown, known)).toEqual([]);
    expect(said(unknown, [OTHER])).toHaveLength(1);
    const callers = (definition: ClusterDefinition): readonly string[] =>
      Object.keys(blocksOf(guardsAlone(new StagedCluster(definition)))).filter((one) =>
        one.includes("caller_identity"),
      );
    expect(callers(unknown)).toEqual(["data.aws_caller_identity.current"]);
    expect(callers(whole)).toEqual([]);
  });
});
