import { isKept } from "../../../lib/import/update/is-kept";
import { parseYamlTree } from "../../../lib/yaml/yaml-tree";

function kept(before: string, after: string): boolean {
  const { root } = parseYamlTree(before);
  if (root === undefined) throw new Error("no tree");
  return isKept(root, parseYamlTree(after).root);
}

describe("isKept", () => {
  test.each([
    ["a: 1\n", "a: 1\nb: 2\n"],
    ["a:\n", "a: { b: 1 }\n"],
    ["a: [1]\n", "a: [1, 2]\n"],
    ["a: []\n", "a: [1]\n"],
    ["a: {}\n", "a: [1]\n"],
    ["a: []\n", "a: { b: 1 }\n"],
  ])("is so where %j becomes %j: it has got more", (before, after) => {
    expect(kept(before, after)).toBe(true);
  });

  test.each([
    ["a: 1\nb: 2\n", "a: 1\n"],
    ["a: { b: 1 }\nc: 2\n", "c: 2\n"],
    ["a: 1\n", "a: 2\n"],
    ["a: [1, 2]\n", "a: [1]\n"],
    ["a: [1, 2]\n", "a: [2, 1]\n"],
    ["a: { b: 1 }\n", "a: [b]\n"],
  ])("is not so where %j becomes %j", (before, after) => {
    expect(kept(before, after)).toBe(false);
  });
});
