import { admitsOlder, compareVersions, satisfies } from "../../lib/module/module-version";

describe("satisfies", () => {
  test.each([
    ["20.37.2", "20.37.2", true],
    ["20.37.1", "= 20.37.2", false],
    ["20.37.2", "~> 20.13", true],
    ["21.0.0", "~> 20.13", false],
    ["20.12.0", "~> 20.13", false],
    ["20.13.4", "~> 20.13.1", true],
    ["20.14.0", "~> 20.13.1", false],
    ["20.20.0", ">= 20.13.1, < 21", true],
    ["21.0.0", ">= 20.13.1, < 21.0", false],
    ["20.20.0", ">= 20.13.1, != 20.20.0", false],
    ["20.20.0", "> 20.19, <= 20.20", true],
  ])("%s and `%s`: %s", (version, constraint, expected) => {
    expect(satisfies(version, constraint)).toBe(expected);
  });

  test.each(["latest", "~> 20.x", "", "20.1.2.3", "20.37.2-rc1"])("`%s` cannot be read", (constraint) => {
    expect(satisfies("20.37.2", constraint)).toBeUndefined();
  });
});

describe("admitsOlder", () => {
  test.each([
    ["20.13.1", false],
    ["20.13.0", true],
    ["~> 20.0", true],
    ["~> 20.13.1", false],
    ["~> 20.31", false],
    [">= 20.13.1, < 21.0", false],
    ["< 21.0", true],
    ["!= 20.13.0", true],
  ])("`%s` lets in what is older than 20.13.1: %s", (constraint, expected) => {
    expect(admitsOlder(constraint, "20.13.1")).toBe(expected);
  });

  test("what cannot be read is undefined", () => {
    expect(admitsOlder("newest", "20.13.1")).toBeUndefined();
  });
});

describe("compareVersions", () => {
  test("compares numbers, not texts", () => {
    expect(["20.9.0", "20.37.2", "20.10.0"].sort(compareVersions)).toEqual(["20.9.0", "20.10.0", "20.37.2"]);
  });
});
