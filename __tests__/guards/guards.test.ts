import type { ClusterDefinition } from "../../lib/inventory/definition/cluster-definition";
import { guardsOf } from "../../lib/migration/guard/guards";
import { STAGES } from "../../lib/migration/stage";
import { StagedCluster } from "../../lib/migration/staged-cluster";
import { ACCOUNT, role } from "../support/definitions/arns";
import { accepting, CREATOR } from "../support/definitions/definitions";
import { unread } from "../support/guards/guard-cases";
import { behind, blocksOf, stackOf } from "../support/guards/compiled-guards";
import { fieldsOf } from "../support/terraform/provider-schema";
import { cluster, newCluster, passes, samplesAtEveryStage } from "../support/definitions/sample-definitions";

const MARKER = "terraform_data.stage";
const GUARDS = "data.aws_partition.guards";
const PROTECTED = [
  "aws_eks_cluster",
  "aws_eks_access_entry",
  "aws_eks_access_policy_association",
  "kubernetes_config_map",
  "kubernetes_config_map_v1_data",
  "kubernetes_cluster_role_binding_v1",
  "kubernetes_role_binding_v1",
];
const SAMPLES = samplesAtEveryStage().filter(passes);

describe("guards", () => {
  test.each(SAMPLES)("refer to no managed resource but the stage's marker: $name", ({ definition }) => {
    const managed = behind(stackOf(definition), GUARDS).filter((address) => !/^(data|local)\./.test(address));
    const { adopt, migration } = definition;
    const marker = migration !== undefined && adopt?.module === undefined ? [MARKER] : [];
    expect(managed).toEqual(marker);
  });

  test.each(SAMPLES)("stand before cluster, entries, associations and aws-auth: $name", ({ definition }) => {
    const blocks = Object.entries(blocksOf(stackOf(definition)));
    const open = blocks
      .filter(([address]) => PROTECTED.includes(address.split(".")[0] ?? ""))
      .filter(([, body]) => !JSON.stringify(fieldsOf(body).depends_on ?? []).includes(GUARDS))
      .map(([address]) => address);
    expect(open).toEqual([]);
  });

  test.each(SAMPLES)("say the codes of the table, and no others: $name", ({ definition }) => {
    const json = JSON.stringify(stackOf(definition));
    const said = new Set([...json.matchAll(/\[([a-z-]+)\]\./g)].map(([, code]) => code));
    const asked = guardsOf(new StagedCluster(definition)).map(({ code }) => code);
    expect([...said].filter((code) => !asked.some((each) => each === code))).toEqual([]);
    expect(said).toContain("live-mode");
  });

  test.each(STAGES)("ask Kubernetes nothing where the file accepts that it is not read: %s", (stage) => {
    const data = Object.keys(fieldsOf(stackOf(unread(stage)).data));
    expect(data.filter((type) => type.startsWith("kubernetes"))).toEqual([]);
    expect(data.includes("aws_eks_access_entry")).toBe(stage === "retire" || stage === "api");
  });

  test("ask, where the file accepts that nobody reads the rows, for the entries of whom they may serve", () => {
    const { locals, data } = stackOf(unread("api"));
    const asked = fieldsOf(fieldsOf(locals).entries_of_rows);
    expect(Object.keys(asked)).toEqual(["admin", CREATOR, "break_glass", "dev", "node"]);
    expect(asked[CREATOR]).toEqual({
      row: CREATOR,
      principal_arn: CREATOR,
      name: "role cluster-creator",
      type: "",
      groups: [],
      user_name: "",
      role: "cluster-creator",
    });
    const { row_without_live_access_entry: live, row_without_live_access_entry_at_apply: again } = fieldsOf(
      fieldsOf(data).aws_eks_access_entry,
    );
    const all = '${{ for key, entry in local.entries_of_rows : key => entry if local.live_mode != "API" }}';
    expect(fieldsOf(locals).entries_asked).toBe(all);
    expect([fieldsOf(live).for_each, fieldsOf(again).for_each]).toEqual([
      "${local.entries_asked}",
      "${data.aws_eks_access_entry.row_without_live_access_entry}",
    ]);
    const { awsAuth } = cluster();
    const foreign = awsAuth && { awsAuth: { ...awsAuth, manageAwsAuthConfigmap: false } };
    const withRows = stackOf(
      cluster({ stage: "retire", retire: "forget" }, { accept: unread("retire").accept ?? [], ...foreign }),
    );
    expect(Object.keys(fieldsOf(fieldsOf(withRows.locals).entries_of_rows))).toEqual(["admin", "dev", "node"]);
  });

  test.each([
    [0, 0],
    [1, 2],
    [4, 3],
    [31, 12],
    [200, 12],
  ])(
    "of four entries, %i more and the creator's read %i groups of three, one after the other, before all",
    (more, groups) => {
      const { accessEntries } = cluster();
      const names = Array.from({ length: more }, (_, i) => `more${i}`);
      const added = Object.fromEntries(names.map((name) => [name, { principalArn: role(name) }]));
      const { data, locals } = stackOf(cluster({ stage: "api" }, { accessEntries: { ...accessEntries, ...added } }));
      const { row_without_live_access_entry: all, ...others } = fieldsOf(fieldsOf(data).aws_eks_access_entry);
      const inTurn = Array.from(
        { length: groups },
        (_, i) => `some_row_without_live_access_entry${i === 0 ? "" : `_${i + 1}`}`,
      );
      expect(Object.keys(others).filter((name) => !name.endsWith("at_apply"))).toEqual([...inTurn].sort());
      const rows = ["data.aws_iam_roles.principal_unread_grant_list_roles_or_accept", "data.aws_partition.rows"];
      const waits = [...inTurn.map((name) => fieldsOf(others[name])), fieldsOf(all)].map((read) => read.depends_on);
      expect(waits).toEqual([
        expect.arrayContaining(rows),
        ...inTurn.map((name) => [`data.aws_eks_access_entry.${name}`]),
      ]);
      expect(fieldsOf(locals).entries_first === undefined).toBe(groups === 0);
    },
  );

  test("of a file without migration ask for the mode of a cluster that exists, and for the principals of its entries", () => {
    const { data } = stackOf(newCluster({ clusterName: "demo", accountId: ACCOUNT }));
    const { aws_eks_clusters: clusters, aws_eks_cluster: found } = fieldsOf(data);
    expect(clusters).toEqual({ live: {} });
    expect(fieldsOf(fieldsOf(found).live_mode)).toMatchObject({
      for_each: '${toset([for name in data.aws_eks_clusters.live.names : name if name == "demo"])}',
      lifecycle: {
        postcondition: [{ condition: '${try(self.access_config[0].authentication_mode, "unknown") == "API"}' }],
      },
    });
    const { aws_iam_roles: lists, aws_iam_users: users } = fieldsOf(data);
    expect(fieldsOf(lists).principal_unread_grant_list_roles_or_accept).toMatchObject({
      lifecycle: {
        postcondition: [
          { condition: "${length([for key, arn in local.entry_roles : arn if !contains(self.arns, arn)]) == 0}" },
        ],
      },
    });
    expect(users).toBeUndefined();
    // Terraform evaluates every sentence: within the list of an account's roles it may not look for the missing ones again.
    const [, ...withinRoles] = JSON.stringify(lists).split("for arn in sort(self.arns)");
    expect(withinRoles).toHaveLength(2);
    for (const each of withinRoles) expect(each.slice(0, each.indexOf("]]"))).not.toContain("self.arns");
  });

  test("list IAM nowhere where the file accepts that it is not listed, nor where no entry is rendered", () => {
    const accept = [...(cluster().accept ?? []), accepting("principal-unread")];
    const listsOf = (definition: ClusterDefinition) => fieldsOf(stackOf(definition).data).aws_iam_roles;
    expect(listsOf(cluster({ stage: "entries" }))).toBeDefined();
    expect(listsOf(cluster({ stage: "entries" }, { accept }))).toBeUndefined();
    expect(listsOf(cluster({ stage: "dual" }))).toBeUndefined();
  });
});
