import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRoot } from "../../lib/overlay/root/root-module";
import { ownFile } from "../../lib/overlay/root/regular-file";

const MAIN = 'resource "aws_eks_cluster" "main" {\n  name = "demo"\n}\n';

/** A root module with `main.tf`, and a folder beside it. */
function folders(): { readonly root: string; readonly beside: string } {
  const base = mkdtempSync(join(tmpdir(), "root-files-"));
  const [root, beside] = [join(base, "infra"), join(base, "shared")];
  mkdirSync(root);
  mkdirSync(beside);
  writeFileSync(join(root, "main.tf"), MAIN);
  return { root, beside };
}

/** What is said about the files of a root module; empty where it is read. */
async function said(root: string): Promise<string[]> {
  const read = await readRoot("infra", root);
  return "findings" in read ? read.findings.map(({ code, file, message }) => `${code} ${file}: ${message}`) : [];
}

describe("files of a root module", () => {
  test("a link to a Terraform file of another folder is read", async () => {
    const { root, beside } = folders();
    writeFileSync(join(beside, "versions.tf"), "terraform {}\n");
    symlinkSync(join(beside, "versions.tf"), join(root, "versions.tf"));
    expect(await said(root)).toEqual([]);
  });

  test("a link to a file of another kind is refused, and nothing of it is printed", async () => {
    const { root, beside } = folders();
    writeFileSync(join(beside, "secret"), "TOKEN=hunter2\n");
    symlinkSync(join(beside, "secret"), join(root, "env.tf.json"));
    symlinkSync("/proc/self/environ", join(root, "env.tf"));
    const why = "cannot be read: a link to a file of another kind, expected one to a file of Terraform";
    expect(await said(root)).toEqual([
      `overlay-root-unreadable infra/env.tf: ${why}`,
      `overlay-root-unreadable infra/env.tf.json: ${why}`,
    ]);
  });

  test("of a JSON file that is none, nothing is quoted", async () => {
    const { root } = folders();
    writeFileSync(join(root, "env.tf.json"), "TOKEN=hunter2\n");
    expect(await said(root)).toEqual(["overlay-root-unreadable infra/env.tf.json: cannot be read: no JSON"]);
  });

  test("a pipe is no file, and nobody waits for it", async () => {
    const { root } = folders();
    execFileSync("mkfifo", [join(root, "pipe.tf")]);
    expect(await said(root)).toEqual([
      "overlay-root-unreadable infra/pipe.tf: cannot be read: not a regular file, expected one",
    ]);
  });

  test("a folder is no file of the root, whatever its name, as Terraform has it", async () => {
    const { root, beside } = folders();
    mkdirSync(join(root, "folder.tf"));
    mkdirSync(join(root, "more_override.tf.json"));
    expect(await said(root)).toEqual([]);
    mkdirSync(join(beside, "main.tf"));
    expect(await said(beside)).toEqual([expect.stringContaining("overlay-root-missing infra: not a folder with")]);
  });

  test("a file of more than 4 MiB is refused, one of 4 MiB is read", async () => {
    const [small, large] = [folders().root, folders().root];
    // One comment: four million lines take ten seconds to parse.
    writeFileSync(join(small, "a.tf"), `#${"x".repeat(4 * 1024 * 1024 - 1)}`);
    writeFileSync(join(large, "a.tf"), `#${"x".repeat(4 * 1024 * 1024)}`);
    expect(await said(small)).toEqual([]);
    expect(await said(large)).toEqual([
      "overlay-root-unreadable infra/a.tf: cannot be read: larger than 4 MiB, expected a file of Terraform",
    ]);
  });

  test("a file of ours is no link, wherever it leads, and may be missing", () => {
    const { root, beside } = folders();
    symlinkSync(join(beside, "nowhere"), join(root, "eks_access.tf.json"));
    expect(ownFile(join(root, "eks_access.tf.json"))).toEqual({
      problem: "a link, expected a file that eks-access wrote",
    });
    expect(ownFile(join(root, "eks_access_override.tf.json"))).toBeUndefined();
    expect(ownFile(join(root, "main.tf"))).toEqual({ text: MAIN });
  });
});
