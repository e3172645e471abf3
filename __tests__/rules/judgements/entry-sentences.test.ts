import { readFile } from "../../support/reviews/review-clusters";
import type { ResourceChange } from "../../../lib/plan/reading/terraform-plan";
import { eksEntryUnseen } from "../../../lib/rules/judgements/entries/eks-entry-unseen";
import { entryForgotten } from "../../../lib/rules/judgements/entries/entry-forgotten";
import { entryRefused } from "../../../lib/rules/judgements/entries/entry-refused";
import { entryReplaced } from "../../../lib/rules/judgements/entries/entry-replaced";
import { entryWeaker } from "../../../lib/rules/judgements/entries/entry-weaker";
import { gapRemains } from "../../../lib/rules/judgements/entries/gap-remains";
import { role } from "../../support/definitions/arns";
import {
  adminRow,
  awsAuth,
  cluster,
  creates,
  deletes,
  devRow,
  entry,
  forgets,
  keeps,
  nodeRow,
  policy,
  replaces,
  updates,
} from "../../support/plans/case-plans";
import { api, both, CLUSTER } from "../../support/reviews/case-reviews";
import { seenIn } from "../../support/reviews/seen-by";

const E = 'module.eks.aws_eks_access_entry.this["dev"]';
const F = 'module.eks.aws_eks_access_entry.this["team"]';
const ROWS = "kubernetes_config_map_v1_data.aws_auth";
const dev = entry("dev", { kubernetes_groups: ["developers"], user_name: "dev" });
const { principal_arn: _, ...open } = dev;

describe("entry-replaced", () => {
  const asked = (one: ResourceChange): ResourceChange => ({ ...one, action_reason: "replace_by_request" });
  const whole = replaces(E, [dev, dev]);
  const anew = "the access entry is destroyed and made anew";
  const about = { address: E, principal: role("dev"), before: "role dev", after: "the entry, made anew" };

  test.each<[string, ResourceChange, object]>([
    ["forced by an argument", replaces(E, [dev, dev], "type"), { message: `${anew}, forced by \`type\`` }],
    [
      "asked for",
      asked(whole),
      {
        message: `${anew}, asked for by \`-replace\``,
        help: "plan again without `-replace`: an update of the entry takes nothing away",
      },
    ],
    ["asked for, and forced", asked(replaces(E, [dev, dev], "type")), { message: `${anew}, forced by \`type\`` }],
    [
      "of a principal that is known after apply",
      replaces(E, [dev, open], "principal_arn"),
      { message: `${anew}, forced by \`principal_arn\`, known after apply`, after: "not known from the plan" },
    ],
  ])("%s", (_name, change, told) => {
    expect(seenIn(entryReplaced, [api, change])).toEqual([{ ...about, ...told }]);
  });

  test("is no entry that is made, changed or kept", () => {
    expect(seenIn(entryReplaced, [api, creates(E, dev), updates(F, dev, { ...dev, tags: {} })])).toEqual([]);
  });
});

describe("entry-forgotten", () => {
  const POLICY = "aws_eks_access_policy_association.a";

  test("is told of entries and policies, with whose they are", () => {
    const message = "Terraform stops managing the access of role dev, and the access stays live";
    const changes = [api, forgets(E, dev), forgets(POLICY, policy("dev", "AmazonEKSViewPolicy"))];
    expect(seenIn(entryForgotten, changes)).toEqual([
      { address: E, principal: role("dev"), message },
      { address: POLICY, principal: role("dev"), message },
    ]);
    expect(seenIn(entryForgotten, [api, forgets(E, { ...open, principal_arn: null })])).toEqual([
      { address: E, message: "Terraform stops managing the access, and the access stays live" },
    ]);
    expect(seenIn(entryForgotten, [api, deletes(E, dev)])).toEqual([]);
  });
});

describe("entry-weaker", () => {
  test("says what the row gave and the entry does not, and how to accept it", () => {
    const weaker = creates(E, entry("dev", { kubernetes_groups: ["viewers"], user_name: "dev" }));
    const [told, ...more] = seenIn(entryWeaker, [both, keeps(ROWS, awsAuth([devRow])), weaker]);
    expect(more).toEqual([]);
    expect(told).toEqual({
      address: E,
      principal: role("dev"),
      message: `role dev loses group developers: in every session it had group developers with username \`dev\` by mapRoles[0], and has group viewers with username \`dev\` by access entry ${E}`,
      help: expect.stringMatching(
        /^write into the access entry what the row gives \(`kubernetes_groups`, `policy_associations`\); or, where the loss is meant, .*entry-weaker/,
      ),
      before: "group `developers`, by aws-auth `mapRoles[0]`",
      after: "group `viewers`, by access entry",
    });
  });

  test("is not of nodes, which have a code of their own", () => {
    const node = nodeRow("dev");
    expect(seenIn(entryWeaker, [both, keeps(ROWS, awsAuth([node])), creates(E, entry("dev"))])).toEqual([]);
  });
});

