import { spawnSync } from "node:child_process";
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordOf } from "../lib/plan/reading/json-value";

/**
 * `eks-access usage` from dist/ on large logs: megabytes a second of one processor of the authenticator's lines, the time for lines of the audit
 * log against `JSON.parse` of the same lines, and the memory that four times as much of either needs.
 */
const ENTRY = join(__dirname, "../dist/lib/cli/eks-access.js");
const MEGABYTE = 1_000_000;
const SIZE = 150 * MEGABYTE;
const RUNS = 3;
const LEAST_SPEED = 50;
const MOST_TIMES = 3;
const MOST_MEMORY = 1.5;
const ROLE = "arn:aws:iam::111122223333:role";

const FILE = `cluster_name: demo
render: access
terraform: { account_id: "111122223333", region: eu-west-1 }
migration: { stage: entries }
access_entries: { ops: { principal_arn: ${ROLE}/ops } }
aws_auth: { aws_auth_roles: [{ rolearn: ${ROLE}/ops, username: ops, groups: ["system:masters"] }] }
`;

/** The lines of one login: who calls, and that it is let in. */
function login(i: number): string {
  const time = new Date(Date.UTC(2026, 10, 1) + i * 500).toISOString();
  const [role, session] = [`role-${i % 200}`, `session-${i % 5000}`];
  const client = `127.0.0.1:${40_000 + (i % 20_000)}`;
  return `time="${time}" level=info msg="STS response" accountid=111122223333 arn="arn:aws:sts::111122223333:assumed-role/${role}/${session}" client="${client}" method=POST path=/authenticate session=${session} userid=AROAEXAMPLE${i % 200}
time="${time}" level=info msg="access granted" arn="${ROLE}/${role}" client="${client}" groups="[system:masters]" method=POST path=/authenticate uid="aws-iam-authenticator:111122223333:AROAEXAMPLE${i % 200}" username="${role}:${session}"
`;
}

/** One request. */
function request(i: number): string {
  const role = `role-${i % 200}`;
  const time = new Date(Date.UTC(2026, 10, 1) + i * 500).toISOString();
  return `${JSON.stringify({
    kind: "Event",
    apiVersion: "audit.k8s.io/v1",
    level: "Metadata",
    auditID: `0a1b2c3d-${i}`,
    stage: "ResponseComplete",
    requestURI: `/api/v1/namespaces/ns-${i % 50}/pods/pod-${i}?limit=500`,
    verb: i % 3 === 0 ? "list" : "get",
    user: {
      username: role,
      uid: `aws-iam-authenticator:111122223333:AROAEXAMPLE${i % 200}`,
      groups: ["developers", "system:authenticated"],
      extra: {
        arn: [`arn:aws:sts::111122223333:assumed-role/${role}/s`],
        canonicalArn: [`${ROLE}/${role}`],
        sessionName: ["s"],
      },
    },
    sourceIPs: ["10.0.0.1"],
    userAgent: "kubectl/v1.31.0 (linux/amd64) kubernetes/9edcffc",
    objectRef: { resource: "pods", namespace: `ns-${i % 50}`, name: `pod-${i}`, apiVersion: "v1" },
    responseStatus: { metadata: {}, code: 200 },
    requestReceivedTimestamp: time,
    stageTimestamp: time,
    annotations: {
      "authorization.k8s.io/decision": "allow",
      "authorization.k8s.io/reason": "RBAC: allowed by RoleBinding dev",
    },
  })}\n`;
}

async function write(path: string, size: number, line: (i: number) => string): Promise<void> {
  const out = createWriteStream(path);
  for (let [written, i] = [0, 0]; written < size;) {
    const lines: string[] = [];
    for (let length = 0; length < MEGABYTE; i += 1) {
      const next = line(i);
      lines.push(next);
      length += next.length;
      written += next.length;
    }
    if (!out.write(lines.join(""))) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
}

interface Run {
  readonly seconds: number;
  readonly megabytes: number;
}

/**
 * Node with arguments, the best of several runs: seconds of the processor, which other programs do not lengthen, and its peak
 * memory, as it says of itself when it ends.
 */
function measured(folder: string, args: readonly string[]): Run {
  const [report, probe] = [join(folder, "used.json"), join(folder, "probe.js")];
  writeFileSync(
    probe,
    `process.on("exit", () => require("fs").writeFileSync(${JSON.stringify(report)}, JSON.stringify(process.resourceUsage())));`,
  );
  const runs = Array.from({ length: RUNS }, (): Run => {
    const { status, stderr } = spawnSync(process.execPath, ["--require", probe, ...args], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 1024 * MEGABYTE,
    });
    if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status ?? "a signal"}: ${stderr}`);
    const { userCPUTime, systemCPUTime, maxRSS } = recordOf(JSON.parse(readFileSync(report, "utf8")));
    return { seconds: (Number(userCPUTime) + Number(systemCPUTime)) / 1_000_000, megabytes: Number(maxRSS) / 1024 };
  });
  return runs.reduce((best, one) => (one.seconds < best.seconds ? one : best));
}

const PARSE = `const lines = require("readline").createInterface({ input: require("fs").createReadStream(process.argv[1], { highWaterMark: 1 << 20 }) });
lines.on("line", (line) => JSON.parse(line));`;

async function main(): Promise<number> {
  if (!existsSync(ENTRY)) {
    process.stderr.write("dist/ is missing: npm run build\n");
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), "bench-logs-"));
  try {
    writeFileSync(join(folder, "demo.yaml"), FILE);
    const usage = (log: string) => measured(folder, [ENTRY, "usage", "demo.yaml", "--log", log, "--format", "json"]);
    await write(join(folder, "small.log"), SIZE / 4, login);
    await write(join(folder, "login.log"), SIZE, login);
    await write(join(folder, "audit.log"), SIZE, request);
    const [small, large, audit] = [usage("small.log"), usage("login.log"), usage("audit.log")];
    const parse = measured(folder, ["-e", PARSE, join(folder, "audit.log")]);
    const speed = statSync(join(folder, "login.log")).size / MEGABYTE / large.seconds;
    const times = audit.seconds / parse.seconds;
    const memory = large.megabytes / small.megabytes;
    process.stdout.write(
      [
        `authenticator: ${speed.toFixed(0)} MB/s, at least ${LEAST_SPEED}`,
        `audit: ${audit.seconds.toFixed(2)} s, JSON.parse ${parse.seconds.toFixed(2)} s: ${times.toFixed(2)} times, at most ${MOST_TIMES}`,
        `memory: ${large.megabytes.toFixed(0)} MB, of a quarter of the log ${small.megabytes.toFixed(0)} MB: ${memory.toFixed(2)} times, at most ${MOST_MEMORY}`,
        "",
      ].join("\n"),
    );
    return speed >= LEAST_SPEED && times <= MOST_TIMES && memory <= MOST_MEMORY ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main().then((code) => (process.exitCode = code));
