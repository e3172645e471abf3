import { LARGEST_FILE } from "../../lib/inventory/file-size";
import { parseInventory } from "../../lib/inventory/inventory";
import { printLocated } from "../../lib/inventory/finding/located-finding";
import { ACCESS_ONLY } from "./cluster-yaml";

const source = (file: string, text: string) => ({ file, bytes: Buffer.from(text, "utf8") });
const print = (sources: Parameters<typeof parseInventory>[0]): string[] =>
  parseInventory(sources).findings.map((found) => `${found.code} ${printLocated(found)}`);

describe("parseInventory", () => {
  const a = source("clusters/a.yaml", ACCESS_ONLY.replace("demo", "a"));
  const b = source("clusters/b.yaml", ACCESS_ONLY.replace("demo", "b"));

  test("the order of the files does not matter", () => {
    const inventory = parseInventory([b, a]);
    expect(inventory.clusters.map(({ file }) => file)).toEqual(["clusters/a.yaml", "clusters/b.yaml"]);
    expect(JSON.stringify(inventory)).toBe(JSON.stringify(parseInventory([a, b])));
  });

  test("a name stands for one cluster", () => {
    expect(print([a, source("clusters/a.yml", ACCESS_ONLY.replace("demo", "a"))])).toEqual([
      "cluster-name-twice clusters/a.yml:1:15 cluster_name: a second cluster with the name of the one in clusters/a.yaml, got `a`",
    ]);
  });

  test("says of a name that stands twice to write the other cluster's name, or to delete a file", () => {
    const { findings } = parseInventory([a, source("clusters/a.yml", ACCESS_ONLY.replace("demo", "a"))]);
    expect(findings.map(({ help }) => help)).toEqual([
      "write the name of the other cluster as `cluster_name`, and name the file after it; or delete one of the two files: each cluster name is a folder of the output",
    ]);
  });

  test("offers no name of a file that another file has", () => {
    const helpOf = (file: string, text: string, beside = a): (string | undefined)[] =>
      parseInventory([source(file, text)], { neighbours: [beside] })
        .findings.filter(({ code }) => code === "file-name-differs")
        .map(({ help }) => help);
    const text = ACCESS_ONLY.replace("demo", "a");
    expect(helpOf("clusters/copy.yaml", text)).toEqual(["write `cluster_name: copy`: clusters/a.yaml is another file"]);
    expect(helpOf("clusters/copy.yaml", text, b)).toEqual(["rename the file to a.yaml, or write `cluster_name: copy`"]);
    expect(helpOf("prod/copy.yaml", text)).toEqual(["rename the file to a.yaml, or write `cluster_name: copy`"]);
    expect(helpOf("clusters/copy of a.yaml", text, b)).toEqual(["rename the file to a.yaml"]);
    expect(helpOf("clusters/copy of a.yaml", text)).toEqual([
      "write the name of another cluster as `cluster_name`, and name the file after it: clusters/a.yaml is there",
    ]);
  });

  test("names that differ in upper and lower case alone are one folder on some disks", () => {
    const upper = source("clusters/A.yaml", ACCESS_ONLY.replace("demo", "A"));
    expect(print([a, upper])).toEqual([
      "cluster-name-twice clusters/a.yaml:1:15 cluster_name: a name that differs from `A` of clusters/A.yaml in upper and lower case alone, expected another name, got `a`",
    ]);
    expect(print([a, source("clusters/A2.yaml", ACCESS_ONLY.replace("demo", "A2"))])).toEqual([]);
  });

  test("a name is told twice in a file that has errors, too", () => {
    expect(print([a, source("clusters/a.yml", `cluster_name: a\n`)])).toContain(
      "cluster-name-twice clusters/a.yml:1:15 cluster_name: a second cluster with the name of the one in clusters/a.yaml, got `a`",
    );
  });

  test("findings of all files come in one run, in the order of their places", () => {
    const broken = source("clusters/c.yaml", `${ACCESS_ONLY.replace("demo", "c")}x: 1\n`);
    expect(print([broken, source("clusters/a.yaml", `${ACCESS_ONLY.replace("demo", "a")}y: 1\nx: 1\n`), b])).toEqual([
      "key-unknown clusters/a.yaml:4:1 y: unknown key, expected a variable of the module or a section, got `y`",
      "key-unknown clusters/a.yaml:5:1 x: unknown key, expected a variable of the module or a section, got `x`",
      "key-unknown clusters/c.yaml:4:1 x: unknown key, expected a variable of the module or a section, got `x`",
    ]);
  });

  test.each([
    ["latin 1", Buffer.from("tags: {A: \xe9}\n", "latin1"), "1:11"],
    ["cut off", Buffer.concat([Buffer.from("a: 1\nb: "), Buffer.from([0xe2, 0x82])]), "2:4"],
  ])("refuses a file in %s", (_, bytes, place) => {
    expect(print([{ file: "clusters/x.yaml", bytes }])).toEqual([
      `file-not-utf8 clusters/x.yaml:${place}: not UTF-8, expected text in UTF-8 or UTF-16`,
    ]);
  });

  test("takes UTF-16, as Windows PowerShell writes it", () => {
    const bytes = Buffer.from(`\ufeff${ACCESS_ONLY.replace("demo", "a")}`, "utf16le");
    const { clusters, findings } = parseInventory([{ file: "clusters/a.yaml", bytes }]);
    expect(findings).toEqual([]);
    expect(clusters.map(({ staged }) => staged.definition.clusterName)).toEqual(["a"]);
  });

  test("takes a byte order mark", () => {
    expect(print([source("clusters/a.yaml", `\ufeff${ACCESS_ONLY.replace("demo", "a")}`)])).toEqual([]);
  });

  test("refuses a file that is too large", () => {
    expect(print([source("clusters/x.yaml", "#".repeat(LARGEST_FILE + 1))])).toEqual([
      "file-too-large clusters/x.yaml:1:1: too large, expected at most 1048576 bytes, got `1048577`",
    ]);
  });
});