describe("eks-entry-unseen", () => {
  const workers = keeps("aws_eks_node_group.a", { cluster_name: "shop", node_role_arn: role("nodes") });
  const told = (what: string, address: string) => [
    {
      address,
      principal: role("nodes"),
      message: `the row of role nodes ${what}, and the plan does not show the entry that EKS makes for it`,
      help: `see that the entry is live: \`aws eks describe-access-entry --cluster-name shop --principal-arn ${role("nodes")}\`; do not declare it, for AWS refuses a second one (409)`,
      before: "node, by aws-auth `mapRoles[0]`",
      after: "by the entry that EKS makes, not known from the plan",
    },
  ];
  const goes = updates(ROWS, awsAuth([nodeRow()]), awsAuth([]));
  const stays = keeps(ROWS, awsAuth([nodeRow()]));
  const toApi = updates(CLUSTER, cluster("API_AND_CONFIG_MAP"), cluster("API"));

  test("says whether the row goes, or is read by nobody any more", () => {
    expect(seenIn(eksEntryUnseen, [both, workers, goes])).toEqual(told("goes", ROWS));
    expect(seenIn(eksEntryUnseen, [toApi, workers, stays])).toEqual(told("no longer serves", CLUSTER));
    expect(seenIn(eksEntryUnseen, [toApi, workers, goes])[0]?.message).toContain("no longer serves");
  });

  test("is nothing where the row stays, EKS makes no entry, or the cluster goes", () => {
    expect(seenIn(eksEntryUnseen, [both, workers, stays])).toEqual([]);
    expect(seenIn(eksEntryUnseen, [both, goes])).toEqual([]);
    expect(seenIn(eksEntryUnseen, [deletes(CLUSTER, cluster("API_AND_CONFIG_MAP")), workers, goes])).toEqual([]);
  });
});

describe("gap-remains", () => {
  const ops = creates(F, entry("ops", { kubernetes_groups: ["oncall"], user_name: "ops" }));
  const given = creates("aws_eks_access_policy_association.ops", policy("ops", "AmazonEKSClusterAdminPolicy"));
  const rows = keeps(ROWS, awsAuth([adminRow]));

  test("says between which calls", () => {
    expect(seenIn(gapRemains, [both, rows, ops, given])).toEqual([
      {
        address: F,
        principal: role("ops"),
        message: "role ops has an entry without rights between two calls of AWS: first the entry, then its policy",
      },
    ]);
  });

  test.each<[string, readonly ResourceChange[]]>([
    ["who had no row", [both, keeps(ROWS, awsAuth([devRow])), ops, given]],
    ["who gets no policy", [both, rows, ops]],
    ["whose entry was there", [both, rows, keeps(F, entry("ops")), given]],
    ["of a cluster that goes", [deletes(CLUSTER, cluster("API_AND_CONFIG_MAP")), rows, ops, given]],
  ])("is nobody's %s", (_name, changes) => {
    expect(seenIn(gapRemains, changes)).toEqual([]);
  });

  test("is closed by a group that a binding of the plan makes admins in the whole cluster, and by no other", () => {
    const bound = (groups: readonly string[], name = "cluster-admin") => ({
      metadata: [{ name: "x" }],
      role_ref: [{ api_group: "rbac.authorization.k8s.io", kind: "ClusterRole", name }],
      subject: groups.map((group) => ({ kind: "Group", name: group, api_group: "rbac.authorization.k8s.io" })),
    });
    const B = "kubernetes_cluster_role_binding_v1.b";
    const gaps = (...changes: readonly ResourceChange[]): number =>
      seenIn(gapRemains, [both, rows, ops, given, ...changes]).length;
    expect(gaps(keeps(B, bound(["oncall"])))).toBe(0);
    expect(gaps(keeps(B, bound(["oncall"], "edit")))).toBe(1);
    expect(gaps(keeps(B, bound(["others"])))).toBe(1);
    expect(gaps(deletes(B, bound(["oncall"])))).toBe(1);
    const shop = { ...bound(["oncall"]), metadata: [{ name: "x", namespace: "shop" }] };
    expect(gaps(keeps("kubernetes_role_binding_v1.b", shop))).toBe(1);
  });

  test("is closed by the file's bridge group", () => {
    const text = (bridge: string): string =>
      `cluster_name: demo\nrender: access\nterraform: { account_id: "111122223333", region: eu-west-1 }\nmigration: { stage: entries${bridge} }\naccess_entries: {}\naws_auth: { aws_auth_roles: [] }\n`;
    const told = (bridge: string) => seenIn(gapRemains, [both, rows, ops, given], readFile(text(bridge)));
    expect(told(", bridge_group: oncall")).toEqual([]);
    expect(told(", bridge_group: others")).toHaveLength(1);
  });
});

describe("what EKS says of an entry", () => {
  test("has its attribute before it, and what to do where EKS tells", () => {
    const made = creates(E, entry("dev", { kubernetes_groups: ["system:x"] }));
    expect(seenIn(entryRefused, [api, made])).toEqual([
      {
        address: E,
        principal: role("dev"),
        message: expect.stringMatching(/^kubernetes_groups\[0\]: /),
        help: expect.stringMatching(/\w+ \w+/),
      },
    ]);
  });
});
