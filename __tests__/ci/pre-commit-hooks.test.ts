import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { documentedPins } from "../support/pages/documented-pins";

const HOOKS: unknown = parse(readFileSync(join(__dirname, "../../.pre-commit-hooks.yaml"), "utf8"));

describe("the hooks of pre-commit", () => {
  test("docs pin one version of pre-commit, which the tests install", () => {
    expect(documentedPins("pre-commit")).toEqual([expect.stringMatching(/^pre-commit==\d+\.\d+\.\d+$/)]);
  });

  test("are the two that docs name, and run a command of the package", () => {
    expect(HOOKS).toMatchObject([
      { id: "eks-access-check", entry: "eks-access check", language: "system", pass_filenames: false },
      { id: "eks-access-overlay", entry: "eks-access overlay --check", language: "system", pass_filenames: false },
    ]);
  });
});
