import { isCovered } from "../../../lib/rules/compared/address-block";

describe(isCovered, () => {
  test.each([
    ["10.0.1.0/24", "10.0.0.0/16", true],
    ["10.0.0.0/16", "10.0.1.0/24", false],
    // One block, written by another of its addresses.
    ["10.0.0.5/24", "10.0.0.0/24", true],
    ["10.0.1.5/24", "10.0.0.0/24", false],
    ["2001:db8:1::/48", "2001:db8::/32", true],
    ["10.0.0.0/8", "::/0", false],
    ["10.0.0.1/32", "10.0.0.1/32", true],
    ["10.0.0.1/33", "10.0.0.0/8", false],
    ["::1/129", "::/0", false],
    ["::1/128", "::/0", true],
    ["nowhere", "0.0.0.0/0", false],
    ["10.0.0.1", "0.0.0.0/0", false],
    ["10.0.0.0/24", "nowhere", false],
    ["nowhere", "nowhere", true],
  ])("%s in %s: %s", (range, other, expected) => {
    expect(isCovered(range, [other])).toBe(expected);
    expect(isCovered(range, ["192.0.2.0/24", other])).toBe(expected);
  });

  test("nothing is in none", () => {
    expect(isCovered("10.0.0.0/24", [])).toBe(false);
  });
});
