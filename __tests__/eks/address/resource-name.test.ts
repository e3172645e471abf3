import { constructId, resourceNames } from "../../../lib/eks/address/resource-name";
import { placedKeys, resourceName } from "../../../lib/inventory/definition/resource-name";
import { ValidationError } from "../../../lib/finding/validation-error";

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
    expect([...resourceNames(placedKeys("access_entries", { "a.b": 1, c: 2 }))]).toEqual([
      ["a.b", "a_b"],
      ["c", "c"],
    ]);
  });

  test("refuses two keys of one name, naming both", () => {
    const refused = () => resourceNames(placedKeys("access_entries", { "a.b": 1, a_b: 2 }));
    expect(refused).toThrow(ValidationError);
    expect(refused).toThrow(
      "access_entries.a_b: two keys become one Terraform name, expected one key for `a_b`, got `a.b` and `a_b`",
    );
  });
});

describe("constructId", () => {
  test.each(Object.getOwnPropertyNames(Object.prototype))(
    "is another than %s, which constructs have by birth",
    (name) => {
      expect(constructId(name)).toBe(`${name}.`);
    },
  );

  test("is the name, where nothing has it", () => {
    expect(constructId("constructors")).toBe("constructors");
  });
});
