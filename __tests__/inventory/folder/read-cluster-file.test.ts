import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LARGEST_FILE } from "../../../lib/inventory/file-size";
import { readInventory } from "../../support/definitions/read-fleet";
import { readClusterFile } from "../../../lib/inventory/folder/read-cluster-file";
import { ACCESS_ONLY } from "../cluster-yaml";

describe("readClusterFile", () => {
  let root = "";
  let folder = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "cluster-file-"));
    folder = join(root, "clusters");
    mkdirSync(folder);
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const at = (name: string): string => join(folder, name);
  const read = (name = "demo.yaml") => {
    const found = readClusterFile(name, at(name));
    if ("unreadable" in found) return found;
    return [
      ...found.sources.map(({ bytes }) => `read ${Buffer.from(bytes).toString()}`),
      ...found.findings.map(({ code, message }) => `${code} ${message.replaceAll(root, "R")}`),
    ];
  };

  test("reads a file of the folder", () => {
    writeFileSync(at("demo.yaml"), "a: 1\n");
    expect(read()).toEqual(["read a: 1\n"]);
  });

  test("reads through links that stay in the folder, as a mounted ConfigMap has them", () => {
    mkdirSync(at("..2026_11_22"));
    writeFileSync(at("..2026_11_22/demo.yaml"), "a: 1\n");
    symlinkSync("..2026_11_22", at("..data"));
    symlinkSync("..data/demo.yaml", at("demo.yaml"));
    expect(read()).toEqual(["read a: 1\n"]);
  });

  test("reads through a link to the folder itself", () => {
    writeFileSync(at("demo.yaml"), "a: 1\n");
    symlinkSync(folder, join(root, "linked"));
    expect(readClusterFile("demo.yaml", join(root, "linked/demo.yaml"))).toMatchObject({ findings: [] });
  });

  test.each([
    ["the environment", "/proc/self/environ"],
    ["a file beside the folder", "../secret.yaml"],
    ["a file of a folder with a similar name", "../clusters-secret/demo.yaml"],
    ["a device without end", "/dev/zero"],
  ])("never reads through a link to %s", (_, target) => {
    mkdirSync(join(root, "clusters-secret"));
    for (const secret of ["secret.yaml", "clusters-secret/demo.yaml"]) writeFileSync(join(root, secret), "k: s3cret\n");
    symlinkSync(target, at("demo.yaml"));
    expect(read()).toEqual([
      `file-outside-folder a link that leads out of the folder, expected a file in it, got a link to \`${target}\``,
    ]);
  });

  test("nor through several links, the last of which leads out", () => {
    writeFileSync(join(root, "secret.yaml"), "k: s3cret\n");
    symlinkSync("../secret.yaml", at("inner"));
    symlinkSync("inner", at("demo.yaml"));
    expect(read()).toEqual([
      "file-outside-folder a link that leads out of the folder, expected a file in it, got a link to `inner`",
    ]);
    mkdirSync(at("sub"));
    rmSync(at("demo.yaml"));
    symlinkSync(root, at("sub/out"));
    symlinkSync("sub/out/secret.yaml", at("demo.yaml"));
    expect(read()).toEqual([expect.stringMatching(/^file-outside-folder /)]);
  });

  test.each([".env", ".secret.yaml", "credentials.json", ".git/config.yaml", "sub/.env"])(
    "never reads through a link to %s of the folder, which is no cluster file itself",
    (target) => {
      for (const sub of [".git", "sub"]) mkdirSync(at(sub));
      writeFileSync(at(target), "k: s3cret\n");
      symlinkSync(target, at("demo.yaml"));
      expect(read()).toEqual([
        `file-link-hidden a link to a file that is hidden or not named as a cluster file, expected one named *.yaml, got a link to \`${target}\``,
      ]);
      symlinkSync("demo.yaml", at("again.yaml"));
      expect(read("again.yaml")).toEqual([expect.stringMatching(/^file-link-hidden .* got a link to `demo\.yaml`$/)]);
    },
  );

  test("reads through a link to a cluster file of the folder, and a hidden file that is named itself", () => {
    mkdirSync(at("sub"));
    writeFileSync(at("sub/other.yml"), "a: 1\n");
    symlinkSync("sub/other.yml", at("demo.yaml"));
    expect(read()).toEqual(["read a: 1\n"]);
    writeFileSync(at(".draft.yaml"), "a: 2\n");
    expect(read(".draft.yaml")).toEqual(["read a: 2\n"]);
  });

  test("does not wait for a pipe", () => {
    spawnSync("mkfifo", [at("demo.yaml")]);
    expect(read()).toEqual(["file-not-regular not a regular file, expected one, got a pipe"]);
    symlinkSync("demo.yaml", at("linked.yaml"));
    expect(read("linked.yaml")).toEqual(["file-not-regular not a regular file, expected one, got a pipe"]);
  });

  test("does not open a socket", async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(at("demo.yaml"), done));
    const found = read();
    await new Promise((done) => server.close(done));
    expect(found).toEqual(["file-not-regular not a regular file, expected one, got a socket or device"]);
  });

  test("does not read a device that is named itself", () => {
    expect(readClusterFile("/dev/zero")).toMatchObject({ sources: [], findings: [{ code: "file-not-regular" }] });
  });

  test.each(["/proc/self/environ", "/proc/self/cmdline", "/proc/version"])(
    "does not tell what %s holds, named itself: it has no size, and the system makes it as it is read",
    (path) => {
      expect(readClusterFile(path)).toEqual({
        sources: [],
        findings: [
          expect.objectContaining({
            code: "file-not-regular",
            message: "not a regular file, expected one, got one that the system makes as it is read",
          }),
        ],
      });
    },
  );

  test("reads a file that is empty, which has no size either", () => {
    writeFileSync(at("demo.yaml"), "");
    expect(read()).toEqual(["read "]);
  });

  test("a link in a circle, or to nothing, cannot be opened", () => {
    symlinkSync("demo.yaml", at("demo.yaml"));
    expect(read()).toMatchObject({ unreadable: "demo.yaml", reason: expect.stringMatching(/^ELOOP/) });
    symlinkSync("gone", at("b.yaml"));
    expect(read("b.yaml")).toMatchObject({ reason: expect.stringMatching(/^ENOENT/) });
  });

  test("reads up to the largest size, and nothing of what is larger", () => {
    writeFileSync(at("demo.yaml"), "a".repeat(LARGEST_FILE));
    expect(read()).toEqual([`read ${"a".repeat(LARGEST_FILE)}`]);
    const terabyte = 2 ** 40;
    truncateSync(at("demo.yaml"), terabyte);
    expect(read()).toEqual([`file-too-large too large, expected at most ${LARGEST_FILE} bytes, got \`${terabyte}\``]);
  });

  test("one bad file does not hide the others, and links that lead nowhere and are no cluster files do not matter", () => {
    writeFileSync(at("demo.yaml"), ACCESS_ONLY);
    symlinkSync("/proc/self/environ", at("x.yaml"));
    symlinkSync("README.md", at("README.md"));
    const inventory = readInventory(folder);
    if ("unreadable" in inventory) throw new Error(inventory.reason);
    expect(inventory.clusters.map(({ file }) => file)).toEqual([at("demo.yaml")]);
    expect(inventory.findings.map(({ code, file }) => `${code} ${file}`)).toEqual([
      `file-outside-folder ${at("x.yaml")}`,
    ]);
  });

  test("a folder of bad files alone is not called empty", () => {
    symlinkSync("/proc/self/environ", at("x.yaml"));
    const inventory = readInventory(folder);
    expect(inventory).toMatchObject({ findings: [{ code: "file-outside-folder" }] });
  });
});
