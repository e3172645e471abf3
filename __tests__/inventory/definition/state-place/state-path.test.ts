import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseInventory } from "../../../../lib/inventory/inventory";

describe("statePathFindings", () => {
  let top = "";
  beforeEach(() => {
    top = realpathSync(mkdtempSync(join(tmpdir(), "eks-access-state-path-")));
    for (const folder of ["clusters", "states", "cdktf.out"]) mkdirSync(join(top, folder));
    writeFileSync(join(top, "clusters/other.yaml"), "");
    symlinkSync("../clusters/demo.yaml", join(top, "states/link.tfstate"));
    writeFileSync(join(top, "states/there.tfstate"), "{}");
  });
  afterEach(() => rmSync(top, { recursive: true }));

  function found(path: string): readonly string[] {
    const backend = path.startsWith("{") ? path : `{ local: { path: ${JSON.stringify(path)} } }`;
    const text = `cluster_name: demo\nrender: access\nterraform: { account_id: "111122223333", region: eu-west-1, backend: ${backend} }\n`;
    const source = (name: string) => ({ file: join(top, "clusters", name), bytes: Buffer.from(text) });
    const { findings } = parseInventory([source("demo.yaml")], {
      neighbours: [{ ...source("other.yaml"), bytes: Buffer.from("cluster_name: other\n") }],
      outdir: join(top, "cdktf.out"),
    });
    return findings.map(({ code, line, path: at, message }) => `${code} ${line ?? 0} ${at}: ${message}`);
  }

  const unfit = (got: string, what: string): readonly string[] => [
    `state-path-unfit 3 terraform.backend.local.path: expected a file for the state alone, outside of the output, got \`${got}\`, which is ${what}`,
  ];

  test.each([
    ["../../../clusters/demo.yaml", "the file %/clusters/demo.yaml"],
    ["../../../clusters/other.yaml", "the file %/clusters/other.yaml"],
    ["../../../states/link.tfstate", "the file %/clusters/demo.yaml"],
    ["../../../states", "a folder"],
    ["../../../new/", "a folder"],
    ["../../../..", "a folder"],
    ["/dev/null", "no regular file"],
    ["terraform.tfstate", "in the folder of the output"],
    ["../../manifest.json", "in the folder of the output"],
  ])("%s is refused", (path, what) => {
    expect(found(path)).toEqual(unfit(path, what.replace("%", top)));
  });

  test.each([
    ["../../../states/new.tfstate"],
    ["../../../states/there.tfstate"],
    ["../../../cdktf.out.tfstate"],
    ["{ local: {} }"],
    ["{ s3: { bucket: states, key: clusters/demo.yaml, region: eu-west-1 } }"],
  ])("%s is taken", (path) => {
    expect(found(path)).toEqual([]);
  });
});
