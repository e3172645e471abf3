import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export { cli, type CliRun } from "./in-process";

const folders: string[] = [];

/** A folder with these files, gone after the tests of the file that asks for it. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const made = mkdtempSync(join(tmpdir(), "eks-access-cli-"));
  folders.push(made);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(made, name)), { recursive: true });
    writeFileSync(join(made, name), text);
  }
  return made;
}

afterAll(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true });
});
