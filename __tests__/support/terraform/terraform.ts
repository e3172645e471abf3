import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { type ProviderProcesses, startProviders } from "./terraform-providers";

/** What a run of Terraform left. */
export interface TerraformResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run of Terraform that can be killed. */
export interface StartedTerraform {
  readonly result: Promise<TerraformResult>;
  /** SIGKILL. */
  readonly kill: () => void;
}

/** A folder in which Terraform runs, with providers from mirrors of the machine and nothing from the internet. */
export interface Workspace {
  /** Writes a file next to the configuration, or in a folder there. */
  readonly write: (name: string, text: string) => void;
  /** Runs Terraform; a failure is a result like any other. */
  readonly run: (...args: readonly string[]) => Promise<TerraformResult>;
  /** Starts Terraform: its result, and how to end it at once, as the kernel does. */
  readonly start: (...args: readonly string[]) => StartedTerraform;
  /** Runs Terraform, throws what it printed where it fails, and returns its standard output. */
  readonly must: (...args: readonly string[]) => Promise<string>;
  /**
   * Starts the providers of an initialized folder, or those that are named, for all runs that follow, until it is removed. One process
   * has one configuration: a provider with aliases that lead to different places is not to be kept.
   */
  readonly keepProviders: (names?: readonly MirroredProvider[]) => Promise<void>;
  readonly remove: () => void;
  /** Where the configuration is, absolute. */
  readonly folder: string;
}

/** Environment variables of mirrors in filesystem-mirror layout, by the provider that they hold. */
const MIRRORS = {
  aws: "AWS_PROVIDER_MIRROR",
  kubernetes: "KUBERNETES_PROVIDER_MIRROR",
  tls: "TLS_PROVIDER_MIRROR",
  time: "TIME_PROVIDER_MIRROR",
  cloudinit: "CLOUDINIT_PROVIDER_MIRROR",
  null: "NULL_PROVIDER_MIRROR",
} as const;

/** A provider that a workspace may need. */
export type MirroredProvider = keyof typeof MIRRORS;

/** Whether the machine has the provider: tests that need it are skipped by name where it has not. */
export function hasMirror(provider: MirroredProvider): boolean {
  return process.env[MIRRORS[provider]] !== undefined;
}

/** A group of tests that needs a provider: where the machine has not got it, one line says that it was not run. */
export function withMirror(provider: MirroredProvider, name: string, group: () => void): void {
  if (hasMirror(provider)) describe(name, group);
  else test(`${name}: not run, ${MIRRORS[provider]} is not set`, () => expect(hasMirror(provider)).toBe(false));
}

/** An empty workspace. `TERRAFORM` names the binary where it is not on PATH; `hosts` adds to the CLI configuration. */
export function workspace(
  providers: readonly MirroredProvider[],
  environment: Readonly<Record<string, string>> = {},
  hosts = "",
): Workspace {
  const configuration = `${hosts}${cliConfiguration(providers)}`;
  const root = mkdtempSync(join(tmpdir(), "eks-access-terraform-"));
  const folder = join(root, "stack");
  mkdirSync(folder);
  writeFileSync(join(root, "terraform.rc"), configuration);
  const { AWS_CA_BUNDLE: _, ...inherited } = process.env;
  const env = { ...inherited, ...ownEnvironment(root), ...environment };
  let kept: ProviderProcesses | undefined;
  const start: Workspace["start"] = (...args) => startTerraform(args, folder, { ...env, ...kept?.environment });
  const run: Workspace["run"] = (...args) => start(...args).result;
  return {
    write: (name, text) => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    },
    run,
    start,
    must: async (...args) => printed(args, await run(...args)),
    keepProviders: async (names) => {
      kept = await startProviders(folder, env, names);
    },
    remove: () => {
      kept?.stop();
      rmSync(root, { recursive: true, force: true });
    },
    folder,
  };
}

function ownEnvironment(root: string): Readonly<Record<string, string>> {
  return { TF_CLI_CONFIG_FILE: join(root, "terraform.rc"), CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
}

/** Terraform links providers of a mirror that is unpacked, so that no cache is needed. */
function cliConfiguration(providers: readonly MirroredProvider[]): string {
  const mirrors = providers.map((provider) => {
    const path = JSON.stringify(mirrorOf(provider));
    return `  filesystem_mirror {\n    path    = ${path}\n    include = ["hashicorp/${provider}"]\n  }\n`;
  });
  return `provider_installation {\n${mirrors.join("")}}\n`;
}

function mirrorOf(provider: MirroredProvider): string {
  const variable = MIRRORS[provider];
  const path = process.env[variable];
  if (path !== undefined) return path;
  throw new Error(`${variable} is not set: folder with the ${provider} provider in filesystem-mirror layout`);
}

function startTerraform(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): StartedTerraform {
  const binary = process.env.TERRAFORM ?? "terraform";
  const child = spawn(binary, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const result = Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number>((resolve, reject) => {
      child.once("error", (error) => reject(new Error(`${binary} does not start: ${error.message}`)));
      child.once("close", (code) => resolve(code ?? 1));
    }),
  ]);
  return {
    result: result.then(([stdout, stderr, exitCode]) => ({ exitCode, stdout, stderr })),
    kill: () => child.kill("SIGKILL"),
  };
}

/** Standard output of a run that went well; else throws what it printed. */
export function succeededText(result: TerraformResult): string {
  return printed([], result);
}

function printed(args: readonly string[], { exitCode, stdout, stderr }: TerraformResult): string {
  if (exitCode === 0) return stdout;
  throw new Error(`terraform ${args.join(" ")} ended with exit code ${exitCode}\n${stdout}\n${stderr}`);
}
