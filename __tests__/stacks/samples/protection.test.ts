import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { type Stage, STAGES } from "../../../lib/migration/stage";
import { fieldsOf } from "../../support/terraform/provider-schema";
import { cluster, newCluster } from "../../support/definitions/sample-definitions";
import { addresses, resource, stackJson } from "../stack-json";

const ROWS = "kubernetes_config_map_v1_data.aws_auth";
const CONFIG_MAP = "kubernetes_config_map.aws_auth";
const ENTRIES = ["admin", "break_glass", "dev", "node"].map((key) => `aws_eks_access_entry.${key}`);
const CLUSTER = "aws_eks_cluster.this";

/** What Terraform refuses to destroy of a definition's stack, sorted. */
function protectedBy(definition: ClusterDefinition): readonly string[] {
  const json = stackJson(definition);
  return addresses(json).filter((address) => fieldsOf(resource(json, address).lifecycle).prevent_destroy === true);
}

const at = (stage: Stage, rest: Partial<ClusterDefinition> = {}): ClusterDefinition => cluster({ stage }, rest);
const terraform = { accountId: "111122223333", region: "ap-northeast-2" };
const ROWS_OF_FILE = { awsAuthRoles: [], awsAuthUsers: [], awsAuthAccounts: [] };

describe("what Terraform refuses to destroy", () => {
  test.each([
    ["config-map", [ROWS]],
    ["dual", [ROWS]],
    ["entries", [...ENTRIES, ROWS]],
    ["retire", [...ENTRIES, ROWS]],
    ["api", [...ENTRIES, ROWS]],
    ["done", ENTRIES],
  ] as const)("at %s, in both stacks, unless the file says no", (stage, expected) => {
    expect(protectedBy(at(stage, { render: "access" }))).toEqual(expected);
    expect(protectedBy(at(stage))).toEqual([...expected, CLUSTER].sort());
    expect(protectedBy(at(stage, { terraform: { ...terraform, protect: false } }))).toEqual([]);
    expect(protectedBy(at(stage, { render: "access", terraform: { ...terraform, protect: false } }))).toEqual([]);
  });

  test("nothing without a migration, unless the file says so", () => {
    const withRows = { authenticationMode: "API_AND_CONFIG_MAP", awsAuth: ROWS_OF_FILE } as const;
    expect(protectedBy(newCluster(withRows))).toEqual([]);
    const adopted = newCluster({ ...withRows, adopt: { import: true } });
    expect(protectedBy(adopted)).toEqual([...ENTRIES, CLUSTER, ROWS].sort());
    expect(protectedBy({ ...adopted, terraform: { ...terraform, protect: false } })).toEqual([]);
    const asked = { ...withRows, terraform: { ...terraform, protect: true } };
    expect(protectedBy(newCluster(asked))).toEqual([...ENTRIES, CLUSTER, ROWS].sort());
    expect(protectedBy(newCluster({ ...asked, authenticationMode: "API" }))).toEqual([...ENTRIES, CLUSTER].sort());
  });

  test("a ConfigMap that is created here, with its rows", () => {
    const { awsAuth } = at("entries");
    const created = at("entries", { awsAuth: { ...ROWS_OF_FILE, ...awsAuth, createAwsAuthConfigmap: true } });
    expect(protectedBy(created)).toEqual([...ENTRIES, CLUSTER, CONFIG_MAP, ROWS].sort());
  });

  test("the entry of whoever runs Terraform", () => {
    const asked = { enableClusterCreatorAdminPermissions: true, accept: [] };
    const definition = newCluster({ ...asked, terraform: { ...terraform, protect: true } });
    expect(protectedBy(definition)).toContain("aws_eks_access_entry.cluster_creator");
  });

  test("rows that become somebody else's are forgotten, which no protection stops", () => {
    const { awsAuth, ...rest } = at("entries", { render: "access" });
    const foreign = { ...rest, awsAuth: { ...ROWS_OF_FILE, ...awsAuth, manageAwsAuthConfigmap: false } };
    expect(protectedBy(foreign)).toEqual(ENTRIES);
    expect(JSON.stringify(stackJson(foreign).removed)).toContain(ROWS);
  });

  test.each(STAGES)("at %s no policy association: a policy may leave an entry, or change", (stage) => {
    const policies = protectedBy(at(stage)).filter((address) => address.includes("association"));
    expect(policies).toEqual([]);
  });
});
