import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printLocated } from "../../../lib/inventory/finding/located-finding";
import { readInventory } from "../../support/definitions/read-fleet";
import { ACCESS_ONLY } from "../cluster-yaml";

describe("readInventory", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "inventory-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  const read = () => {
    const inventory = readInventory(`${folder}/`);
    if ("unreadable" in inventory) throw new Error(inventory.reason);
    const findings = inventory.findings.map((found) => `${found.code} ${printLocated(found).replaceAll(folder, "F")}`);
    return { names: inventory.clusters.map(({ staged }) => staged.definition.clusterName), findings };
  };

  test("reads *.yaml and *.yml, and leaves other files alone", () => {
    for (const name of ["b.yml", "a.yaml", "C.YAML"]) {
      write(name, ACCESS_ONLY.replace("demo", name.slice(0, 1)));
    }
    for (const name of [".hidden.yaml", "cluster.schema.json", "a.yaml.bak", "README.md"]) write(name, "{");
    expect(read()).toEqual({ names: ["C", "a", "b"], findings: [] });
  });

  test("reads folders within, whose names are part of those of stacks, and notes links to folders", () => {
    write("a.yaml", ACCESS_ONLY.replace("demo", "a"));
    for (const name of ["prod", "prod/eu", ".git", "empty folder"]) mkdirSync(join(folder, name));
    write("prod/a.yaml", ACCESS_ONLY.replace("demo", "a").replace("111122223333", "444455556666"));
    write("prod/eu/a.yaml", ACCESS_ONLY.replace("demo", "a").replace("111122223333", "777788889999"));
    write(".git/b.yaml", "{");
    symlinkSync(join(folder, "prod"), join(folder, "link"));
    const inventory = readInventory(folder);
    expect("clusters" in inventory && inventory.clusters.map(({ stack }) => stack)).toEqual([
      "a",
      "prod.a",
      "prod.eu.a",
    ]);
    expect(read().findings).toEqual(["folder-ignored F/link: a link to a folder, which is not read"]);
  });

  test("takes a fleet.yaml at the top alone; one further down is no cluster file", () => {
    for (const name of ["prod", "prod/eu"]) mkdirSync(join(folder, name));
    write("prod/a.yaml", ACCESS_ONLY.replace("demo", "a"));
    const rules = "admins: { only: [arn:aws:iam::111122223333:role/x] }\n";
    for (const name of ["prod/fleet.yaml", "prod/eu/fleet.yaml"]) write(name, rules);
    const message = "a fleet.yaml in a folder of a fleet, expected it at the top alone, where the folders are";
    expect(read()).toEqual({
      names: ["a"],
      findings: [
        `fleet-file-nested F/prod/eu/fleet.yaml: ${message}`,
        `fleet-file-nested F/prod/fleet.yaml: ${message}`,
      ],
    });
    for (const name of ["prod/fleet.yaml", "prod/eu/fleet.yaml"]) rmSync(join(folder, name));
    write("prod/fleet.yml", ACCESS_ONLY.replace("demo", "fleet"));
    expect(read()).toEqual({ names: ["a", "fleet"], findings: [] });
  });

  test("reads a file once that a link further up names too, by the name of the link", () => {
    mkdirSync(join(folder, "real"));
    write("real/a.yaml", ACCESS_ONLY.replace("demo", "a"));
    write("real/b.yaml", ACCESS_ONLY.replace("demo", "b"));
    symlinkSync("real/a.yaml", join(folder, "a.yaml"));
    const inventory = readInventory(folder);
    expect("clusters" in inventory && inventory.clusters.map(({ stack }) => stack)).toEqual(["a", "real.b"]);
  });

  test("refuses a folder with cluster files whose name cannot be part of a stack's", () => {
    mkdirSync(join(folder, "a.b"));
    write("a.b/c.yaml", ACCESS_ONLY.replace("demo", "c"));
    expect(read()).toEqual({
      names: [],
      findings: [
        "folder-name-invalid F/a.b: a folder whose name cannot be part of a stack's, expected letters, digits, `_-`, a letter or digit first, got `a.b`",
      ],
    });
  });

  test("a folder without cluster files is an error: no stack would be left", () => {
    expect(read()).toEqual({
      names: [],
      findings: [`folder-empty F/: no cluster file in this folder, expected at least one *.yaml`],
    });
  });

  test("a folder that is not there is a failure, not a finding", () => {
    expect(readInventory(join(folder, "none"))).toEqual({
      unreadable: join(folder, "none"),
      reason: `ENOENT: no such file or directory, scandir '${join(folder, "none")}'`,
    });
  });

  test("a file that cannot be opened is a finding with its remedy, and hides none of the others", () => {
    symlinkSync("gone", join(folder, "a.yaml"));
    symlinkSync("b.yaml", join(folder, "b.yaml"));
    write("c.yaml", `${ACCESS_ONLY.replace("demo", "c")}x: 1\n`);
    write("d.yaml", ACCESS_ONLY.replace("demo", "d"));
    expect(read()).toEqual({
      names: ["d"],
      findings: [
        "file-unreadable F/a.yaml: cannot be read, expected a file that opens, got `ENOENT: no such file or directory`",
        "file-unreadable F/b.yaml: cannot be read, expected a file that opens, got `ELOOP: too many symbolic links encountered`",
        "key-unknown F/c.yaml:4:1 x: unknown key, expected a variable of the module or a section, got `x`",
      ],
    });
    const inventory = readInventory(folder);
    expect(inventory).toMatchObject({
      findings: [
        { help: "it is a link to `gone`: delete it, or put a cluster file there" },
        { help: "it is a link to `b.yaml`: delete it, or put a cluster file there" },
        {},
      ],
    });
  });
});
