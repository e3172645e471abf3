import type { Finding } from "../../../lib/finding/finding";
import { locatedAt, printLocated } from "../../../lib/inventory/finding/located-finding";

const FINDING: Finding = { code: "key-unknown", severity: "error", path: "tgas", message: "unknown key" };

describe("printLocated", () => {
  test.each([
    [locatedAt("clusters/a.yaml", FINDING, { line: 4, column: 3 }), "clusters/a.yaml:4:3 tgas: unknown key"],
    [locatedAt("a.yaml", { ...FINDING, path: "" }, { line: 1, column: 1 }), "a.yaml:1:1: unknown key"],
    [{ ...FINDING, path: "", file: "clusters" }, "clusters: unknown key"],
    [{ ...FINDING, file: "a.yaml", path: "a\nb", message: "got `\u001b[2J\u009b`" }, "a.yaml a\\nb: got `\\u001b[2J?`"],
  ])("%j is one line", (found, line) => {
    expect(printLocated(found)).toBe(line);
  });
});

describe("locatedAt", () => {
  const helpIn = (file: string, help: string) => locatedAt(file, { ...FINDING, help }, { line: 1, column: 1 }).help;

  test.each([
    ["clusters/a.yaml", "`eks-access advance FILE` again", "`eks-access advance clusters/a.yaml` again"],
    ["clusters/a.yaml", "`eks-access check FILE --live x`, `y`", "`eks-access check clusters/a.yaml --live x`, `y`"],
    [
      "a.yaml",
      "`eks-access import --cluster demo --update FILE`",
      "`eks-access import --cluster demo --update a.yaml`",
    ],
    ["a b.yaml", "`eks-access back FILE`", "`eks-access back 'a b.yaml'`"],
    [
      "it's.yaml",
      "`eks-access usage FILE --log LOGS`",
      String.raw`\`eks-access usage 'it'\''s.yaml' --log LOGS\``.replaceAll("\\`", "`"),
    ],
    ["standard input", "`eks-access advance FILE`", "`eks-access advance FILE`"],
    [
      "main.tf",
      "`eks-access upgrade-module --state FILE`, `aws x > FILE`",
      "`eks-access upgrade-module --state FILE`, `aws x > FILE`",
    ],
  ])("of %s: %s", (file, help, typed) => {
    expect(helpIn(file, help)).toBe(typed);
  });
});
