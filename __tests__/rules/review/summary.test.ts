import type { CodeOf } from "../../../lib/finding/catalogue";
import type { PlanFacts, PlannedStack } from "../../../lib/plan/planned-stack";
import type { TerraformPlan } from "../../../lib/plan/reading/terraform-plan";
import { understandPlan } from "../../../lib/plan/understand-plan";
import { type ComparedCluster, comparedCluster } from "../../../lib/rules/compared/compared-cluster";
import type { Person, ReviewFinding } from "../../../lib/rules/review/review";
import { summaryOf } from "../../../lib/rules/review/summary";
import { person, reviewFinding } from "../../support/reviews/reviews";
import { api, both, CLUSTER, configMap } from "../../support/reviews/case-reviews";
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
  policy,
  replaces,
  rootBlocks,
  teamPlan,
  updates,
} from "../../support/plans/case-plans";
import { role } from "../../support/definitions/arns";

const ROWS = "kubernetes_config_map_v1_data.aws_auth";
const MAP = "kubernetes_config_map_v1.aws_auth";
const TAGGED = updates("aws_eks_access_entry.dev", entry("dev"), entry("dev", { tags: { a: "b" } }));

const { change: emptied, ...holder } = updates(ROWS, awsAuth([devRow]), awsAuth([]));
const laterRows = {
  ...holder,
  change: {
    ...emptied,
    after: { metadata: [{ name: "aws-auth", namespace: "kube-system" }] },
    after_unknown: { data: true },
  },
};

function compared(plan: TerraformPlan, change: Partial<PlannedStack> = {}): ComparedCluster {
  const stack = { ...understandPlan(plan, "plan.json"), ...change };
  const [one] = stack.clusters;
  if (one === undefined) throw new Error("no cluster");
  return comparedCluster(stack, one);
}

function said(plan: TerraformPlan, people: readonly Person[] = [], findings: readonly ReviewFinding[] = []): string {
  return summaryOf(compared(plan), people, findings);
}

const people = (effect: Person["effect"], ...names: readonly string[]): readonly Person[] =>
  names.map((name) => person({ effect, name, principal: role(name), after: "group `team`" }));
const quiet = teamPlan([api]);

