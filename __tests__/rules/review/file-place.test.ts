import { placeInFile } from "../../../lib/rules/review/file-place";
import { role } from "../../support/definitions/arns";
import { demoFile, demoText, fileOf } from "../../support/reviews/review-clusters";

const FILE = demoFile("entries", "", (text) => text.replace(/^ {2}dev:\n( {4}.*\n)+/m, ""));

/** The line of the file on which a text stands first. */
function lineOf(text: string): number {
  const lines = demoText("entries")
    .replace(/^ {2}dev:\n( {4}.*\n)+/m, "")
    .split("\n");
  return lines.findIndex((line) => line.includes(text)) + 1;
}

describe(placeInFile, () => {
  test.each([
    ["the path", { path: "migration.stage" }, { line: lineOf("stage: entries"), column: 10 }],
    [
      "the path rather than the principal",
      { path: "migration.stage", principal: role("node") },
      { line: lineOf("stage: entries"), column: 10 },
    ],
    ["the entry of a principal", { principal: role("node") }, { line: lineOf("  node: {"), column: 3 }],
    [
      "the entry of a principal, by another path",
      { principal: role("team/admin") },
      { line: lineOf("  admin:"), column: 3 },
    ],
    ["the row of one without an entry", { principal: role("dev") }, { line: lineOf('username: "dev:'), column: 7 }],
  ])("is that of %s", (_, about, place) => {
    expect(placeInFile(FILE, about)).toEqual({ file: "clusters/demo.yaml", ...place });
  });

  test.each([
    ["nobody", {}],
    ["a stranger", { principal: role("nobody") }],
    ["a text that is no ARN", { principal: "x" }],
  ])("is the file of %s", (_, about) => {
    expect(placeInFile(FILE, about)).toEqual({ file: "clusters/demo.yaml" });
  });

  test("is that of a row behind one that names no ARN", () => {
    const sso = '  aws_auth_roles:\n    - { sso: { permissionSetName: View, accountID: "111122223333" }, username: v }';
    const file = demoFile("entries", "", (text) =>
      text.replace(/^ {2}dev:\n( {4}.*\n)+/m, "").replace("  aws_auth_roles:", sso),
    );
    expect(placeInFile(file, { principal: role("dev") }).line).toBe(lineOf('username: "dev:') + 1);
  });

  test("has no line where the file has none", () => {
    const { definition } = FILE.staged;
    expect(placeInFile(fileOf(definition), { path: "migration.stage" })).toStrictEqual({ file: "clusters/demo.yaml" });
  });
});
