import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { staleText } from "../../../lib/report/stale-text";
import { deleteStaleStacks } from "../../../stacks/output/stale-stacks";

describe("deleteStaleStacks", () => {
  let out = "";
  beforeEach(() => {
    out = mkdtempSync(join(tmpdir(), "stale-"));
    write("stacks/kept/cdk.tf.json");
  });
  afterEach(() => {
    rmSync(out, { recursive: true });
  });

  const write = (...names: readonly string[]): void => {
    for (const name of names) {
      mkdirSync(dirname(join(out, name)), { recursive: true });
      writeFileSync(join(out, name), "{}");
    }
  };
  const stacks = (): string[] => readdirSync(join(out, "stacks")).sort();

  test("deletes a stack that no cluster file has, with what Terraform can make again", () => {
    write("stacks/old/cdk.tf.json", "stacks/old/.terraform.lock.hcl", "stacks/old/.terraform/terraform.tfstate");
    expect(deleteStaleStacks(out, { stacks: ["kept"], overlays: [] })).toEqual([]);
    expect(stacks()).toEqual(["kept"]);
  });

  test("deletes nothing through a link in the place of the folder of all stacks", () => {
    write("elsewhere/old/cdk.tf.json");
    rmSync(join(out, "stacks"), { recursive: true });
    symlinkSync("elsewhere", join(out, "stacks"));
    expect(deleteStaleStacks(out, { stacks: ["kept"], overlays: [] })).toEqual([]);
    expect(existsSync(join(out, "elsewhere/old/cdk.tf.json"))).toBe(true);
  });

  test.each(["terraform.tfstate", "terraform.tfstate.d/dev/terraform.tfstate", "plan", "notes.md"])(
    "leaves one that holds %s whole, and says so",
    (name) => {
      write("stacks/old/cdk.tf.json", `stacks/old/${name}`);
      const stale = deleteStaleStacks(out, { stacks: ["kept"], overlays: [] });
      const [held = ""] = name.split("/");
      expect(stale).toEqual([{ path: join(out, "stacks/old"), holds: [held] }]);
      expect(stacks()).toEqual(["kept", "old"]);
      expect(readFileSync(join(out, "stacks/old", name), "utf8")).toBe("{}");
      expect(staleText(stale).split("\n")[0]).toBe(
        `warning ${out}/stacks/old: no cluster file leads to this folder any more, it stays for what it holds: \`${held}\``,
      );
    },
  );

  test("leaves what is no stack of an output: other folders, files, links", () => {
    write("stacks/mine/notes.md", "stacks/file", "elsewhere/cdk.tf.json");
    symlinkSync(join(out, "elsewhere"), join(out, "stacks/link"));
    expect(deleteStaleStacks(out, { stacks: ["kept"], overlays: [] })).toEqual([]);
    expect(stacks()).toEqual(["file", "kept", "link", "mine"]);
    expect(existsSync(join(out, "elsewhere/cdk.tf.json"))).toBe(true);
  });

  test("says nothing where nothing is stale, or the output has no stacks", () => {
    expect(deleteStaleStacks(join(out, "elsewhere"), { stacks: [], overlays: [] })).toEqual([]);
    expect(staleText(deleteStaleStacks(out, { stacks: ["kept"], overlays: [] }))).toBe("");
  });
});
