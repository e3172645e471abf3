import { definitionOf } from "../../../lib/inventory/definition/cluster-props";
import { validateDefinition } from "../../../lib/inventory/validation/validate-definition";
import { cluster } from "../../support/definitions/sample-definitions";

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

  test("leaves a migration in an account that nobody names to the validation", () => {
    const { terraform: _, ...whole } = cluster();
    expect(validateDefinition({ ...whole, terraform: { region: "ap-northeast-2" } })).toMatchObject([
      {
        code: "account-id-missing",
        path: "terraform.account_id",
        message: "missing, expected 12 digits in a file with `migration`",
      },
    ]);
  });
});
