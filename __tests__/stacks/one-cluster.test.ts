import { App } from "cdktf";
import { AccessStack } from "../../stacks/access-stack";
import { EksStack } from "../../stacks/eks-stack";
import { accessOnly, newCluster } from "../support/definitions/sample-definitions";
import { refusalOf } from "./stack-json";

const whole = newCluster();
const { render: _, ...access } = accessOnly(whole);
const { accountId: __, ...nowhere } = whole.terraform;

/** Two stacks of one App: the cluster, and the access of another or the same. */
function twoStacks(second: object, first: object = {}, id = "second"): void {
  const app = new App({ skipValidation: true });
  new EksStack(app, "first", { ...whole, ...first });
  new AccessStack(app, id, { ...access, ...second });
}

describe("oneCluster", () => {
  test("refuses a second stack for one cluster, and names the first", () => {
    const { code, path, message, help } = refusalOf(() => twoStacks({}));
    expect([code, path]).toEqual(["cluster-name-twice", "cluster_name"]);
    expect(message).toBe(
      `cluster_name: second stack of one cluster, whose account, region and name stack \`first\` has too, got \`${whole.clusterName}\``,
    );
    expect(help).toBe("delete one of the stacks: two stacks would write one cluster's access");
  });

  test("knows the account by the role that the provider takes", () => {
    const assumeRole = { roleArn: `arn:aws:iam::${whole.terraform.accountId ?? ""}:role/terraform` };
    const error = refusalOf(() => twoStacks({ terraform: { ...nowhere, assumeRole } }));
    expect(error.message).toContain("second stack of one cluster");
    expect(() =>
      twoStacks({ terraform: { ...nowhere, assumeRole: { roleArn: "arn:aws:iam::444455556666:role/terraform" } } }),
    ).not.toThrow();
  });

  test.each([
    ["one stack", { terraform: nowhere }, {}],
    ["both", { terraform: nowhere }, { terraform: nowhere }],
  ])("refuses what may be one cluster where %s does not say its account", (...[, second, first]) => {
    const { code, message, help } = refusalOf(() => twoStacks(second, first));
    expect(code).toBe("cluster-name-twice");
    expect(message).toContain("may be the cluster of stack `first`, whose region and name it has");
    expect(message).toContain("expected `terraform.account_id` in both stacks");
    expect(help).toContain("write the account into the props of each stack; where both stacks are for one cluster");
  });

  test.each([
    ["another name", { clusterName: "other" }],
    ["another region", { terraform: { ...whole.terraform, region: "us-west-2" } }],
    ["another account", { terraform: { ...whole.terraform, accountId: "444455556666" }, accessEntries: {} }],
  ])("takes %s", (_, second) => {
    expect(() => twoStacks(second)).not.toThrow();
  });

  test("takes one cluster in two Apps", () => {
    expect(() => {
      new EksStack(new App({ skipValidation: true }), "first", whole);
      new AccessStack(new App({ skipValidation: true }), "second", access);
    }).not.toThrow();
  });

  test("names the stack that differs in case alone", () => {
    expect(refusalOf(() => twoStacks({ clusterName: "other" }, {}, "First")).message).toBe(
      "cluster_name: a name that differs from `first` of another stack in upper and lower case alone, expected another name, got `First`",
    );
  });
});
