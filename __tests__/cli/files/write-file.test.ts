import { chmodSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { writeFileWhole } from "../../../lib/cli/files/write-file";
import { folderWith } from "../../support/cli/cli-run";

describe("writeFileWhole", () => {
  test("replaces a file, keeps its mode, and leaves nothing beside it", async () => {
    const folder = folderWith({ "a.yaml": "old" });
    chmodSync(join(folder, "a.yaml"), 0o604);
    await writeFileWhole(join(folder, "a.yaml"), "new");
    expect(readFileSync(join(folder, "a.yaml"), "utf8")).toBe("new");
    expect(statSync(join(folder, "a.yaml")).mode & 0o7777).toBe(0o604);
    expect(readdirSync(folder)).toEqual(["a.yaml"]);
  });

  test("makes a file that is not there", async () => {
    const folder = folderWith({});
    await writeFileWhole(join(folder, "a.yaml"), "new");
    expect(readFileSync(join(folder, "a.yaml"), "utf8")).toBe("new");
  });

  test.each([
    ["relative", "real/a.yaml"],
    ["of a link", "link"],
  ])("writes through a symbolic link, %s", async (_, target) => {
    const folder = folderWith({});
    mkdirSync(join(folder, "real"));
    await writeFileWhole(join(folder, "real/a.yaml"), "old");
    symlinkSync("real/a.yaml", join(folder, "link"));
    symlinkSync(target, join(folder, "a.yaml"));
    await writeFileWhole(join(folder, "a.yaml"), "new");
    expect(readFileSync(join(folder, "real/a.yaml"), "utf8")).toBe("new");
    expect(readlinkSync(join(folder, "a.yaml"))).toBe(target);
  });

  test.each([
    ["a folder", "folder", /^folder: cannot be written: EISDIR/],
    ["in a folder that is not there", "missing/a.yaml", /^missing\/a\.yaml: cannot be written: ENOENT/],
    ["a link that leads in a circle", "circle", /^circle: cannot be written: ELOOP/],
  ])("fails with the path for %s, and changes nothing", async (_, name, message) => {
    const folder = folderWith({});
    mkdirSync(join(folder, "folder"));
    symlinkSync("circle", join(folder, "circle"));
    const failure: unknown = await writeFileWhole(join(folder, name), "new").catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: "Failure", exitCode: 2, help: "nothing was changed" });
    expect(String(failure).replace(`Failure: ${folder}/`, "")).toMatch(message);
    expect(readdirSync(folder).sort()).toEqual(["circle", "folder"]);
  });
});
