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
