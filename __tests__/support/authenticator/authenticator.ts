import { execFileSync, spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { KubeApiserver } from "../kubernetes/kube-apiserver";

const SOURCES = join(__dirname, "program");
const CACHE = join(__dirname, "../../../node_modules/.cache/eks-access-authenticator");

/** A row as the authenticator holds it; absent groups are null, absent texts are empty. */
export interface AuthenticatorRow {
  readonly arn: string;
  readonly username: string;
  readonly groups: readonly string[] | null;
}

/** What `ParseMap` of the authenticator makes of a ConfigMap. */
export interface ParseMapAnswer {
  readonly roles: readonly AuthenticatorRow[];
  readonly users: readonly AuthenticatorRow[];
  readonly accounts: readonly string[];
  /** Whether it reported any error. */
  readonly failed: boolean;
}

/** What to ask the running mapper about one ConfigMap: canonical ARNs and account IDs. */
export interface MapQuestion {
  readonly data: Readonly<Record<string, string>>;
  readonly arns: readonly string[];
  readonly accounts: readonly string[];
}

/** The running mapper's answers, in the order of the question. */
export interface MapAnswer {
  /** Why the API server did not take the ConfigMap. */
  readonly rejected?: string;
  /** null: not mapped by a role or user row. */
  readonly identities: readonly ({ readonly username: string; readonly groups: readonly string[] | null } | null)[];
  readonly accounts: readonly boolean[];
}

/** What the authenticator takes an ARN for. */
export interface CanonicalAnswer {
  readonly canonical: string;
  readonly error?: string;
}

/** Runs `ParseMap` of aws-iam-authenticator v0.6.13. */
export function askParseMap(cases: Iterable<Readonly<Record<string, string>>>): AsyncGenerator<ParseMapAnswer> {
  return ask<ParseMapAnswer, Readonly<Record<string, string>>>(["parse"], cases, (data) => ({ data }));
}

/** Runs `pkg/arn.Canonicalize` of aws-iam-authenticator v0.6.13. */
export function askCanonical(arns: Iterable<string>): AsyncGenerator<CanonicalAnswer> {
  return ask<CanonicalAnswer, string>(["arn"], arns, (arn) => ({ arn }));
}

/** Loads each ConfigMap through the API server into the authenticator's own mapper, and asks it. */
export async function* askMapper(server: KubeApiserver, questions: Iterable<MapQuestion>): AsyncGenerator<MapAnswer> {
  const folder = mkdtempSync(join(tmpdir(), "authenticator-"));
  const kubeconfig = join(folder, "kubeconfig");
  writeFileSync(kubeconfig, JSON.stringify(kubeconfigOf(server)), { mode: 0o600 });
  try {
    yield* ask<MapAnswer, MapQuestion>(["map", kubeconfig], questions, (question) => question);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Builds the program, once for its sources; the first time takes a minute or two. */
export function buildAuthenticator(): string {
  const hash = createHash("sha256");
  for (const file of readdirSync(SOURCES).sort()) hash.update(file).update(readFileSync(join(SOURCES, file)));
  const program = join(CACHE, hash.digest("hex").slice(0, 16));
  if (existsSync(program)) return program;
  mkdirSync(CACHE, { recursive: true });
  const building = join(CACHE, randomUUID());
  try {
    execFileSync("go", ["build", "-o", building, "."], { cwd: SOURCES, stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    throw new Error(
      "cannot build __tests__/support/authenticator/program: install Go 1.21 or later, with access to its module proxy",
      {
        cause: error,
      },
    );
  }
  renameSync(building, program);
  return program;
}

/** Writes one line per question and yields one answer per line, without waiting in between. */
async function* ask<Answer, Question>(
  args: readonly string[],
  questions: Iterable<Question>,
  encode: (question: Question) => unknown,
): AsyncGenerator<Answer> {
  const program = spawn(buildAuthenticator(), args, { stdio: ["pipe", "pipe", "pipe"] });
  let complaint = "";
  program.stderr.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => program.once("close", resolve));
  program.stdin.on("error", () => undefined);
  void write(program.stdin, questions, encode);
  try {
    for await (const line of createInterface({ input: program.stdout })) {
      const answer: Answer = JSON.parse(line);
      yield answer;
    }
    const code = await ended;
    if (code !== 0)
      throw new Error(`authenticator ${args[0] ?? ""} ended with ${code ?? "a signal"}: ${complaint.slice(-2000)}`);
  } finally {
    program.kill();
  }
}

async function write<Question>(
  stdin: NodeJS.WritableStream,
  questions: Iterable<Question>,
  encode: (question: Question) => unknown,
): Promise<void> {
  for (const question of questions) {
    if (stdin.write(`${JSON.stringify(encode(question))}\n`)) continue;
    await new Promise((resolve) => stdin.once("drain", resolve));
  }
  stdin.end();
}

function kubeconfigOf({ url, token }: KubeApiserver): unknown {
  return {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "test", cluster: { server: url, "insecure-skip-tls-verify": true } }],
    users: [{ name: "admin", user: { token } }],
    contexts: [{ name: "test", context: { cluster: "test", user: "admin" } }],
    "current-context": "test",
  };
}