describe(summaryOf, () => {
  test.each<[string, readonly Person[], string]>([
    ["nobody", [], "nobody's access changes"],
    ["who keeps", people("keeps", "a"), "nobody's access changes"],
    ["one", people("loses", "a"), "`a` loses rights"],
    ["two", people("loses", "a", "b"), "`a` and `b` lose rights"],
    ["three", people("loses", "a", "b", "c"), "`a`, `b` and `c` lose rights"],
    ["four", people("loses", "a", "b", "c", "d"), "`a`, `b`, `c` and 1 more lose rights"],
    ["five", people("loses", "a", "b", "c", "d", "e"), "`a`, `b`, `c` and 2 more lose rights"],
    ["who is refused afterwards", [person({ name: "a" })], "`a` loses all access"],
    [
      "who is refused for a while",
      [person({ name: "a", after: "no access until this is made: group `a`" })],
      "`a` loses all access",
    ],
    ["two of them", [person({ name: "a" }), person({ name: "b" })], "`a` and `b` lose all access"],
    ["nobody knows", people("unknown", "a"), "`a` may lose access, the plan does not tell"],
    ["nobody knows, of two", people("unknown", "a", "b"), "`a` and `b` may lose access, the plan does not tell"],
    ["one who gains", people("gains", "a"), "`a` gains access"],
    ["two who gain", people("gains", "a", "b"), "`a` and `b` gain access"],
    ["another username", people("changes", "a"), "`a` gets another username"],
    ["other usernames", people("changes", "a", "b"), "`a` and `b` get other usernames"],
    ["who moves", people("moves", "a"), "`a` keeps the same rights in another way"],
    ["two who move", people("moves", "a", "b"), "`a` and `b` keep the same rights in another way"],
    [
      "who loses all before who loses less, before who may lose, before who gains",
      [
        ...people("gains", "d"),
        ...people("unknown", "c"),
        ...people("loses", "b"),
        person({ name: "a" }),
        ...people("moves", "e"),
      ],
      "`a` loses all access; `b` loses rights; `c` may lose access, the plan does not tell; `d` gains access",
    ],
    ["a name of any length", people("gains", "n".repeat(90)), `\`${"n".repeat(79)}…\` gains access`],
  ])("names %s", (_, own, words) => {
    expect(said(quiet, own)).toBe(words);
  });

  test("tells admins from others who gain", () => {
    const granted = teamPlan([
      api,
      creates("aws_eks_access_entry.a", entry("a")),
      creates("aws_eks_access_policy_association.a", policy("a", "AmazonEKSClusterAdminPolicy")),
    ]);
    expect(said(granted, people("gains", "a"))).toBe("`a` becomes cluster admin");
    const other = teamPlan([...(granted.resource_changes ?? []), creates("aws_eks_access_entry.b", entry("b"))]);
    expect(said(other, people("gains", "b", "a"))).toBe("`a` becomes cluster admin; `b` gains access");
    const two = teamPlan([
      ...(granted.resource_changes ?? []),
      creates("aws_eks_access_entry.b", entry("b")),
      creates("aws_eks_access_policy_association.b", policy("b", "AmazonEKSClusterAdminPolicy")),
    ]);
    expect(said(two, people("gains", "a", "b"))).toBe("`a` and `b` become cluster admins");
    const already = keeps("aws_eks_access_policy_association.a", policy("a", "AmazonEKSClusterAdminPolicy"));
    const still = teamPlan([api, keeps("aws_eks_access_entry.a", entry("a")), already]);
    expect(said(still, people("gains", "a"))).toBe("`a` gains access");
  });

  describe("what nobody in the table shows", () => {
    const found = (change: Partial<ReviewFinding>): string => said(quiet, [], [reviewFinding(change)]);

    test.each([
      ["entry-refused", "error"],
      ["principal-replaced", "danger"],
      ["entry-conflict", "blocker"],
    ] as const)("is the message of %s (%s), on one line and without backticks", (code, severity) => {
      expect(found({ code, severity, message: "entry `a` is\n refused" })).toBe("entry a is refused");
      expect(found({ code, severity, message: "m".repeat(250) })).toBe(`${"m".repeat(199)}…`);
    });

    test("is what is unknown too, and nothing that is accepted or a warning", () => {
      const code = "entry-refused";
      expect(found({ code, severity: "note", isUnknown: true, message: "x" })).toBe("x");
      expect(found({ code, severity: "warning", message: "x" })).toBe("nobody's access changes");
      expect(found({ code, severity: "irreversible", message: "x" })).toBe("nobody's access changes");
      expect(found({ code, message: "x", accepted: { code, reason: "y", until: "2027-01-31" } })).toBe(
        "nobody's access changes",
      );
    });

    test.each([
      "access-lost",
      "node-access-lost",
      "entry-weaker",
      "cluster-replaced",
      "cluster-destroyed",
      "config-map-lost",
    ] as const)("is not %s, which other words say", (code: CodeOf<"review">) => {
      expect(found({ code, message: "x" })).toBe("nobody's access changes");
    });

    test("stands behind who loses and before who gains; the first of several is said", () => {
      const [first, second] = ["one", "two"].map((message) => reviewFinding({ code: "admin-lost", message }));
      const told = reviewFinding({ code: "row-unseen", severity: "warning", message: "zero" });
      const findings = [told, first, second].flatMap((one) => one ?? []);
      expect(said(quiet, [...people("gains", "b"), ...people("loses", "a")], findings)).toBe(
        "`a` loses rights; one; `b` gains access",
      );
    });
  });

  test.each<[string, TerraformPlan, string]>([
    ["is new", teamPlan([creates(CLUSTER, cluster("API"))]), "the cluster is new"],
    ["goes", teamPlan([deletes(CLUSTER, cluster("API"))]), "the cluster is destroyed"],
    [
      "is replaced",
      teamPlan([replaces(CLUSTER, [cluster("API"), cluster("API")], "name")]),
      "the cluster is destroyed and made anew",
    ],
    [
      "is updated",
      teamPlan([updates(CLUSTER, cluster("API"), cluster("API", { version: "1.33" }))]),
      "nobody's access changes",
    ],
    [
      "goes to another mode",
      teamPlan([updates(CLUSTER, cluster("CONFIG_MAP"), cluster("API_AND_CONFIG_MAP"))]),
      "the authentication mode goes from CONFIG_MAP to API_AND_CONFIG_MAP",
    ],
  ])("says of a cluster that it %s", (_, plan, words) => {
    expect(said(plan)).toBe(words);
  });

  test("says nothing of a cluster that the plan does not manage", () => {
    expect(said(teamPlan([TAGGED]))).toBe("nobody's access changes");
  });

  test.each<[string, TerraformPlan, string]>([
    ["is deleted", teamPlan([both, deletes(MAP, awsAuth([devRow]))]), "aws-auth is deleted"],
    ["loses its keys", teamPlan([both, deletes(ROWS, awsAuth([devRow]))]), "keys of aws-auth are deleted"],
    ["is let go of", teamPlan([both, forgets(ROWS, awsAuth([devRow]))]), "Terraform lets go of aws-auth, which stays"],
    ["is emptied", teamPlan([both, updates(ROWS, awsAuth([devRow]), awsAuth([]))]), "aws-auth is emptied"],
    ["was empty", teamPlan([both, updates(ROWS, awsAuth([]), awsAuth([], { x: "y" }))]), "nobody's access changes"],
    [
      "loses a row of two",
      teamPlan([both, updates(ROWS, awsAuth([devRow, adminRow]), awsAuth([adminRow]))]),
      "nobody's access changes",
    ],
    ["is known after apply", teamPlan([both, laterRows]), "nobody's access changes"],
    ["stays", teamPlan([configMap, keeps(ROWS, awsAuth([devRow]))]), "nobody's access changes"],
  ])("says of aws-auth that it %s", (_, plan, words) => {
    expect(said(plan)).toBe(words);
  });

  test("puts the cluster first and its mode last", () => {
    const plan = teamPlan([
      updates(CLUSTER, cluster("CONFIG_MAP"), cluster("API_AND_CONFIG_MAP")),
      deletes(MAP, awsAuth([devRow])),
    ]);
    expect(said(plan, people("loses", "a"))).toBe(
      "`a` loses rights; aws-auth is deleted; the authentication mode goes from CONFIG_MAP to API_AND_CONFIG_MAP",
    );
    expect(said(teamPlan([deletes(CLUSTER, cluster("API"))]), people("loses", "a"))).toBe(
      "the cluster is destroyed; `a` loses rights",
    );
  });

  describe("as far as the plan goes", () => {
    const facts = (change: Partial<PlanFacts>, plan = teamPlan([api, TAGGED])): string => {
      const one = compared(plan);
      return summaryOf({ ...one, stack: { ...one.stack, facts: { ...one.stack.facts, ...change } } }, [], []);
    };

    test("is what a plan says that ended with an error, or is silent where it changes access", () => {
      const words = "as far as the plan goes, nobody's access changes";
      expect(facts({})).toBe("nobody's access changes");
      expect(facts({ complete: undefined })).toBe("nobody's access changes");
      expect(facts({ complete: false })).toBe(words);
      expect(facts({ untouched: ["aws_iam_role.a"] })).toBe(words);
      expect(facts({ errored: true })).toBe(words);
      expect(facts({ complete: false }, quiet)).toBe("nobody's access changes");
      expect(facts({ errored: true }, quiet)).toBe(words);
    });
  });

  test("does not say nobody's where the plan changes access of a cluster that it does not name", () => {
    const one = compared(
      teamPlan([api, TAGGED, updates("aws_eks_access_entry.a", entry("a"), entry("a", { tags: {} }))]),
    );
    const stack = (change: Partial<PlannedStack>): string =>
      summaryOf({ ...one, stack: { ...one.stack, ...change } }, [], []);
    const unattributed = (address: string): PlannedStack["unattributed"] => [
      { address, about: "entry", why: "known-after-apply", sentence: "the cluster of an entry is known after apply" },
    ];
    expect(stack({ unattributed: unattributed(TAGGED.address) })).toBe(
      "the plan changes access and does not tell whether it is this cluster's",
    );
    expect(stack({ unattributed: unattributed("aws_eks_access_entry.kept") })).toBe("nobody's access changes");
    const script = teamPlan(
      [api, creates("null_resource.a", {})],
      rootBlocks({
        address: "null_resource.a",
        provisioners: [
          {
            type: "local-exec",
            expressions: { command: { constant_value: "kubectl edit -n kube-system configmap aws-auth" } },
          },
        ],
      }),
    );
    expect(said(script)).toBe("what the plan shows changes nobody's access");
  });
});
