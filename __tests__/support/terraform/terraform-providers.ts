import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { createInterface } from "node:readline";

/** Providers that outlive a run of Terraform: it reaches them by its own debugging door. */
export interface ProviderProcesses {
  /** What Terraform needs in its environment to find them. */
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => void;
}

/**
 * Starts every provider that `terraform init` linked into a folder, once for all runs there: half of the time of a plan goes
 * into their start.
 * @see https://developer.hashicorp.com/terraform/plugin/debugging#starting-a-provider-in-debug-mode
 */
export async function startProviders(
  folder: string,
  environment: NodeJS.ProcessEnv,
  names?: readonly string[],
): Promise<ProviderProcesses> {
  const providers = join(folder, ".terraform/providers");
  const binaries = binariesIn(providers).filter(
    (binary) => names === undefined || names.some((name) => binary.includes(`${sep}hashicorp${sep}${name}${sep}`)),
  );
  const children = binaries.map((binary) =>
    spawn(binary, ["-debug"], {
      env: { ...environment, TF_LOG: "ERROR" },
      stdio: ["ignore", "pipe", "ignore"],
    }),
  );
  const doors = await Promise.all(children.map(doorOf));
  const all: Readonly<Record<string, unknown>> = Object.assign(
    {},
    ...doors.map((door, i) => hostedBy(relative(providers, binaries[i] ?? "").split(sep)[0], door)),
  );
  return {
    environment: { TF_REATTACH_PROVIDERS: JSON.stringify(all) },
    stop: () => children.forEach((child) => child.kill("SIGKILL")),
  };
}

/** `registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64/terraform-provider-aws_v5.100.0_x5`, the last folder a link. */
function binariesIn(folder: string, depth = 5): string[] {
  const inner = (): string[] => readdirSync(folder).filter((name) => !name.endsWith(".lock"));
  if (depth > 0) return inner().flatMap((name) => binariesIn(join(folder, name), depth - 1));
  const names = readdirSync(folder).filter((name) => name.startsWith("terraform-provider-"));
  return names.map((name) => join(folder, name));
}

/** A provider names itself by one host, and OpenTofu installs it from another: `registry.opentofu.org/hashicorp/aws`. */
function hostedBy(host: string | undefined, door: object): object {
  const own = Object.entries(door).map(([name, value]) => [name.replace(/^[^/]+(?=\/)/, host ?? "$&"), value] as const);
  return Object.fromEntries(own);
}

/** `TF_REATTACH_PROVIDERS='{"registry.terraform.io/hashicorp/aws":{…}}'` */
async function doorOf(child: ChildProcess): Promise<object> {
  if (child.stdout === null) throw new Error("expected a provider's standard output");
  for await (const line of createInterface({ input: child.stdout })) {
    const [, door] = /TF_REATTACH_PROVIDERS='(.*)'/.exec(line) ?? [];
    const parsed: unknown = door === undefined ? undefined : JSON.parse(door);
    if (typeof parsed === "object" && parsed !== null) return parsed;
  }
  throw new Error(`${child.spawnfile} ended before Terraform could reach it`);
}
