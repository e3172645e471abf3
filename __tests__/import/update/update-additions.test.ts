import { additions } from "../../../lib/import/update/update-additions";
import { ACCOUNT, role, user } from "../../support/definitions/arns";
import { describeCluster, describeEntry, listEntries, listPolicies } from "../../support/cli/source-texts";
import { definitionOf } from "../imported";
import { ANN, BY_HAND, CONFIG_MAP, DEV, rows, update } from "./updated";

const AT_ENTRIES = BY_HAND.replace("config-map #", "entries #");
const LIVE_OPS = [
  describeCluster("API_AND_CONFIG_MAP"),
  listEntries(role("ops")),
  describeEntry(role("ops")),
  listPolicies(role("ops")),
] as const;

describe(additions, () => {
  test("write the section of rows into a file that has none, with what it is for above it", () => {
    const file = `cluster_name: demo\nrender: access\nmigration: { stage: config-map }\nterraform: { account_id: "${ACCOUNT}", region: eu-west-1 }\naccess_entries:\n  dev:\n    principal_arn: ${role("dev")}\n  ann:\n    principal_arn: ${user("ann")}\n`;
    const updated = update(file, rows([DEV], [ANN]), CONFIG_MAP);
    expect(updated.text).toBe(`${file}
# The rows as they are live; they stay here up to stage \`done\`, for guards compare them with the ConfigMap.
aws_auth:
  aws_auth_roles:
    - rolearn: ${role("dev")}
      username: dev
      groups: [developers]
  aws_auth_users:
    - userarn: ${user("ann")}
      username: ann
      groups: [a]
  aws_auth_accounts: []
`);
  });

  test("name a row that matches roles of IAM Identity Center by that alone", () => {
    const sso = { sso: { permissionSetName: "Dev", accountID: ACCOUNT }, username: "dev", groups: ["x"] };
    expect(update(BY_HAND, rows([DEV, sso]), CONFIG_MAP).changes).toContain("aws_auth.aws_auth_roles: sso");
  });

  test("put what is live into the first wave, as that is written", () => {
    const waves = (text: string) =>
      update(AT_ENTRIES.replace("  # nobody", `  waves:${text}\n  # nobody`), rows([DEV]), ...LIVE_OPS);
    expect(waves(" [[our_developers]]").text).toContain("  waves: [[our_developers, ops]]\n");
    expect(definitionOf(waves("\n  -\n    - our_developers")).migration?.waves).toEqual([["our_developers", "ops"]]);
    expect(waves(" [[our_developers]]").changes).toContain("migration.waves[0]: ops");
  });

  test("import what is live by a section of its own", () => {
    const updated = update(AT_ENTRIES, rows([DEV]), ...LIVE_OPS);
    expect(updated.text).toMatch(/\n\nadopt:\n {2}import: true\n {2}imported: \[ops\]\n$/);
    expect(updated.changes).toContain("adopt.imported: ops");
  });

  test("name whom the section imports where it takes a module over too", () => {
    const file = `${AT_ENTRIES}adopt:\n  module: module.eks\n  import: true\n`;
    expect(update(file, rows([DEV]), ...LIVE_OPS).changes).toContain("adopt.imported: ops");
    const alone = update(`${AT_ENTRIES}adopt: { import: true }\n`, rows([DEV]), ...LIVE_OPS);
    expect(alone.changes).toEqual([`access_entries.ops: ${role("ops")}`]);
  });
});
