import { clusterIdentity } from "../../lib/guards/identity-mismatch";
import type { ClusterDefinition } from "../../lib/inventory/definition/cluster-definition";
import { StagedCluster } from "../../lib/migration/staged-cluster";
import { role } from "../support/definitions/arns";
import { accepting, DEV_ROW } from "../support/definitions/definitions";
import { cluster, newCluster } from "../support/definitions/sample-definitions";
import { blocksOf, guardsAlone } from "../support/guards/compiled-guards";
import { unread } from "../support/guards/guard-cases";
import { valueWith } from "../support/guards/read-guards";
import { fieldsOf } from "../support/terraform/provider-schema";

const compiled = (definition: ClusterDefinition) => guardsAlone(new StagedCluster(definition));
const beforeOf = (definition: ClusterDefinition, address: string): unknown =>
  fieldsOf(blocksOf(compiled(definition))[address]).depends_on;
const localsOf = (definition: ClusterDefinition) => fieldsOf(compiled(definition).locals);

const [THIS, AGAIN] = ["data.aws_eks_cluster.this", "data.aws_eks_cluster.at_apply"];
const IAM = "data.aws_iam_roles.principal_unread_grant_list_roles_or_accept";
const ROOT_CA = "data.kubernetes_config_map_v1.config_map_unread_mend_kubernetes_auth_or_accept";
const ROWS = "data.kubernetes_config_map_v1.config_map_unread_grant_get_or_accept";
const ROWS_AGAIN = "data.kubernetes_config_map_v1.config_map_unread_while_applying_plan_again";
const ENTRIES = "data.aws_eks_access_entry.row_without_live_access_entry";
const ROLES = "data.aws_iam_role.row_with_access_entry_older_than_role";

describe("what the guards wait for", () => {
  const guards = (definition: ClusterDefinition): unknown => beforeOf(definition, "data.aws_partition.guards");

  test("is everything that is read or judged at the stage, before and while the plan is applied", () => {
    expect(guards(cluster({ stage: "dual" }))).toEqual([
      THIS,
      "data.aws_partition.node_groups",
      ROOT_CA,
      ROWS,
      "data.aws_partition.rows",
      AGAIN,
      ROWS_AGAIN,
    ]);
    expect(guards(cluster({ stage: "retire" }))).toEqual([
      IAM,
      THIS,
      "data.aws_partition.node_groups",
      ROOT_CA,
      ROWS,
      "data.aws_partition.rows",
      ENTRIES,
      "data.aws_partition.entries",
      ROLES,
      "data.aws_partition.roles",
      `${ENTRIES}_at_apply`,
      `${ROLES}_at_apply`,
      AGAIN,
      ROWS_AGAIN,
    ]);
  });

  test("is nothing of Kubernetes where the file accepts that nobody reads it", () => {
    expect(guards(unread("dual"))).toEqual([THIS, AGAIN]);
    expect(guards(unread("retire"))).not.toEqual(expect.arrayContaining([expect.stringContaining("kubernetes")]));
  });

  test("is the mode and the principals without a migration, and the mode alone where nobody lists principals", () => {
    const mode = "data.aws_eks_cluster.live_mode";
    expect(guards(newCluster())).toEqual([mode, IAM]);
    expect(guards(newCluster({ accept: [accepting("principal-unread")] }))).toEqual([mode]);
  });

  test("comes one after the other: whose API server it is, its rows, and entries behind rows and principals", () => {
    const retire = cluster({ stage: "retire" });
    expect(beforeOf(retire, ROWS)).toEqual([ROOT_CA]);
    expect(beforeOf(retire, ENTRIES)).toEqual([IAM, ROWS, "data.aws_partition.rows"]);
  });
});

describe("what is read again while a plan is applied", () => {
  const markerOf = (definition: ClusterDefinition) => beforeOf(definition, AGAIN);
  const marker = ["terraform_data.stage"];

  test("is nothing in an overlay, whose plan it would put off", () => {
    expect(Object.keys(blocksOf(compiled(cluster({ stage: "entries" }, { render: "overlay" }))))).not.toContain(AGAIN);
  });

  test("waits for the marker, which a stack that calls the module gets with its second stage", () => {
    expect(markerOf(cluster({ stage: "config-map" }))).toEqual(marker);
    expect(markerOf(cluster({ stage: "config-map" }, { render: "module" }))).toBeUndefined();
    expect(markerOf(cluster({ stage: "dual" }, { render: "module" }))).toEqual(marker);
  });

  test("waits for none where a module is adopted, whichever", () => {
    expect(markerOf(cluster({ stage: "entries" }, { adopt: { module: "module.eks" } }))).toBeUndefined();
    expect(markerOf(cluster({ stage: "entries" }, { adopt: { awsAuthModule: "module.aws_auth" } }))).toBeUndefined();
    expect(markerOf(cluster({ stage: "entries" }, { adopt: { import: true } }))).toEqual(marker);
  });
});

describe("locals of the guards", () => {
  test("have the mode alone where rows are not read and entries are judged, and not where nothing is", () => {
    expect(localsOf(unread("retire"))).toHaveProperty("live_mode");
    expect(localsOf(unread("dual"))).not.toHaveProperty("live_mode");
  });

  test("list whoever may have to fall back on a row, if anybody", () => {
    const whole = cluster({ stage: "dual" });
    const withRow = (rest: Partial<ClusterDefinition>) => {
      const awsAuth = { awsAuthRoles: [DEV_ROW], awsAuthUsers: [], awsAuthAccounts: [] };
      return localsOf({ ...whole, awsAuth, ...rest });
    };
    const dev = [{ arn: role("dev"), name: "role dev" }];
    expect(withRow({}).rows_that_wait).toEqual(dev);
    expect(withRow({})).not.toHaveProperty("rows_alone");
    const { dev: _, ...others } = whole.accessEntries;
    const alone = withRow({ accessEntries: others });
    expect(alone.rows_alone).toEqual(dev);
    expect(alone).not.toHaveProperty("rows_that_wait");
    for (const stage of ["config-map", "retire"] as const) {
      expect(localsOf(cluster({ stage }))).not.toHaveProperty("rows_that_wait");
    }
  });

  test("know a ConfigMap that is there by its identity", () => {
    const { locals, ...rest } = compiled(cluster({ stage: "dual" }));
    const exists = (uid: string): unknown =>
      valueWith({ locals, ...rest }, fieldsOf(locals).live_config_map_exists, {
        [THIS]: { access_config: [{ authentication_mode: "CONFIG_MAP" }] },
        [ROWS]: { metadata: [{ uid }] },
      });
    expect([exists(""), exists("a")]).toEqual([false, true]);
  });
});

describe(clusterIdentity, () => {
  test("is partition, region, account and name; without an account no ARN is the file's", () => {
    const whole = cluster();
    const { condition } = clusterIdentity({ ...whole, terraform: { region: "eu-west-1", accountId: "444455556666" } });
    expect(condition).toBe('${self.arn == "arn:aws:eks:eu-west-1:444455556666:cluster/demo"}');
    expect(clusterIdentity({ ...whole, terraform: { region: "eu-west-1" } }).condition).toBe(
      '${self.arn == "arn:aws:eks:eu-west-1::cluster/demo"}',
    );
  });
});
