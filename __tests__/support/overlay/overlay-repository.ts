import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { clusterYaml, REGISTRY } from "./overlay-texts";
import { cli, type CliRun } from "../cli/cli-run";

export { clusterYaml, REGISTRY } from "./overlay-texts";

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A folder with these files, and the command line in it. */
export function repository(files: Readonly<Record<string, string>>) {
  const cwd = mkdtempSync(join(tmpdir(), "eks-access-overlay-"));
  folders.push(cwd);
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return {
    cwd,
    write,
    read: (name: string): string => readFileSync(join(cwd, name), "utf8"),
    list: (): string[] => readdirSync(join(cwd, "infra")).sort(),
    overlay: async (...args: readonly string[]): Promise<CliRun> => cli(["overlay", "clusters", ...args], { cwd }),
  };
}

/** Both, as files. */
export const files = (main: string, stage = "dual", overlay?: string): Readonly<Record<string, string>> => ({
  "infra/main.tf": main,
  "clusters/demo.yaml": clusterYaml(stage, overlay),
});

/** Codes of errors with their places, as a command prints them. */
export function errors({ stderr, stdout }: CliRun): string[] {
  return [...`${stderr}${stdout}`.matchAll(/^error (\S+?:\d+):\d+:? .*\[([\w-]+)\]$/gm)].map(
    ([, at, code]) => `${code ?? ""} ${at ?? ""}`,
  );
}

/** Codes of errors with the text of their lines. */
export function placed(run: CliRun, main: string): [string, string][] {
  return errors(run).map((each) => {
    const [code = "", at = ""] = each.split(" ");
    return [code, at.startsWith("infra/") ? (main.split("\n")[Number(at.split(":")[1]) - 1] ?? "") : at];
  });
}

/** What stands in JSON at a path. */
export function jsonAt(text: string, ...path: readonly string[]): unknown {
  let at: unknown = JSON.parse(text);
  for (const key of path)
    at = typeof at === "object" && at !== null ? Object.entries(at).find(([name]) => name === key)?.[1] : undefined;
  return at;
}

/** What reads HCL, and what compiles guards, is loaded once. */
export function warm(): void {
  beforeAll(async () => {
    await repository(files(REGISTRY)).overlay();
  }, 60_000);
}
