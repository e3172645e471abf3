import type { ClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import type { Stage } from "../../../lib/migration/stage";
import {
  replaced,
  acted,
  added,
  after,
  always,
  changed,
  destroyed,
  edited,
  forgotten,
  leftOver,
  onlyPlanned,
} from "../../support/plans/plan-edits";
import { policyArn, role } from "../../support/definitions/arns";
import { planNamed } from "../../support/plans/plan-fixtures";
import { demoFile, reviewed } from "../../support/reviews/review-clusters";
import {
  ADMIN,
  ADMIN_OF_SSO,
  ADMIN_POLICY,
  CLUSTER,
  DEV,
  NODE,
  ROWS,
  WITHOUT_BREAK_GLASS,
  about,
  adminRow,
  devRow,
  entry,
  made,
  making,
  mode,
  nodeRow,
  rowsAfter,
  still,
  swapped,
} from "../../support/reviews/review-plans";

describe("judgements beside others", () => {
  test.each([
    ["an emptied ConfigMap whose rows nobody covers", making(rowsAfter()), ["danger"]],
    ["one that Terraform lets go of", making(forgotten(ROWS)), ["warning"]],
    ["one that is emptied after its entries", planNamed("stage-retire"), []],
  ])("config-map-lost: %s", (_, plan, severities) => {
    expect(about("config-map-lost", { plan }).map(({ severity }) => severity)).toEqual(severities);
  });

  test("mode-with-entries: the switch to API, whose entries are only made by the same plan", () => {
    const plan = still(mode("API"), onlyPlanned(DEV), onlyPlanned(ADMIN), onlyPlanned(ADMIN_POLICY));
    expect(
      about("mode-with-entries", { plan }).map(({ severity, path, message }) => [severity, path, message]),
    ).toEqual([
      [
        "danger",
        CLUSTER,
        "the mode goes to API before the plan makes the entries of role admin, role dev, and until then rows alone serve them",
      ],
    ]);
    const [cluster] = reviewed(plan).clusters;
    const people = cluster?.people.filter(({ effect }) => effect === "loses") ?? [];
    expect(people.map(({ principal, after: words }) => [principal, words])).toEqual([
      [role("admin"), expect.stringMatching(/^no access until this is made: /)],
      [role("dev"), "no access until this is made: group `developers`, by access entry"],
    ]);
  });

  test.each([
    ["the switch to API after the entries are there", still(mode("API"))],
    ["the stage that switches", planNamed("stage-api")],
    ["entries that are made where rows go on serving", still(onlyPlanned(DEV))],
    ["a module whose rows stay", planNamed("module-v20-rows-kept")],
  ])("mode-with-entries is silent: %s", (_, plan) => {
    expect(about("mode-with-entries", { plan })).toEqual([]);
  });

  test("row-removed is a note where a live entry takes the row's place", () => {
    const found = about("row-removed", { plan: still(rowsAfter(adminRow, nodeRow)) });
    expect(found.map(({ severity, principal }) => [severity, principal])).toEqual([["note", role("dev")]]);
    expect(found.map(({ help }) => help)).toEqual(["nothing has to be done"]);
  });

  test("row-removed says of whoever leaves what the file says", () => {
    const plan = still(rowsAfter(adminRow, nodeRow));
    const file = demoFile("entries", `leaving: [${role("dev")}]`);
    expect(about("row-removed", { plan, file }).map(({ severity, message }) => [severity, message])).toEqual([
      ["note", "mapRoles[1] of role dev leaves aws-auth, as `leaving` says"],
    ]);
  });

  test("who leaves as the file says is a note", () => {
    const plan = edited("entry-without-row", changed("aws_eks_access_entry.auditor", swapped));
    expect(about("access-lost", { plan }).map(({ severity }) => severity)).toEqual(["danger"]);
    const file = demoFile("entries", `leaving: [${role("auditor")}]`);
    expect(about("access-lost", { plan, file }).map(({ severity }) => severity)).toEqual(["note"]);
  });

  test("create-conflict: two entries for one principal, but not an imported one", () => {
    const twice = making(made("aws_eks_access_entry.again", entry("dev")));
    expect(about("create-conflict", { plan: twice }).map(({ path }) => path)).toContain("aws_eks_access_entry.again");
    const imported = making(
      made("aws_eks_node_group.x", { cluster_name: "demo", node_role_arn: role("node") }),
      changed(NODE, (one) => ({ ...one, change: { ...one.change, importing: { id: "demo:x" } } })),
    );
    expect(about("create-conflict", { plan: imported })).toEqual([]);
  });

  const MODULE_CLUSTER = "module.eks.aws_eks_cluster.this[0]";
  const bootstrap = after(MODULE_CLUSTER, ["access_config", 0, "bootstrap_cluster_creator_admin_permissions"], false);
  const conflict = [
    [
      'module.eks.aws_eks_access_entry.this["cluster_creator"]',
      expect.stringContaining("EKS makes it for the creator of the cluster"),
    ],
  ];

  test.each([
    ["a new cluster", [onlyPlanned(MODULE_CLUSTER)], conflict],
    ["a new cluster without such an entry", [onlyPlanned(MODULE_CLUSTER), bootstrap], []],
    ["a cluster that is there", [], []],
  ])("create-conflict: the entry of whoever runs Terraform, %s", (_, edits, expected) => {
    const found = about("create-conflict", { plan: edited("module-v20-entries", ...edits) });
    expect(found.map(({ path, message }) => [path, message])).toEqual(expected);
  });

  test("action-unknown: of the cluster itself, not of what is no access", () => {
    const found = about("action-unknown", { plan: still(acted(CLUSTER, "forget", "create")) });
    expect(found.map(({ path }) => path)).toEqual([CLUSTER]);
    const other = still(added("aws_s3_bucket.x", { before: {}, after: {} }, ["forget", "create"]));
    expect(about("action-unknown", { plan: other })).toEqual([]);
  });

  test("left-over-destroyed: aws-auth, not another ConfigMap", () => {
    const plan = making(leftOver(ROWS, "delete"));
    expect(about("left-over-destroyed", { plan: plan }).map(({ path }) => path)).toEqual([ROWS]);
    const other = making(always(ROWS, ["metadata", 0, "name"], "coredns"), leftOver(ROWS, "delete"));
    expect(about("left-over-destroyed", { plan: other })).toEqual([]);
  });

  const sensitiveMode = changed(CLUSTER, (one) => {
    const mark = { access_config: [{ authentication_mode: true }] };
    return { ...one, change: { ...one.change, before_sensitive: mark, after_sensitive: mark } };
  });

  test.each([
    ["of a cluster that changes", [sensitiveMode, after(CLUSTER, ["tags"], { a: "b" })], [CLUSTER]],
    ["of a cluster that stays", [sensitiveMode], []],
    ["told, of a cluster that changes", [after(CLUSTER, ["tags"], { a: "b" })], []],
    ["told on one side", [after(CLUSTER, ["access_config"], [])], [CLUSTER]],
  ])("access-unknown: a mode that is sensitive, %s", (_, edits, expected) => {
    const found = about("access-unknown", { plan: edited("bare-again", ...edits) });
    expect(found.map(({ path }) => path)).toEqual(expected);
  });

  const deadRow = { ...devRow, rolearn: `${role("dev")}/*` };

  test.each([
    ["only dead rows stay", [deadRow], [role("admin"), role("dev"), role("node")]],
    ["nothing stays", [], []],
  ])("row-removed: %s", (_, left, expected) => {
    const found = about("row-removed", { plan: making(rowsAfter(...left)) });
    expect(found.map(({ principal }) => principal).sort()).toEqual(expected);
  });

  test("admin-unstable is a warning where the mode stays", () => {
    const plan = edited("stage-done", ...ADMIN_OF_SSO, ...WITHOUT_BREAK_GLASS);
    expect(about("admin-unstable", { plan }).map(({ severity }) => severity)).toEqual(["warning"]);
  });

  test("username-changed is a warning for cluster admins", () => {
    const plan = making(after(ADMIN, ["user_name"], "boss:{{SessionName}}"));
    expect(about("username-changed", { plan }).map(({ severity }) => severity)).toEqual(["warning"]);
  });

  test("association-replaced is a danger where a policy of one principal goes and comes at two addresses", () => {
    const value = {
      cluster_name: "demo",
      principal_arn: role("admin"),
      policy_arn: policyArn("AmazonEKSClusterAdminPolicy"),
      access_scope: [{ type: "cluster", namespaces: null }],
    };
    const plan = still(destroyed(ADMIN_POLICY), made("aws_eks_access_policy_association.boss", value));
    expect(about("association-replaced", { plan }).map(({ severity }) => severity)).toEqual(["danger"]);
  });

  const withoutDev = (stage: Stage, more = ""): ClusterFile =>
    demoFile(stage, more, (text) => text.replace(/^ {2}dev:\n( {4}.*\n)+/m, ""));

  test.each([
    ["key left the file", withoutDev("entries"), "warning: the cluster file no longer has its key `dev`"],
    ["stage renders none", demoFile("dual"), "note: stage `dual` renders no entry for key `dev`"],
    [
      "principal leaves",
      withoutDev("entries", `leaving: [${role("dev")}]`),
      "note: the cluster file no longer has its key `dev`",
    ],
  ])("entry-removed: the %s", (_, file, says) => {
    const [severity, cause] = says.split(": ");
    const found = about("entry-removed", { plan: still(destroyed(DEV)), file });
    expect(found.map((one) => [one.severity, one.path, one.message])).toEqual([
      [severity, DEV, `the access entry of role dev is removed: ${cause}`],
    ]);
  });

  test.each([
    ["an entry that is replaced stays", still(replaced(DEV, "principal_arn"))],
    ["an entry that is forgotten stays", still(forgotten(DEV))],
    ["a cluster that goes takes all of them", planNamed("destroy-everything")],
  ])("entry-removed is silent: %s", (_, plan) => {
    expect(about("entry-removed", { plan })).toEqual([]);
  });

  test("entry-removed names the key of a module's entry", () => {
    const address = 'module.eks.aws_eks_access_entry.this["cluster_creator"]';
    const found = about("entry-removed", { plan: edited("module-v20-entries", changed(address, swapped)) });
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringMatching(/: the configuration no longer has its key `cluster_creator`$/),
    ]);
  });

  test("protection-removed is a danger where the file asks for protection and the plan destroys", () => {
    const plan = planNamed("destroy-everything");
    const severities = (file: ClusterFile): string[] =>
      about("protection-removed", { plan, file }).map(({ severity }) => severity);
    expect(severities(demoFile("done"))).toEqual(["danger"]);
    expect(severities(demoFile("done", "", (text) => text.replace(", protect: true", "")))).toEqual(["danger"]);
    expect(severities(demoFile("done", "", (text) => text.replace("protect: true", "protect: false")))).toEqual([]);
  });
});
