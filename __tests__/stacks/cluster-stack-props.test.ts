import { definitionOf } from "../../stacks/cluster-stack-props";
import { cluster } from "../support/definitions/sample-definitions";
import { refusalOf } from "./stack-json";

const terraform = { region: "cn-north-1", accountId: "111122223333" };

describe("definitionOf", () => {
  test("works out what a file would say as well", () => {
    expect(definitionOf({ clusterName: "demo", terraform, adopt: { import: true, imported: ["nodes"] } })).toEqual({
      clusterName: "demo",
      terraform,
      render: "resources",
      accessEntries: {},
      partition: "aws-cn",
      accountId: "111122223333",
      adopt: { import: true, imported: ["nodes"] },
      imported: ["nodes"],
    });
  });

  test("leaves a definition from a file as it is", () => {
    expect(definitionOf(cluster())).toEqual(cluster());
  });

  test("refuses a migration in an account that nobody names", () => {
    const { terraform: _, ...whole } = cluster();
    expect(refusalOf(() => definitionOf({ ...whole, terraform: { region: "ap-northeast-2" } }))).toMatchObject({
      code: "account-id-missing",
      message: "terraform.account_id: missing, expected 12 digits with migration",
    });
  });
});
