import { MAX_ACCESS_ENTRIES } from "../../../lib/access/access-entry/access-entry-validation";
import type { ResourceChange } from "../../../lib/plan/reading/terraform-plan";
import { understandPlan } from "../../../lib/plan/understand-plan";
import type { Seen } from "../../../lib/rules/judgements/judgement";
import { entryRefused } from "../../../lib/rules/judgements/entries/entry-refused";
import { creates, entry, keeps, nodeEntry, replaces, teamPlan, updates } from "../../support/plans/case-plans";
import { seenBy, seenIn } from "../../support/reviews/seen-by";
import { api } from "../../support/reviews/case-reviews";
import { role } from "../../support/definitions/arns";

const E = "aws_eks_access_entry.nodes";
const node = nodeEntry("nodes");
const plain = entry("dev", { kubernetes_groups: ["a"], user_name: "dev" });
const LEAVE_OUT =
  "leave `kubernetes_groups` and `user_name` out of the entry, or ignore their changes (`lifecycle.ignore_changes`)";

function seen(...changes: readonly ResourceChange[]): readonly Seen[] {
  return seenIn(entryRefused, [api, ...changes]);
}

/** The entry of nodes, whose update tells these paths after apply alone. */
function later(after: Readonly<Record<string, unknown>>, unknown: Readonly<Record<string, unknown>>): ResourceChange {
  const one = updates(E, node, { ...node, ...after });
  return { ...one, change: { ...one.change, after_unknown: unknown } };
}

describe("entry-refused: groups and username that are EKS's own", () => {
  const refused = (names: string, type = "EC2_LINUX") => [
    {
      address: E,
      message: `${names} of an entry of type ${type} cannot be updated, expected no change`,
      help: LEAVE_OUT,
    },
  ];

  test.each<[string, ResourceChange, readonly object[]]>([
    ["groups that go", updates(E, node, { ...node, kubernetes_groups: [] }), refused("`kubernetes_groups`")],
    ["a username that goes", updates(E, node, { ...node, user_name: "" }), refused("`user_name`")],
    [
      "both",
      updates(E, node, { ...node, kubernetes_groups: ["a"], user_name: null }),
      refused("`kubernetes_groups`, `user_name`"),
    ],
    ["groups that are known after apply", later({}, { kubernetes_groups: true }), refused("`kubernetes_groups`")],
    ["one of the groups", later({}, { kubernetes_groups: [true] }), refused("`kubernetes_groups`")],
    ["a tag", updates(E, node, { ...node, tags: { a: "b" } }), []],
    ["a tag that is known after apply", later({}, { tags_all: true }), []],
    [
      "nothing for nothing",
      updates(
        E,
        { ...node, kubernetes_groups: null, user_name: "" },
        { ...node, kubernetes_groups: [], user_name: null },
      ),
      [],
    ],
    [
      "nothing, where the groups were not told",
      updates(
        E,
        entry("nodes", { type: "EC2_LINUX", kubernetes_groups: undefined }),
        entry("nodes", { type: "EC2_LINUX", kubernetes_groups: "" }),
      ),
      [],
    ],
    ["groups of a STANDARD entry", updates(E, plain, { ...plain, kubernetes_groups: ["b"] }), []],
    ["none: the entry stays", keeps(E, { ...node, kubernetes_groups: [] }), []],
  ])("%s", (_, change, expected) => {
    expect(seen(change)).toEqual(expected);
  });
});

describe("entry-refused: an empty list of groups", () => {
  test("is taken now, and refused by the next plan", () => {
    const made = { ...node, kubernetes_groups: [], user_name: undefined };
    const told = [
      {
        address: E,
        message:
          "`kubernetes_groups = []` of an entry of type EC2_LINUX: AWS takes it now, and refuses the update that the next plan wants",
        help: LEAVE_OUT,
        severity: "warning",
      },
    ];
    expect(seen(creates(E, made))).toEqual(told);
    expect(seen(replaces(E, [node, made], "principal_arn"))).toEqual(told);
    expect(seen(creates(E, { ...made, kubernetes_groups: null }))).toEqual([]);
    expect(seen(keeps(E, made))).toEqual([]);
    expect(seen(creates(E, node)).map(({ help }) => help)).not.toContain(LEAVE_OUT);
    expect(seen(creates(E, entry("dev")))).toEqual([]);
    expect(seen(creates(E, { ...made, type: "EC2", kubernetes_groups: [] }))).toHaveLength(1);
  });
});

