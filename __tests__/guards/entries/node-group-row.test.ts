import type { RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { ACCOUNT, role } from "../../support/definitions/arns";
import { DEV_ROW, NODE_ROW } from "../../support/definitions/definitions";
import { cluster } from "../../support/definitions/sample-definitions";
import { blocksOf, guardsAlone } from "../../support/guards/compiled-guards";
import { sentencesOf } from "../../support/guards/read-guards";
import { fieldsOf } from "../../support/terraform/provider-schema";

const GROUP = "data.aws_eks_node_group.node_group_whose_entry_eks_made";
const withRows = (...awsAuthRoles: readonly RoleRow[]): ClusterDefinition =>
  cluster({ stage: "dual" }, { awsAuth: { awsAuthRoles, awsAuthUsers: [], awsAuthAccounts: [] } });
const compiled = (definition: ClusterDefinition) => guardsAlone(new StagedCluster(definition));

describe("rows of managed node groups' roles before the mode switches", () => {
  const json = compiled(withRows(DEV_ROW, NODE_ROW));
  const said = (groups: Readonly<Record<string, string>>, mode = "CONFIG_MAP"): readonly unknown[] =>
    sentencesOf(json, "data.aws_partition.node_groups", {
      "data.aws_eks_cluster.this": { access_config: [{ authentication_mode: mode }] },
      [GROUP]: Object.fromEntries(Object.entries(groups).map(([name, node_role_arn]) => [name, { node_role_arn }])),
    });

  test("are named with the role, the node groups and what is lost", () => {
    const lost =
      "role dev with the managed node groups blue, green, and whoever uses that role loses what its row gives beyond nodes (username dev:{{SessionName}}, group developers)";
    const written = `arn:aws:iam::${ACCOUNT}:role/team/Dev`;
    expect(said({ blue: role("dev"), green: written })).toEqual([expect.stringContaining(lost)]);
  });

  test("are no matter where nodes alone have the role, or where the mode has switched already", () => {
    expect(said({ blue: role("node"), green: role("other") })).toEqual([]);
    expect(said({ blue: role("dev") }, "API_AND_CONFIG_MAP")).toEqual([]);
  });

  test("stand in the stack where any row gives more than nodes have, and no node group is read where none does", () => {
    expect(Object.keys(fieldsOf(fieldsOf(json.locals).rows_beyond_nodes))).toEqual([role("dev")]);
    expect(blocksOf(json)[GROUP]).toMatchObject({ for_each: "${data.aws_eks_node_groups.live.names}" });
    expect(blocksOf(compiled(withRows(NODE_ROW)))[GROUP]).toBeUndefined();
  });
});
