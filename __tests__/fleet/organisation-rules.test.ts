import type { FleetRules } from "../../lib/fleet/fleet-rules";
import { organisationFindings } from "../../lib/fleet/organisation-rules";
import type { AccessDefinition } from "../../lib/migration/definition";

const ARN = "arn:aws:iam::111122223333:role/ops";
const RULES: FleetRules = { file: "fleet.yaml", admins: { only: ["arn:aws:iam::{account}:role/break-glass"] } };
const NOBODY: AccessDefinition = { clusterName: "shop", accountId: "111122223333", accessEntries: {} };

function told(definition: AccessDefinition, rules = RULES): string[] {
  return organisationFindings(rules, { path: "shop", definition, adminGroups: [] }).map(
    ({ code, path }) => `${code} ${path}`,
  );
}

describe("organisationFindings", () => {
  test("tells that whoever runs Terraform is an admin whom no list can name", () => {
    const caller = { ...NOBODY, enableClusterCreatorAdminPermissions: true };
    expect(told(caller)).toEqual(["fleet-admin-unlisted enable_cluster_creator_admin_permissions"]);
    expect(told({ ...NOBODY, enableClusterCreatorAdminPermissions: false })).toEqual([]);
    expect(told(caller, { file: "fleet.yaml" })).toEqual([]);
  });

  test("tells who carries the bridge group, which is bound to cluster-admin while people move", () => {
    const migration = { stage: "entries", bridgeGroup: "bridge" } as const;
    const accessEntries = { ops: { principalArn: ARN, kubernetesGroups: ["bridge"] } };
    expect(told({ ...NOBODY, accessEntries, migration })).toEqual(["fleet-admin-unlisted access_entries.ops"]);
    expect(told({ ...NOBODY, accessEntries })).toEqual([]);
  });

  test("of a file that does not say its account {account} names nobody, and what helps is to say it", () => {
    const { accountId: _, ...unknown } = NOBODY;
    const rules: FleetRules = {
      file: "fleet.yaml",
      require: { principals: [{ principal: "arn:aws:iam::{account}:role/ops" }] },
    };
    const [found] = organisationFindings(rules, {
      path: "shop",
      definition: { ...unknown, accessEntries: { ops: { principalArn: ARN } } },
      adminGroups: [],
    });
    expect(found?.help).toBe("write `account_id` under `terraform`: it takes the place of `{account}`");
  });
});
