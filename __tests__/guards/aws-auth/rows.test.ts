import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { role } from "../../support/definitions/arns";
import { ADMIN_ROW, DEV_ROW } from "../../support/definitions/definitions";
import { cluster } from "../../support/definitions/sample-definitions";
import { guardsAlone } from "../../support/guards/compiled-guards";
import { fieldsOf } from "../../support/terraform/provider-schema";
import { sentencesOf } from "../../support/guards/read-guards";

const ROWS = "data.kubernetes_config_map_v1.config_map_unread_grant_get_or_accept";

/** What is said of the rows of a cluster that is in both modes. */
function said(definition: ClusterDefinition, data: Readonly<Record<string, string>>): readonly unknown[] {
  return sentencesOf(guardsAlone(new StagedCluster(definition)), "data.aws_partition.rows", {
    "data.aws_eks_cluster.this": { access_config: [{ authentication_mode: "API_AND_CONFIG_MAP" }] },
    [ROWS]: { data, metadata: [{ uid: "5f1c" }] },
  });
}

const awsAuth = { awsAuthRoles: [DEV_ROW], awsAuthUsers: [], awsAuthAccounts: [] };
const whole = cluster({ stage: "dual" }, { awsAuth });
const mapRoles = JSON.stringify([DEV_ROW]);

describe("live rows that are others than the file's", () => {
  test("are none where they are the same", () => {
    expect(said(whole, { mapRoles })).toEqual([]);
  });

  test("lack somebody whose entry the stage does not render: it is named with the stage", () => {
    expect(said(whole, { mapRoles: "[]" })).toEqual([
      expect.stringMatching(/^Stage dual of cluster demo renders no access entry for role dev, and the live aws-auth/),
    ]);
  });

  test("serve an account that the file does not map, unless it leaves", () => {
    const mapAccounts = "- '444455556666'";
    expect(said(whole, { mapRoles, mapAccounts })).toEqual([
      expect.stringMatching(/^aws-auth of cluster demo serves account 444455556666 by rows .*\[row-unknown\]\.$/),
    ]);
    expect(said({ ...whole, leaving: ["arn:aws:iam::444455556666:root"] }, { mapRoles, mapAccounts })).toEqual([]);
    const mapped = { ...whole, awsAuth: { ...awsAuth, awsAuthAccounts: ["444455556666"] } };
    expect(said(mapped, { mapRoles, mapAccounts })).toEqual([]);
  });

  test("serve a stranger, unless it leaves", () => {
    const stranger = JSON.stringify([DEV_ROW, { rolearn: role("stranger"), username: "x" }]);
    expect(said(whole, { mapRoles: stranger })).toEqual([expect.stringContaining(`serves ${role("stranger")}`)]);
    expect(said({ ...whole, leaving: [role("stranger")] }, { mapRoles: stranger })).toEqual([]);
  });

  test("lack somebody without an entry: where somebody else writes the rows, nobody puts that row back", () => {
    const { dev: _, ...accessEntries } = whole.accessEntries;
    const own = cluster({ stage: "entries" }, { awsAuth, accessEntries });
    const foreign = { ...own, awsAuth: { ...awsAuth, manageAwsAuthConfigmap: false } };
    expect(said(own, { mapRoles: "[]" })).toEqual([
      expect.stringMatching(/^The live aws-auth of cluster demo has none of the rows of its cluster file yet/),
    ]);
    expect(said(foreign, { mapRoles: "[]" })).toEqual([
      expect.stringMatching(/nobody here writes the row \(manage_aws_auth_configmap: false\)/),
    ]);
  });

  test("lack somebody without an entry beside others that are live: the plan writes its row, unless the rows are somebody else's", () => {
    const { dev: _, admin: __, ...accessEntries } = whole.accessEntries;
    const both = { ...awsAuth, awsAuthRoles: [DEV_ROW, ADMIN_ROW] };
    const own = cluster({ stage: "entries" }, { awsAuth: both, accessEntries });
    const live = { mapRoles: JSON.stringify([ADMIN_ROW]) };
    expect(said(own, live)).toEqual([]);
    expect(said({ ...own, awsAuth: { ...both, manageAwsAuthConfigmap: false } }, live)).toEqual([
      expect.stringMatching(/^The live aws-auth of cluster demo has no row for role dev, .*nobody here writes the row/),
    ]);
  });

  test("are compared with node groups at `entries` alone, and with nobody who has no such row", () => {
    const { dev: _, ...accessEntries } = whole.accessEntries;
    const at = (stage: "dual" | "entries") =>
      String(
        fieldsOf(
          guardsAlone(new StagedCluster(cluster({ stage, expected: [role("dev")] }, { awsAuth, accessEntries })))
            .locals,
        ).rows_not_live_at_all,
      );
    expect(at("entries")).toContain("node_groups_by_role");
    expect(at("dual")).not.toContain("node_groups_by_role");
    expect(at("dual")).not.toContain("rows_alone");
  });

  test("are looked for behind expected entries where a row names the principal of one, and nowhere else", () => {
    const { dev: _, ...accessEntries } = whole.accessEntries;
    const localsOf = (expected: readonly string[]): readonly string[] =>
      Object.keys(
        fieldsOf(
          guardsAlone(new StagedCluster(cluster({ stage: "entries", expected }, { awsAuth, accessEntries }))).locals,
        ),
      );
    expect(localsOf([role("dev")])).toContain("rows_expected");
    expect(localsOf([role("cluster-creator")])).not.toContain("rows_expected");
  });
});
