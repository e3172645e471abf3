import { differencesOf } from "../support/outputs/differences";

describe("differencesOf", () => {
  test("equal texts have none", () => {
    expect([differencesOf("a\nb\n", "a\nb\n"), differencesOf('{"a": 1}', '{ "a": 1 }')]).toEqual([[], []]);
  });

  test("lines that went and came, each as often as it did", () => {
    expect(differencesOf("a\nb\nb\n", "a\nb\nc\n")).toEqual(["- b", "+ c"]);
  });

  test("the same lines elsewhere are another order", () => {
    expect(differencesOf("a\nb\nc", "b\na\nd")).toEqual(["- c", "+ d", "~ other order"]);
  });

  test("of JSON values with their paths, without what a list's place or CDK for Terraform's notes would add", () => {
    const before = { "//": { path: "x" }, data: { a: { list: ["p", "q"] } } };
    const now = { "//": { path: "y" }, data: { a: { list: ["p", "r", "q"] } }, locals: { n: 1 } };
    expect(differencesOf(JSON.stringify(before), JSON.stringify(now))).toEqual([
      '+ data.a.list[] = "r"',
      "+ locals.n = 1",
    ]);
  });

  test("an output that one side lacks is all gone, or all new", () => {
    expect(differencesOf('{"a": 1}', "")).toEqual(["- a = 1", "+ "]);
  });
});
