import { differingRows } from "../../lib/overlay/check/differing-rows";

const FILE = "clusters/demo.yaml";
const arn = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const row = (name: string, group = "developers") => ({ rolearn: arn(name), username: name, groups: [group] });

describe("differingRows", () => {
  test.each([
    ["the same rows in another order", { own: [row("a"), row("b")], wanted: [row("b"), row("a")] }, ""],
    [
      "another group",
      { own: [row("a", "owners")], wanted: [row("a")] },
      `\`${arn("a")}\` with another username or other groups`,
    ],
    ["a row of the block", { own: [row("a"), row("b")], wanted: [row("a")] }, `\`${arn("b")}\` in this block alone`],
    ["a row of the file", { own: [row("a")], wanted: [row("a"), row("b")] }, `\`${arn("b")}\` in ${FILE} alone`],
    [
      "accounts",
      { own: ["111122223333"], wanted: ["444455556666"] },
      `\`111122223333\` in this block alone, \`444455556666\` in ${FILE} alone`,
    ],
    [
      "a second row of one role",
      { own: [row("a"), row("a")], wanted: [row("a")] },
      `\`${arn("a")}\` in this block alone`,
    ],
    [
      "an ARN that Terraform evaluates",
      { own: [{ ...row("a", "owners"), rolearn: "${aws_iam_role.a.arn}" }], wanted: [row("a")] },
      `a row of this block whose ARN is an expression, \`${arn("a")}\` in ${FILE} alone`,
    ],
    ["an expression in the place of the list", { own: "${local.rows}", wanted: [] }, ""],
  ])("names what differs: %s", (_, { own, wanted }, words) => {
    expect(differingRows(own, wanted, FILE)).toBe(words);
  });

  test("names three, and counts the others", () => {
    const own = ["a", "b", "c", "d", "e"].map((name) => row(name));
    expect(differingRows(own, [], FILE)).toMatch(/^(?:`[^`]+` in this block alone, ){3}2 more$/);
  });
});
