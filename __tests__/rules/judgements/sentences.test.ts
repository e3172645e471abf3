import type { Access } from "../../../lib/access/effective/effective-access";
import { arnsOf } from "../../../lib/access/principal/arn-list";
import { probeCallers } from "../../../lib/access/principal/caller";
import { readPlan } from "../../../lib/plan/reading/read-plan";
import { understandPlan } from "../../../lib/plan/understand-plan";
import type { TerraformPlan } from "../../../lib/plan/reading/terraform-plan";
import { comparedCluster } from "../../../lib/rules/compared/compared-cluster";
import { accessUnknown } from "../../../lib/rules/judgements/access/access-unknown";
import { role } from "../../support/definitions/arns";
import {
  awsAuth,
  creates,
  devRow,
  entry,
  keeps,
  policy,
  rootBlocks,
  teamPlan,
  updates,
} from "../../support/plans/case-plans";
import { added } from "../../support/plans/plan-edits";
import { api, both } from "../../support/reviews/case-reviews";
import { binding, BINDING, drifted, still } from "../../support/reviews/review-plans";
import { findingsOf, reviewed } from "../../support/reviews/review-clusters";

function said(plan: TerraformPlan, code: string) {
  return findingsOf(reviewed(plan)).filter((one) => one.code === code);
}

const group = (name: string) => ({ kubernetes_groups: [name] });

describe("row-unseen", () => {
  const a = creates('aws_eks_access_entry.x["a"]', entry("a", group("a")));
  const b = creates('aws_eks_access_entry.x["b"]', entry("b", group("b")));

  test("tells before and after of the one principal that it is about, and names several", () => {
    const [one] = said(teamPlan([both, a]), "row-unseen");
    expect([one?.principal, one?.after]).toEqual([role("a"), expect.stringContaining("a")]);
    const [two] = said(teamPlan([both, a, b]), "row-unseen");
    expect([two?.principal, two?.after]).toEqual([undefined, undefined]);
    expect(two?.message).toContain("the entry of role a, role b takes the place");
  });
});

describe("admin-gained", () => {
  const TEAM = "aws_eks_access_policy_association.team";
  const scope = { access_scope: [{ type: "cluster", namespaces: null }] };
  const { policy_arn } = policy("team", "AmazonEKSClusterAdminPolicy");
  const made = creates(TEAM, { cluster_name: "shop", policy_arn, ...scope }, { principal_arn: true });
  const expressions = (reference: string) => ({ principal_arn: { references: [reference] } });
  const iam = creates("aws_iam_role.team", { name: "team" }, { arn: true });

  test("says whether the plan makes who becomes cluster admin, or does not tell who it is", () => {
    const block = { address: TEAM, mode: "managed", type: "aws_eks_access_policy_association", name: "team" };
    const own = { address: "aws_iam_role.team", mode: "managed", type: "aws_iam_role", name: "team" };
    const ofPlan = teamPlan(
      [api, iam, made],
      rootBlocks(own, { ...block, expressions: expressions("aws_iam_role.team.arn") }),
    );
    expect(said(ofPlan, "admin-gained").map(({ message }) => message)).toEqual([
      "a role or user that the plan makes becomes cluster admin",
    ]);
    const ofOthers = teamPlan([api, made], rootBlocks({ ...block, expressions: expressions("local.arn") }));
    expect(said(ofOthers, "admin-gained").map(({ message }) => message)).toEqual([
      "a principal that is known after apply becomes cluster admin",
    ]);
  });
});

describe("action-unknown", () => {
  const sides = { before: binding(["developers"]), after: binding(["developers"]) };

  test("is about what belongs to a cluster, and nothing else", () => {
    const path = (address: string): readonly string[] =>
      said(still(added(address, sides, ["forget", "create"])), "action-unknown").map((one) => one.path);
    expect(path(BINDING.replace("developers", "others"))).toEqual([BINDING.replace("developers", "others")]);
    expect(path("aws_sqs_queue.jobs")).toEqual([]);
  });
});

describe("access-unknown", () => {
  test("says why of the side that does not tell", () => {
    const DATA = "kubernetes_config_map_v1_data.aws_auth";
    const rows = awsAuth([devRow]);
    const hides = updates(DATA, rows, rows);
    const { change } = hides;
    const open = { ...hides, change: { ...change, after: { ...rows, data: null }, after_unknown: { data: true } } };
    const messages = said(teamPlan([both, open]), "access-unknown").map(({ message }) => message);
    expect(messages.join("\n")).not.toMatch(/is not known: *$/m);
    expect(messages).not.toEqual([]);
  });
});

