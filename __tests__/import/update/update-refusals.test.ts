import { ACCOUNT, role } from "../../support/definitions/arns";
import { BY_HAND, CONFIG_MAP, DEV, OPS, rows, told, update } from "./updated";

describe("updateClusterFile", () => {
  test.each([
    [
      "of another cluster",
      BY_HAND.replace("cluster_name: demo ", "cluster_name: prod "),
      "import-contradiction",
      "demo.yaml:2:15 cluster_name: another cluster than the sources', expected `demo`, got `prod`",
    ],
    [
      "of another account",
      BY_HAND.replace(`account_id: "${ACCOUNT}"`, 'account_id: "444455556666"'),
      "import-contradiction",
      "demo.yaml:5:26 terraform.account_id: another cluster than the sources', expected `111122223333`, got `444455556666`",
    ],
    ["that is no YAML", "a: [", "yaml-syntax", expect.stringMatching(/^demo\.yaml:1:5: not valid YAML: /)],
    [
      "whose rows cannot be read",
      BY_HAND.replace("groups: [developers]}", "groups: developers}"),
      "import-update-refused",
      "demo.yaml:1:1: has errors, expected a cluster file whose rows and entries can be read",
    ],
    [
      "whose entries stand in braces",
      BY_HAND.replace(
        /access_entries:[^]*leaving/,
        `access_entries: { d: { principal_arn: "${role("team/dev")}", kubernetes_groups: [developers], user_name: dev } }\nleaving`,
      ),
      "import-update-refused",
      "demo.yaml:19:1 access_entries: cannot take what is new: it is written in braces, expected one element a line",
    ],
    [
      "at the end of its way, while the ConfigMap serves",
      "cluster_name: demo\nauthentication_mode: API\nrender: access\nterraform: { region: eu-west-1 }\n",
      "import-update-refused",
      "demo.yaml:2:22 authentication_mode: the file has no migration, and the cluster's mode is not known to be API",
    ],
  ])("refuses a file %s", (_, file, ...[code, expected]) => {
    const updated = update(file, rows([DEV, OPS]), CONFIG_MAP);
    const found = told(updated, code).map((line) => [code, line]);
    expect({ text: updated.text, found }).toEqual({ text: undefined, found: [[code, expected]] });
  });

  test.each([
    [
      "a list",
      "access_entries:\n  - x",
      "demo.yaml:1:1: cannot be added to without changing it, expected sections in block style",
    ],
    [
      "a text",
      "access_entries: x",
      "demo.yaml:19:17 access_entries: cannot take what is new: an alias or a single value stands there",
    ],
  ])("refuses a file whose entries are %s, and says what differs beside", (_, section, expected) => {
    const file = BY_HAND.replace(/access_entries:\n( .*\n)+/, `${section}\n`);
    const live = [
      { ...DEV, username: "other" },
      { ...OPS, groups: ["a"] },
    ];
    const updated = update(file, rows(live), CONFIG_MAP);
    expect(updated.text).toBeUndefined();
    expect(told(updated, "import-update-refused")).toEqual([expected]);
    expect(told(updated, "import-file-differs")).toEqual([
      "demo.yaml:17:7 aws_auth.aws_auth_roles[0]: another row than the live one, expected `other developers`, got `dev developers`",
    ]);
  });
});
