import { boundedConstraint, canBeMet } from "../../lib/module/constraints-meet";

describe("canBeMet", () => {
  test.each([
    ["~> 5.0, >= 5.95, < 6.0.0", true],
    ["5.100.0, >= 5.95, < 6.0.0", true],
    ["5.94.0, >= 5.95", false],
    ["~> 5.80.0, >= 5.95, < 6.0.0", false],
    ["~> 4.0, >= 5.95", false],
    [">= 6.0, < 7.0, >= 5.95, < 6.0.0", false],
    [">= 5.95, < 7, >= 6.28", true],
    ["~> 6.0, >= 6.28", true],
    ["~> 6.0.0, >= 6.28", false],
    ["> 5.95.0, <= 5.95.1", true],
    ["> 5.95.0, < 5.95.1", false],
    [">= 5.95.0, != 5.95.0, != 5.95.1, <= 5.95.2", true],
    [">= 5.95.0, != 5.95.0, <= 5.95.0", false],
    ["< 6", true],
    ["!= 5.0.0", true],
    ["~> 1.3.0, >= 1.5.7", false],
  ])("%s: %s", (constraint, expected) => {
    expect(canBeMet(constraint)).toBe(expected);
  });

  test("what cannot be read is undefined", () => {
    expect(canBeMet("newest, >= 5.0")).toBeUndefined();
    expect(canBeMet("6.0.0-beta1, >= 6.0")).toBeUndefined();
  });
});

describe("boundedConstraint", () => {
  test.each([
    [">= 6.28", ">= 6.28, < 7.0"],
    [">= 5.95, < 6.0.0", ">= 5.95, < 6.0.0"],
  ])("%s -> %s", (constraint, expected) => {
    expect(boundedConstraint(constraint)).toBe(expected);
  });
});
