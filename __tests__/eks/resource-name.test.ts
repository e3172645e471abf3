import { resourceName, resourceNames } from "../../lib/eks/resource-name";
import { ValidationError } from "../../lib/eks/validation-error";

describe("resourceName", () => {
  test.each([
    ["admin", "admin"],
    ["break-glass_2", "break-glass_2"],
    ["team a/ops.eu", "team_a_ops_eu"],
    ["2nd", "_2nd"],
    ["-x", "_-x"],
    ["", "_"],
    ["관리자", "___"],
  ])("%j is %s", (key, name) => {
    expect(resourceName(key)).toBe(name);
  });
});

describe("resourceNames", () => {
  test("names every key", () => {
    expect([...resourceNames(["a.b", "c"], "access_entries")]).toEqual([
      ["a.b", "a_b"],
      ["c", "c"],
    ]);
  });

  test("refuses two keys of one name, naming both", () => {
    const refused = () => resourceNames(["a.b", "a_b"], "access_entries");
    expect(refused).toThrow(ValidationError);
    expect(refused).toThrow(
      "access_entries: keys become names of Terraform resources, expected one key for `a_b`, got `a.b` and `a_b`",
    );
  });
});
