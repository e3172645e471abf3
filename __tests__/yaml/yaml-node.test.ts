import { keyPlaceOf, nodeAt, parsePath, placeOf, printPath, type YamlNode } from "../../lib/yaml/yaml-node";
import { parseYamlTree } from "../../lib/yaml/yaml-tree";

const TEXT = `a:
  b.c: [x, { d: 1 }]
  b: { "c[0]": y }
empty:
`;

const at = { line: 1, column: 1 };
const leaf: YamlNode = { kind: "scalar", value: "x", source: "x", at, size: 1 };

function tree(): YamlNode {
  const { root } = parseYamlTree(TEXT);
  if (root === undefined) throw new Error("no tree");
  return root;
}

describe("parsePath", () => {
  test.each([
    ["a.b.c[1].d", ["a", "b.c", 1, "d"]],
    ["a.b.c", ["a", "b.c"]],
    ["a.b", ["a", "b"]],
    ["a.b.c[0]", ["a", "b.c", 0]],
    ["a.x.y", ["a", "x.y"]],
    ["", []],
  ])("%s is the longest keys that fit", (text, path) => {
    expect(parsePath(tree(), text)).toEqual(path);
  });

  test("takes no longer for a map of many keys", () => {
    const entries = new Map(Array.from({ length: 20_000 }, (_, i) => [`k${i}.x`, { at, value: leaf }]));
    const root: YamlNode = { kind: "map", entries, at, size: 20_001 };
    const paths = [...entries.keys()].map((key) => parsePath(root, key));
    expect(paths).toEqual([...entries.keys()].map((key) => [key]));
  });

  test("what it reads prints as it was", () => {
    expect(printPath(parsePath(tree(), "a.b.c[1].d"))).toBe("a.b.c[1].d");
  });
});

describe("placeOf", () => {
  test.each([
    [["a", "b.c", 1, "d"], "2:17"],
    [["a", "b.c", 0], "2:9"],
    [["a", "b.c"], "2:3"],
    [["a", "b.c", 1, "missing"], "2:12"],
    [["a", "missing"], "1:1"],
    [["empty"], "4:1"],
    [["missing"], "1:1"],
    [[], "1:1"],
  ])("%j stands at %s", (path, place) => {
    const { line, column } = placeOf(tree(), path);
    expect(`${line}:${column}`).toBe(place);
  });

  test("keyPlaceOf points to the key of a scalar, too", () => {
    expect(keyPlaceOf(tree(), ["a", "b.c", 1, "d"])).toEqual({ line: 2, column: 14 });
    expect(keyPlaceOf(tree(), ["a", "missing"])).toEqual({ line: 1, column: 1 });
  });
});

describe("nodeAt", () => {
  test("is undefined where nothing stands", () => {
    expect(nodeAt(tree(), ["a", "b.c", 7])).toBeUndefined();
    expect(nodeAt(tree(), ["a", "b.c", 0])).toMatchObject({ value: "x" });
  });
});
