import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { ACCOUNT, role } from "../../support/definitions/arns";
import { accepting, DEV_ROW } from "../../support/definitions/definitions";
import { cluster } from "../../support/definitions/sample-definitions";
import { blocksOf, guardsAlone } from "../../support/guards/compiled-guards";
import { sentencesOf } from "../../support/guards/read-guards";
import { fieldsOf } from "../../support/terraform/provider-schema";

const GROUP = "data.aws_eks_node_group.node_group_whose_entry_eks_made";

describe("entries for roles of managed node groups", () => {
  const whole = cluster({ stage: "entries" });
  const json = guardsAlone(new StagedCluster(whole));
  const said = (groups: Readonly<Record<string, string>>): readonly unknown[] => {
    const live = Object.entries(groups).map(([name, node_role_arn]) => [name, { node_role_arn }] as const);
    return sentencesOf(json, "data.aws_partition.node_groups", { [GROUP]: Object.fromEntries(live) });
  };
  const conflict = (groups: string, own = "role node"): unknown =>
    expect.stringContaining(`EKS makes the access entry of ${own} with ${groups} of cluster demo`);

  test("are looked for in every live node group of the cluster", () => {
    const blocks = blocksOf(json);
    expect(blocks["data.aws_eks_node_groups.live"]).toEqual({ cluster_name: "demo" });
    expect(blocks[GROUP]).toEqual({
      cluster_name: "demo",
      for_each: "${data.aws_eks_node_groups.live.names}",
      node_group_name: "${each.value}",
    });
  });

  test("stand by their ARNs, with their keys and names", () => {
    const keys = fieldsOf(fieldsOf(json.locals).entries_by_role);
    expect(keys).toMatchObject({
      [role("node")]: { key: "node", role: "role node" },
      [role("dev")]: { key: "dev", role: "role dev" },
    });
  });

  test("are named once, with one node group or all of them", () => {
    expect(said({ blue: role("other") })).toEqual([]);
    expect(said({ blue: role("node") })).toEqual([conflict("the managed node group blue")]);
    expect(said({ blue: role("node"), green: role("node") })).toEqual([
      conflict("the managed node groups blue, green"),
    ]);
  });

  test("are found by the role's name, in any path and case", () => {
    const written = `arn:aws:iam::${ACCOUNT}:role/team/Node`;
    expect(said({ blue: written })).toEqual([conflict("the managed node group blue")]);
  });

  test("are read without any declared entry where an expected one has a row, but not where nobody reads rows", () => {
    const accessEntries = {};
    const awsAuth = { awsAuthRoles: [DEV_ROW], awsAuthUsers: [], awsAuthAccounts: [] };
    const expecting = cluster({ stage: "entries", expected: [role("dev")] }, { accessEntries, awsAuth });
    const blocks = blocksOf(guardsAlone(new StagedCluster(expecting)));
    expect(Object.keys(blocks).filter((address) => /^data.*node_group/.test(address))).toEqual([
      GROUP,
      "data.aws_eks_node_groups.live",
    ]);
    expect(fieldsOf(guardsAlone(new StagedCluster(expecting)).locals).entries_by_role).toBeUndefined();
    const unread = { ...expecting, accept: [accepting("config-map-unread")] };
    expect(Object.keys(blocksOf(guardsAlone(new StagedCluster(unread)))).join()).not.toContain("node_group");
    const none = cluster({ stage: "entries" }, { accessEntries, awsAuth });
    expect(Object.keys(blocksOf(guardsAlone(new StagedCluster(none)))).join()).not.toContain("node_group");
  });
});
