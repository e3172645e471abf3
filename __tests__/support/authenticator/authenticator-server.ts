import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kubeconfigFor, type KubeApiserver } from "../kubernetes/kube-apiserver";
import { buildAuthenticator } from "./authenticator";

/** Who is asked for a caller: `EKSConfigMap` the rows of aws-auth, `DynamicFile` entries by internal IDs. */
export type AuthenticatorBackend = "DynamicFile" | "EKSConfigMap";

/** An entry as the backend DynamicFile has it. */
export interface FileEntry {
  readonly arn: string;
  /** Internal ID of the role or user. */
  readonly userId: string;
  readonly username: string;
  readonly groups: readonly string[];
}

/** The secret of an access key, and the token of a session. */
export interface SecretKey {
  readonly secret: string;
  readonly token?: string;
}

const PATIENCE = 60_000;

/**
 * The real authenticator as the token webhook of an API server; calls of STS are checked for their signature by
 * Amazon's own signer, and led to an emulator.
 */
export class AuthenticatorServer {
  /** Takes a port of the loopback, so that an API server can be told of it before it runs. */
  static async reserve(clusterId: string, sts: string): Promise<AuthenticatorServer> {
    return new AuthenticatorServer({ clusterId, sts, port: await freePort() });
  }

  private readonly folder = mkdtempSync(join(tmpdir(), "authenticator-server-"));
  private readonly keys = new Map<string, SecretKey>();
  private running: ChildProcess | undefined;

  private constructor(private readonly given: { clusterId: string; sts: string; port: number }) {
    const server = `https://127.0.0.1:${given.port}/authenticate`;
    const webhook = {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "authenticator", cluster: { server, "insecure-skip-tls-verify": true } }],
      users: [{ name: "apiserver" }],
      contexts: [{ name: "webhook", context: { cluster: "authenticator", user: "apiserver" } }],
      "current-context": "webhook",
    };
    writeFileSync(this.webhook, JSON.stringify(webhook));
  }

  /** The configuration that `--authentication-token-webhook-config-file` names. */
  get webhook(): string {
    return join(this.folder, "webhook.json");
  }

  /** Tells it the secret of an access key: who signs with that is whom STS knows. */
  learn(accessKeyId: string, key: SecretKey): void {
    this.keys.set(accessKeyId, key);
    writeFileSync(this.keyFile, JSON.stringify(Object.fromEntries(this.keys)), { mode: 0o600 });
  }

  /** What it has logged so far. */
  get log(): string {
    return readFileSync(join(this.folder, "authenticator.log"), "utf8");
  }

  /** Runs it, instead of the one that runs, and waits until it answers and has what it maps by. */
  async start(
    server: KubeApiserver,
    backends: readonly AuthenticatorBackend[],
    entries: readonly FileEntry[] = [],
  ): Promise<void> {
    await this.end();
    const [kubeconfig, file, config] = ["kubeconfig", "entries.json", "config.json"].map((name) =>
      join(this.folder, name),
    );
    writeFileSync(kubeconfig ?? "", kubeconfigFor(server), { mode: 0o600 });
    writeFileSync(file ?? "", fileOf(entries));
    const { clusterId, sts, port } = this.given;
    const given = {
      clusterId,
      sts,
      port,
      backends,
      kubeconfig,
      entries: file,
      keys: this.keyFile,
      folder: this.folder,
    };
    writeFileSync(config ?? "", JSON.stringify(given));
    const environment = { ...process.env, AWS_EC2_METADATA_DISABLED: "true", AWS_REGION: "eu-west-1" };
    this.running = spawn(buildAuthenticator(), ["serve", config ?? ""], { stdio: "ignore", env: environment });
    const deadline = Date.now() + PATIENCE;
    while (!(await this.isReady(backends))) {
      if (Date.now() > deadline || this.running.exitCode !== null)
        throw new Error(`the authenticator does not answer: ${this.log.slice(-2000)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async stop(): Promise<void> {
    await this.end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Whether it answers, and has seen aws-auth since it started. */
  private async isReady(backends: readonly AuthenticatorBackend[]): Promise<boolean> {
    if (!(await isHealthy(this.given.port))) return false;
    const since = this.log.slice(this.log.lastIndexOf("starting mapper"));
    return !backends.includes("EKSConfigMap") || since.includes("Received aws-auth watch event");
  }

  private get keyFile(): string {
    return join(this.folder, "keys.json");
  }

  private async end(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    if (running?.exitCode !== null) return;
    await new Promise((resolve) => {
      running.once("exit", resolve);
      running.kill("SIGKILL");
    });
  }
}

function fileOf(entries: readonly FileEntry[]): string {
  const of = (kind: string) => entries.filter(({ arn }) => arn.includes(`:${kind}/`));
  const row = ({ userId, username, groups }: FileEntry) => ({ userid: userId, username, groups });
  return JSON.stringify({
    mapRoles: of("role").map((entry) => ({ rolearn: entry.arn, ...row(entry) })),
    mapUsers: of("user").map((entry) => ({ userarn: entry.arn, ...row(entry) })),
    mapAccounts: [],
  });
}

function isHealthy(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const call = request(
      `https://127.0.0.1:${port}/healthz`,
      { rejectUnauthorized: false, agent: false },
      (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    call.once("error", () => resolve(false));
    call.end();
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("expected a port of the loopback");
  return address.port;
}
