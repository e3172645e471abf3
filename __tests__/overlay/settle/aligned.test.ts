import { aligned, expressionLines, inward } from "../../../lib/overlay/settle/aligned";

describe("aligned", () => {
  test("neighbours with values on one line have their = in one column; a value of several lines parts them", () => {
    expect(
      aligned([
        ["type", ['"STANDARD"']],
        ["principal_arn", ["var.role"]],
        ["policy_associations", ["{", "  admin = {}", "}"]],
        ["tags", ["{}"]],
      ]),
    ).toEqual([
      'type          = "STANDARD"',
      "principal_arn = var.role",
      "policy_associations = {",
      "  admin = {}",
      "}",
      "tags = {}",
    ]);
  });

  test("a quoted key is one of them", () => {
    expect(
      aligned([
        ["a", ["1"]],
        ['"b.c"', ["2"]],
      ]),
    ).toEqual(["a     = 1", '"b.c" = 2']);
  });
});

describe("inward", () => {
  test("moves lines, but not the text of a heredoc", () => {
    const lines = ["name = x", "", ...expressionLines("(<<EOT\ntext\nEOT\n)")];
    expect(inward(lines)).toEqual(["  name = x", "", "  (<<EOT\ntext\nEOT\n)"]);
  });
});
