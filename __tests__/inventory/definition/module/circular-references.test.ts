import { refused } from "../../module-yaml";

const told = (modules: string): string[] => refused(`modules:\n${modules}`);
const call = (name: string, ...of: readonly string[]): string =>
  `  ${name}: { source: ../${name}, ${of.map((each, i) => `x${String(i)}: { module: ${each}, output: y }`).join(", ")} }\n`;

describe("calls that take values of each other", () => {
  test.each([
    ["two", call("a", "b") + call("b", "a"), "modules.a", "a -> b -> a"],
    ["one of itself", call("a", "a"), "modules.a", "a -> a"],
    ["three", call("a", "b") + call("b", "c") + call("c", "a"), "modules.a", "a -> b -> c -> a"],
    ["two behind another", call("z", "a") + call("a", "b") + call("b", "a"), "modules.a", "a -> b -> a"],
    [
      "within a list",
      "  a: { source: ../a, x: [{ y: { module: b, output: z } }] }\n" + call("b", "a"),
      "modules.a",
      "a -> b -> a",
    ],
  ])("%s are told once, by the way", (...row) => {
    const [, modules, path, way] = row;
    const [only = "", ...more] = told(modules);
    expect(more).toEqual([]);
    expect(only).toContain(`reference-circular ${path}: calls that take values of each other (${way})`);
  });

  test.each([
    ["a row", call("a", "b") + call("b", "c") + call("c")],
    ["two of one", call("a", "c") + call("b", "c") + call("c")],
    [
      "those of the module itself: Karpenter takes its name, and it the role of Karpenter",
      call("a", "eks").replace("output: y", "output: cluster_name"),
    ],
  ])("%s is none", (_, modules) => {
    expect(told(modules.replace(", }", " }"))).toEqual([]);
  });
});
