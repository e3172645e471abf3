import { execFileSync } from "node:child_process";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { archiveForProvider5 } from "./module-for-provider-5";

/** Modules of the registry that the machine may have as git repositories, by the variable that names the repository. */
const REPOSITORIES: Readonly<Record<string, string>> = {
  eks: "EKS_MODULE_REPOSITORY",
  kms: "KMS_MODULE_REPOSITORY",
};

/** The first major version of each that asks for AWS provider 6. */
const ON_PROVIDER_6: Readonly<Record<string, number>> = { eks: 21, kms: 4 };

/**
 * A registry of modules on the loopback: the real modules, out of git repositories of the machine; those that ask for AWS provider 6,
 * which is not to be had here, as provider 5 takes them.
 */
export class ModuleRegistry {
  /** Starts it on a free port. */
  static async start(): Promise<ModuleRegistry> {
    const registry = new ModuleRegistry();
    await new Promise<void>((resolve) => registry.server.listen(0, "127.0.0.1", resolve));
    return registry;
  }

  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => this.serve(request, response));
  }

  /** What Terraform's CLI configuration needs to take modules from here. */
  get configuration(): string {
    return `host "registry.terraform.io" {\n  services = { "modules.v1" = "${this.url}/v1/modules/" }\n}\n`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("expected a port of the loopback");
    return `http://127.0.0.1:${address.port}`;
  }

  /** @see https://developer.hashicorp.com/terraform/internals/module-registry-protocol */
  private serve({ url = "" }: IncomingMessage, response: ServerResponse): void {
    const [, name = "", rest = ""] = /^\/v1\/modules\/terraform-aws-modules\/(\w+)\/aws\/(.*)$/.exec(url) ?? [];
    const [, archived = "", version = ""] = /^\/archives\/(\w+)\/([\d.]+)\.tar\.gz/.exec(url) ?? [];
    const [, wanted] = /^([\d.]+)\/download$/.exec(rest) ?? [];
    if (repositoryOf(archived) !== undefined) response.end(archiveOf(archived, version));
    else if (repositoryOf(name) === undefined) response.writeHead(404).end();
    else if (rest === "versions") response.end(JSON.stringify({ modules: [{ versions: versionsOf(name) }] }));
    else if (wanted === undefined) response.writeHead(404).end();
    else
      response
        .writeHead(204, { "X-Terraform-Get": `${this.url}/archives/${name}/${wanted}.tar.gz?archive=tar.gz` })
        .end();
  }
}

function archiveOf(name: string, version: string): Buffer {
  const isOn6 = Number(version.split(".")[0]) >= (ON_PROVIDER_6[name] ?? Infinity);
  if (isOn6) return archiveForProvider5(git(name, "archive", `v${version}`));
  return git(name, "archive", "--format=tar.gz", `v${version}`);
}

function versionsOf(name: string): { readonly version: string }[] {
  const tags = git(name, "tag", "--list", "v*").toString().trim().split("\n");
  return tags.filter((tag) => /^v\d+\.\d+\.\d+$/.test(tag)).map((tag) => ({ version: tag.slice(1) }));
}

function git(name: string, ...args: readonly string[]): Buffer {
  return execFileSync("git", ["-C", repositoryOf(name) ?? "", ...args], { maxBuffer: 64 * 1024 * 1024 });
}

function repositoryOf(name: string): string | undefined {
  const variable = REPOSITORIES[name];
  return variable === undefined ? undefined : process.env[variable];
}
