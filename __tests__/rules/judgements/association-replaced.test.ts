import type { ResourceChange } from "../../../lib/plan/reading/terraform-plan";
import { associationReplaced } from "../../../lib/rules/judgements/entries/association-replaced";
import { role } from "../../support/definitions/arns";
import { creates, deletes, keeps, policy, replaces, updates } from "../../support/plans/case-plans";
import { api } from "../../support/reviews/case-reviews";
import { seenIn } from "../../support/reviews/seen-by";

const P = "aws_eks_access_policy_association.a";
const Q = "aws_eks_access_policy_association.b";
const view = policy("dev", "AmazonEKSViewPolicy");
const inTwo = policy("dev", "AmazonEKSViewPolicy", ["a", "b"]);

describe("association-replaced: one that is made anew at its address", () => {
  const { policy_arn: _, ...open } = view;
  const { principal_arn: __, ...nobody } = view;
  const { action_reason: ___, ...silent } = replaces(P, [inTwo, view]);
  const anew = "the access policy is taken off and put on again";

  test.each<[string, ResourceChange, object]>([
    [
      "says what forces it, and both sides",
      replaces(P, [view, inTwo], "access_scope"),
      {
        message: `${anew}, forced by \`access_scope\``,
        before: "`AmazonEKSViewPolicy` for the whole cluster",
        after: "`AmazonEKSViewPolicy` for namespaces a, b",
      },
    ],
    ["says where the plan gives no reason", silent, { message: `${anew}, for a reason that the plan does not name` }],
    ["does not know what is known after apply", replaces(P, [view, open]), { after: "not known from the plan" }],
    ["names whom the old one was for", replaces(P, [view, nobody]), { principal: role("dev") }],
  ])("%s", (_name, change, told) => {
    expect(seenIn(associationReplaced, [api, change])).toEqual([
      {
        address: P,
        principal: role("dev"),
        message: `${anew}, by an argument that cannot be updated`,
        before: expect.any(String),
        after: expect.any(String),
        ...told,
      },
    ]);
  });
});

describe("association-replaced: one that is made at another address", () => {
  test("is dangerous, for nothing orders the two", () => {
    expect(seenIn(associationReplaced, [api, deletes(P, view), creates(Q, inTwo)])).toEqual([
      {
        address: Q,
        principal: role("dev"),
        message:
          "the access policy is put on at one address and taken off at another, in no order, expected a moved block or stable keys",
        before: `\`${P}\``,
        after: `\`${Q}\``,
        severity: "danger",
        help: "write the key under `policy_associations` as it was; where the key under `access_entries` changed, add `renamed: { OLD_KEY: NEW_KEY }` to the cluster file; in HCL of your own write a `moved` block from the first address to the second",
      },
    ]);
  });

  test.each<[string, readonly ResourceChange[]]>([
    ["of another policy", [deletes(P, policy("dev", "AmazonEKSEditPolicy")), creates(Q, view)]],
    ["of another principal", [deletes(P, policy("ops", "AmazonEKSViewPolicy")), creates(Q, view)]],
    ["beside one that stays", [keeps(P, view), creates(Q, view)]],
    ["beside one that changes in place", [updates(P, view, { ...view, timeouts: {} }), creates(Q, view)]],
    [
      "of whom nobody knows, both",
      [deletes(P, { ...view, principal_arn: null }), creates(Q, { ...view, principal_arn: null })],
    ],
    [
      "of a policy that nobody knows, both",
      [deletes(P, { ...view, policy_arn: null }), creates(Q, { ...view, policy_arn: null })],
    ],
  ])("is no move: %s", (_, changes) => {
    expect(seenIn(associationReplaced, [api, ...changes])).toEqual([]);
  });

  test("is told once, where both are made anew", () => {
    const edit = policy("dev", "AmazonEKSEditPolicy");
    const swapped = [replaces(P, [view, edit], "policy_arn"), replaces(Q, [edit, view], "policy_arn")];
    expect(seenIn(associationReplaced, [api, ...swapped]).map(({ address, before }) => [address, before])).toEqual([
      [P, `\`${Q}\``],
      [Q, `\`${P}\``],
    ]);
  });
});
