import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A Kubernetes API server of its own: no nodes, no controllers, one administrator. */
export interface KubeApiserver {
  /** `https://127.0.0.1:6443` */
  readonly url: string;
  /** PEM of the authority that signed its certificate. */
  readonly certificateAuthority: string;
  /** Bearer token of user `admin` in group system:masters. */
  readonly token: string;
  /** Ends the server and its etcd and removes their folder. */
  readonly stop: () => Promise<void>;
}

const PATIENCE = 180_000;

/** Starts etcd and kube-apiserver on free ports of the loopback, with more flags where given, and waits until kube-system is there. */
export async function startKubeApiserver(flags: readonly string[] = []): Promise<KubeApiserver> {
  const programs = { etcd: find("etcd", "ETCD"), apiserver: find("kube-apiserver", "KUBE_APISERVER") };
  const folder = mkdtempSync(join(tmpdir(), "kube-apiserver-"));
  const [client, peer, port] = await freePorts();
  const token = randomBytes(16).toString("hex");
  const etcd = start(programs.etcd, etcdFlags(folder, client, peer), join(folder, "etcd.log"));
  const apiserver = start(
    programs.apiserver,
    [...apiserverFlags(folder, { client, port, token }), ...flags],
    join(folder, "kube-apiserver.log"),
  );
  const server = {
    url: `https://127.0.0.1:${port}`,
    token,
    stop: async () => {
      await Promise.all([end(apiserver), end(etcd)]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await ready(server, apiserver);
  } catch (error) {
    const log = readFileSync(join(folder, "kube-apiserver.log"), "utf8").slice(-2000);
    await server.stop();
    throw new Error(`kube-apiserver did not get ready: ${log}`, { cause: error });
  }
  return { ...server, certificateAuthority: authorityIn(join(folder, "certificates/apiserver.crt")) };
}

/** A kubeconfig of its administrator, with the context `bench`. */
export function kubeconfigFor({ url, token, certificateAuthority }: KubeApiserver, server = url): string {
  const authority = server.startsWith("https:") ? { "certificate-authority-data": btoa(certificateAuthority) } : {};
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "bench", cluster: { server, ...authority } }],
    users: [{ name: "admin", user: { token } }],
    contexts: [{ name: "bench", context: { cluster: "bench", user: "admin" } }],
    "current-context": "bench",
  });
}

/** The last certificate of the chain: the server writes itself one with its authority behind it. */
function authorityIn(file: string): string {
  const chain = readFileSync(file, "utf8").match(/-----BEGIN [^]*?-----END CERTIFICATE-----\n/g) ?? [];
  const authority = chain.at(-1);
  if (authority === undefined) throw new Error(`${file}: expected a certificate`);
  return authority;
}

/** The program that the environment names, or the one on PATH. */
function find(name: string, variable: string): string {
  const program = process.env[variable] ?? name;
  try {
    execFileSync(program, ["--version"], { stdio: "ignore" });
  } catch (error) {
    throw new Error(`${program} cannot be run: install ${name}, or let ${variable} name it`, { cause: error });
  }
  return program;
}

function start(program: string, flags: readonly string[], log: string): ChildProcess {
  const output = openSync(log, "a");
  const child = spawn(program, flags, { stdio: ["ignore", output, output] });
  closeSync(output);
  return child;
}

function etcdFlags(folder: string, client: number, peer: number): string[] {
  return [
    `--data-dir=${join(folder, "etcd")}`,
    `--listen-client-urls=http://127.0.0.1:${client}`,
    `--advertise-client-urls=http://127.0.0.1:${client}`,
    `--listen-peer-urls=http://127.0.0.1:${peer}`,
    `--initial-advertise-peer-urls=http://127.0.0.1:${peer}`,
    `--initial-cluster=default=http://127.0.0.1:${peer}`,
    "--unsafe-no-fsync",
  ];
}

function apiserverFlags(
  folder: string,
  { client, port, token }: { client: number; port: number; token: string },
): string[] {
  const tokens = join(folder, "tokens.csv");
  writeFileSync(tokens, `${token},admin,admin,"system:masters"\n`, { mode: 0o600 });
  const key = join(folder, "service-account.key");
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  writeFileSync(key, privateKey, { mode: 0o600 });
  return [
    `--etcd-servers=http://127.0.0.1:${client}`,
    "--bind-address=127.0.0.1",
    `--secure-port=${port}`,
    `--token-auth-file=${tokens}`,
    "--authorization-mode=RBAC",
    "--disable-admission-plugins=ServiceAccount",
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-key-file=${key}`,
    `--service-account-signing-key-file=${key}`,
    `--cert-dir=${join(folder, "certificates")}`,
    "--service-cluster-ip-range=10.0.0.0/24",
  ];
}

/** Three ports that were free a moment ago. */
async function freePorts(): Promise<[number, number, number]> {
  const servers = await Promise.all([listen(), listen(), listen()]);
  const [first, second, third] = servers.map((server) => {
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    return address.port;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  if (first === undefined || second === undefined || third === undefined) throw new Error("no port");
  return [first, second, third];
}

function listen(): Promise<ReturnType<typeof createServer>> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}

async function ready(server: { url: string; token: string }, apiserver: ChildProcess): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  for (const path of ["/readyz", "/api/v1/namespaces/kube-system"]) {
    while ((await statusOf(server, path)) !== 200) {
      if (apiserver.exitCode !== null) throw new Error(`it ended with ${apiserver.exitCode}`);
      if (Date.now() > deadline) throw new Error(`no ${path} within ${PATIENCE} ms`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function statusOf({ url, token }: { url: string; token: string }, path: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const options = { headers: { authorization: `Bearer ${token}` }, rejectUnauthorized: false, agent: false };
    const call = request(url + path, options, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    call.once("error", () => resolve(undefined));
    call.end();
  });
}

/** Nothing of it is kept, so that it need not end in order: that takes it ten seconds. */
function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}