describe("access-unknown of a principal of whom one side tells", () => {
  const stack = understandPlan(teamPlan([api]), "plan.json");
  const [cluster] = stack.clusters;
  const [caller] = arnsOf([role("dev")]).flatMap(probeCallers);
  const seen: Access = { verdict: "refused", why: "no row names it" };
  const hidden: Access = { verdict: "unknown", why: "the rows are not told" };

  test.each([
    ["before", hidden, seen],
    ["after", seen, hidden],
  ])("says why the side %s does not", (_, before, after) => {
    if (cluster === undefined || caller === undefined) throw new Error("no cluster or caller");
    const compared = comparedCluster(stack, cluster);
    const unknown = [
      {
        principal: role("dev"),
        rights: [],
        before,
        after,
        counterexample: { caller, before, after, sentence: "", evidence: "" },
      },
    ];
    const found = accessUnknown.judge({ ...compared, comparison: { ...compared.comparison, unknown } });
    expect(found.map(({ message }) => message)).toEqual([
      "whether role dev keeps its access is not known: the rows are not told",
    ]);
  });
});

describe("an entry for one of two roles", () => {
  const ENTRY = "aws_eks_access_entry.x";
  const { principal_arn: _, ...rest } = entry("x");
  const made = creates(ENTRY, rest, { principal_arn: true });
  const block = {
    address: ENTRY,
    expressions: { principal_arn: { references: ["aws_iam_role.new.arn", "aws_iam_role.old.arn"] } },
  };
  const news = creates("aws_iam_role.new", { name: "new" }, { arn: true });
  const blocks = rootBlocks({ address: "aws_iam_role.new" }, { address: "aws_iam_role.old" }, block);

  test.each([
    ["one of which is there already", keeps("aws_iam_role.old", { name: "old", arn: role("old") }), ["row-unseen"]],
    ["both of which the plan makes", creates("aws_iam_role.old", { name: "old" }, { arn: true }), ["access-gained"]],
  ])("%s", (_, old, codes) => {
    const found = findingsOf(reviewed(teamPlan([both, news, old, made], blocks))).map(({ code }) => code);
    expect(found).toEqual(codes);
  });
});

describe("what a plan puts off", () => {
  test("counts each change once", () => {
    const change = creates("aws_eks_access_entry.a", entry("a", group("a")));
    const plan = teamPlan([both], {
      deferred_changes: [{ reason: "provider_config_unknown", resource_change: change }],
    });
    expect(understandPlan(plan, "plan.json").facts.deferred.map(({ address }) => address)).toEqual([
      "aws_eks_access_entry.a",
    ]);
  });
});

describe("the state of a plan", () => {
  const plan = (type: string, values: unknown) => {
    const resource = { address: `${type}.a`, mode: "managed", type, name: "a", values };
    const text = {
      ...teamPlan([keeps("aws_eks_access_entry.b", entry("b"))]),
      prior_state: { values: { root_module: { resources: [resource] } } },
    };
    return readPlan(Buffer.from(JSON.stringify({ ...text, resource_changes: [] })));
  };

  test("is not read where a cluster's own object has values that Terraform does not write", () => {
    const misshapen = { access_config: [{ authentication_mode: ["API"] }] };
    expect(plan("aws_eks_cluster", misshapen)).toEqual(expect.objectContaining({ kind: "unreadable" }));
    expect(plan("aws_eks_cluster", { access_config: [{ authentication_mode: "API" }] }).kind).toBe("plan");
    expect(plan("aws_sqs_queue", misshapen).kind).toBe("plan");
  });
});

describe("access-drift", () => {
  test("says what was changed, of whom, and that the plan keeps it", () => {
    const [one] = said(still(drifted("kubernetes_groups", ["developers", "admins"])), "access-drift");
    expect(one?.message).toBe(
      "access of role dev was changed outside Terraform: `kubernetes_groups` from `developers` to `developers`, `admins`",
    );
    expect(one?.why).toBe("this plan keeps what was changed by hand, and nobody reviewed it");
  });

  test("says what the plan sets where it undoes the change", () => {
    const plan = still(drifted("kubernetes_groups", ["developers", "admins"]));
    const changes = plan.resource_changes?.map((one) => {
      const drift = plan.resource_drift?.find(({ address }) => address === one.address);
      return drift === undefined
        ? one
        : { ...one, change: { ...one.change, actions: ["update"], before: drift.change.after } };
    });
    const [one] = said({ ...plan, ...(changes === undefined ? {} : { resource_changes: changes }) }, "access-drift");
    expect(one?.why).toBe("this plan undoes what was changed by hand: it sets `kubernetes_groups` `developers`");
  });
});