describe("entry-refused: an entry that the plan does not tell", () => {
  test("is refused for nothing, nor is one that stays outside of the plan", () => {
    const { principal_arn: _, ...open } = entry("dev", { type: "EC2_LINUX", kubernetes_groups: [] });
    expect(seen(creates(E, open, { principal_arn: true }))).toEqual([]);
    const resource = { address: E, mode: "managed", type: "aws_eks_access_entry", name: "nodes", values: node };
    const prior_state = { values: { root_module: { resources: [resource] } } };
    const plan = teamPlan([api], { prior_state });
    const { clusters } = understandPlan(plan, "plan.json");
    expect(clusters.flatMap(({ entries }) => entries.map(({ change }) => change))).toEqual([undefined]);
    expect(seenBy(entryRefused, plan)).toEqual([]);
  });
});

describe("entry-refused: more entries than a cluster may have", () => {
  const kept = (count: number): readonly ResourceChange[] =>
    Array.from({ length: count }, (_, i) => keeps(`aws_eks_access_entry.a[${i}]`, entry(`a${i}`)));
  const made = creates("aws_eks_access_entry.b", entry("b"));

  test("counts those that there are afterwards, where the plan makes one", () => {
    expect(seen(...kept(MAX_ACCESS_ENTRIES - 1), made)).toEqual([]);
    expect(seen(...kept(MAX_ACCESS_ENTRIES), made)).toEqual([
      {
        address: "aws_eks_access_entry.b",
        message: `too many entries, expected at most ${MAX_ACCESS_ENTRIES}, got \`${MAX_ACCESS_ENTRIES + 1}\``,
      },
    ]);
    expect(seen(...kept(MAX_ACCESS_ENTRIES + 1))).toEqual([]);
    const one = keeps("aws_eks_access_entry.z", entry("z"));
    const gone = { ...one, change: { ...one.change, actions: ["delete"], after: null } };
    expect(seen(...kept(MAX_ACCESS_ENTRIES - 1), gone, made)).toEqual([]);
  });
});

describe("entry-refused: what EKS or the provider says of an entry", () => {
  test.each<[string, ResourceChange, readonly string[]]>([
    ["a reserved group", creates(E, entry("dev", { kubernetes_groups: ["system:x"] })), ["kubernetes_groups[0]"]],
    [
      "a role of another account, which has a code of its own",
      creates(
        E,
        entry("nodes", { type: "EC2_LINUX", kubernetes_groups: null, user_name: null }, role("nodes", "444455556666")),
      ),
      [],
    ],
    [
      "a service-linked role, which has a code of its own",
      creates(E, entry("x", {}, role("aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS"))),
      [],
    ],
    [
      "a type that our own provider does not take",
      creates(E, entry("x", { type: "HYPERPOD_LINUX", kubernetes_groups: null, user_name: null })),
      [],
    ],
    [
      "what was live before",
      updates(
        E,
        entry("dev", { kubernetes_groups: ["system:x"] }),
        entry("dev", { kubernetes_groups: ["system:x"], tags: { a: "b" } }),
      ),
      [],
    ],
    [
      "what is live, and more of it",
      updates(
        E,
        entry("dev", { kubernetes_groups: ["system:x"] }),
        entry("dev", { kubernetes_groups: ["system:x", "system:y"] }),
      ),
      ["kubernetes_groups[1]"],
    ],
  ])("%s", (_, change, attributes) => {
    expect(seen(change).map(({ message }) => message.split(":")[0])).toEqual(attributes);
  });
});
