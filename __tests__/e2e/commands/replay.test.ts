import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import { parseRbacDump } from "../../../lib/access/rbac/rbac-dump";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { accessSteps, type AccessStep } from "../../../lib/migration/explanation/access-step";
import { auditEvent, type RefusedName } from "../../../lib/usage/logs/audit-log";
import { replay, RequestKinds } from "../../../lib/usage/replay";
import { buildAuthenticator } from "../../support/authenticator/authenticator";
import type { FileEntry } from "../../support/authenticator/authenticator-server";
import { cli, folderWith } from "../../support/cli/cli-run";
import { schemaErrors } from "../../support/cli/output-schema";
import { ACCOUNT } from "../../support/definitions/arns";
import { Random } from "../../support/laws/random";
import { EksAlike } from "../../support/live/eks-alike";
import { clusterFileOf, randomCallers, type ReplayCaller } from "../../support/replay/random-callers";
import { sendCall } from "../../support/replay/send-call";
import { writeRandomRbac } from "../../support/replay/random-rbac";
import { RbacWriter } from "../../support/replay/rbac-writer";
import { type KubeCall, NAMESPACES, randomCall } from "../../support/replay/request-kinds";
import { fieldsOf } from "../../support/terraform/provider-schema";

jest.setTimeout(1_200_000);

const SEED = Number(process.env.SEED ?? 16);
const CALLERS = 48;
const CALLS = Number(process.env.REPLAY_CALLS ?? 2400);
/** Stages that change who somebody is: where entries come first, and where nothing else is asked. */
const STAGES = ["entries", "api"] as const;

interface UsageJson {
  readonly principals: readonly { readonly arn: string; readonly by_row: boolean }[];
  readonly by_account: readonly { readonly arn: string }[];
}

interface Made {
  readonly caller: ReplayCaller;
  readonly call: KubeCall;
}

describe("replay", () => {
  const random = new Random(SEED);
  let cluster: EksAlike;
  let callers: readonly ReplayCaller[];
  let made: readonly Made[];
  let file: string;
  let dump: string;
  let past: ReadonlyMap<string, string>;
  const said = new Map<string, Readonly<Record<string, number>>>();
  let logs: { readonly audit: string; readonly authenticator: string };

  beforeAll(async () => {
    buildAuthenticator();
    cluster = await EksAlike.start();
    callers = await randomCallers(cluster, random, CALLERS);
    file = clusterFileOf(callers, ACCOUNT);
    const names = callers.flatMap(({ name, session, arn }) => [
      name,
      arn.replace(/role\/.*\//, "role/"),
      `${name}:${session.replaceAll("@", "-")}`,
      `${name}:${session}`,
    ]);
    const writer = new RbacWriter(cluster.kube);
    await writeRandomRbac(writer, random, names);
    dump = await writer.dump();
    // What authorizes by policy on EKS is RBAC here, and not in the dump: a group of each policy and scope, which entries alone have.
    await writer.publishedPolicies();
    for (const each of callers) await bindPolicies(writer, each);
    await cluster.kube.writeConfigMap("aws-auth", encodeAwsAuth(stepOf("config-map").staged.rows));
    await cluster.authenticate(["EKSConfigMap"]);
    made = Array.from({ length: CALLS }, () => {
      const caller = callers[random.int(callers.length)];
      if (caller === undefined) throw new Error("no caller");
      return { caller, call: randomCall(random) };
    });
    past = await callAll("past");
    logs = { audit: cluster.auditLog, authenticator: cluster.authenticatorLog };
  }, 900_000);

  afterAll(async () => cluster.stop());

  function stepOf(name: string): AccessStep {
    const parsed = parseClusterFile("demo.yaml", file);
    const steps = parsed.cluster === undefined ? [] : accessSteps(parsed.cluster.staged);
    const found = steps.find((step) => step.name === name) ?? steps.findLast(({ stage }) => stage === name);
    if (found === undefined) throw new Error(`no stage ${name}: ${JSON.stringify(parsed.findings, undefined, 1)}`);
    return found;
  }

  /** Makes all calls, each caller by a token of now, and answers the API server's events by the number of the call. */
  async function callAll(round: string): Promise<ReadonlyMap<string, string>> {
    const at = new Date();
    const tokens = new Map<ReplayCaller, string>();
    for (const caller of callers) tokens.set(caller, await cluster.token(caller, at));
    const left = [...made.entries()];
    const worker = async (): Promise<void> => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const [i, { caller, call }] = next;
        await sendCall(cluster.server, call, { token: tokens.get(caller) ?? "", auditId: `${round}-${i}` });
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    const events = new Map<string, string>();
    for (const line of cluster.auditLog.split("\n")) {
      const id = new RegExp(`"auditID":"${round}-(\\d+)"`).exec(line)?.[1];
      if (id !== undefined && auditEvent(line) !== undefined) events.set(id, line);
    }
    return events;
  }

  test(`says of ${CALLS} requests of real callers exactly what the API server then answers`, async () => {
    const parsed = parseRbacDump(dump);
    if (!("rbac" in parsed)) throw new Error(parsed.problem);
    expect(past.size).toBe(CALLS);
    for (const stage of STAGES) {
      const step = stepOf(stage);
      await cluster.authenticate(
        stage === "api" ? ["DynamicFile"] : ["DynamicFile", "EKSConfigMap"],
        entriesOf(callers),
      );
      const now = await callAll(stage);
      const counts: Record<string, number> = {};
      const grants: Record<string, number> = {};
      const wrong: unknown[] = [];
      for (const [id, line] of past) {
        const kinds = new RequestKinds(parsed.rbac);
        const event = auditEvent(line);
        if (event === undefined) throw new Error(line);
        kinds.add(event);
        const [answer] = replay(kinds.kinds, step, parsed.rbac);
        const after = now.get(id);
        const verdict = answer?.verdict ?? "left out";
        const isAllowedNow = after === undefined ? false : isAllowedAfter(line, after);
        const isSecond = after !== undefined && codeOf(line) < 300 && codeOf(after) === 403;
        const is = isAllowedNow === undefined ? verdict : verdictOf(isAllowed(line), isAllowedNow && !isSecond);
        counts[verdict] = (counts[verdict] ?? 0) + 1;
        // A binding to a role that is nowhere gives nothing; a dump does not tell whether that role was only not read.
        const isDangling =
          ["not-known/lost", "refused-not-known/still-refused"].includes(`${verdict}/${is}`) &&
          answer?.why.includes("gives Role not-there") === true;
        // The log of Metadata has no body: what a role gives that somebody writes is not in it.
        const isGrant = verdict === "not-known" && answer?.why.includes("is not given, and without it") === true;
        if (isGrant) grants[is] = (grants[is] ?? 0) + 1;
        if (verdict !== is && !isDangling && !isGrant)
          wrong.push({
            verdict,
            is,
            why: answer?.why,
            caller: made[Number(id)]?.caller.name,
            row: made[Number(id)]?.caller.row,
            entry: made[Number(id)]?.caller.entry,
            before: brief(line),
            after: brief(after),
          });
      }
      said.set(stage, counts);
      process.stdout.write(
        `replay: seed ${SEED}, stage ${stage}: ${JSON.stringify(counts)}, written roles and bindings that are not known ${JSON.stringify(grants)}, ${wrong.length} wrong\n`,
      );
      expect(wrong.slice(0, 5)).toEqual([]);
    }
  });

  test("on the command line adds up the same, of the whole log with all stages of each request", async () => {
    const cwd = folderWith({ "demo.yaml": file, "rbac.json": dump });
    writeFileSync(join(cwd, "audit.log.gz"), gzipSync(logs.audit));
    for (const stage of STAGES) {
      const args = ["replay", "demo.yaml", "--log", "audit.log.gz", "--stage", stage, "--rbac", "rbac.json"];
      const { stdout, exitCode } = await cli([...args, "--format", "json"], { cwd });
      expect(schemaErrors("replay", stdout)).toEqual([]);
      const { requests }: { requests: { verdict: string; count: number }[] } = JSON.parse(stdout);
      const counts: Record<string, number> = {};
      for (const { verdict, count } of requests) counts[verdict] = (counts[verdict] ?? 0) + count;
      expect({ stage, exitCode, counts }).toEqual({ stage, exitCode: 1, counts: said.get(stage) });
    }
  });

  test("whom the file forgets is found by usage, by check --usage and by replay, of the logs of both", async () => {
    const cwd = folderWith({ "demo.yaml": file, "rbac.json": dump, ...logs });
    const named = (of: (caller: ReplayCaller) => boolean) =>
      callers
        .filter(of)
        .map(({ name }) => name)
        .sort();
    const forgotten = named(({ entry }) => entry === undefined);
    expect(forgotten.length).toBeGreaterThan(5);

    const used = await cli(["usage", "demo.yaml", "--log", "authenticator", "audit", "--output", "usage.json"], {
      cwd,
    });
    expect(used.exitCode).toBe(0);
    expect(schemaErrors("usage", readFileSync(join(cwd, "usage.json"), "utf8"))).toEqual([]);
    const { principals, by_account }: UsageJson = JSON.parse(readFileSync(join(cwd, "usage.json"), "utf8"));
    expect(principals.map(({ arn }) => nameIn(arn)).sort()).toEqual(named(() => true));
    const byRow = principals.filter(({ by_row }) => by_row).map(({ arn }) => nameIn(arn));
    expect(byRow).toEqual(expect.arrayContaining(forgotten));
    const mapped = named(({ row, entry }) => row === undefined && entry === undefined);
    expect(by_account.map(({ arn }) => nameIn(arn)).sort()).toEqual(mapped);

    const checked = await cli(["check", "demo.yaml", "--usage", "usage.json", "--format", "json"], { cwd });
    const { findings }: { findings: { code: string; principal?: string }[] } = JSON.parse(checked.stdout);
    const seen = findings
      .filter(({ code }) => code === "usage-loser-seen")
      .map(({ principal = "" }) => nameIn(principal));
    expect(seen).toEqual(expect.arrayContaining(named(({ row, entry }) => row !== undefined && entry === undefined)));

    const args = ["replay", "demo.yaml", "--log", "audit", "--stage", "api", "--rbac", "rbac.json", "--format", "json"];
    const { requests }: { requests: { verdict: string; arn: string }[] } = JSON.parse(
      (await cli(args, { cwd })).stdout,
    );
    const of = (...verdicts: string[]) =>
      new Set(requests.filter(({ verdict }) => verdicts.includes(verdict)).map(({ arn }) => nameIn(arn)));
    const [allowed, lost] = [of("lost", "still-allowed"), of("lost")];
    expect(forgotten.filter((name) => allowed.has(name) && !lost.has(name))).toEqual([]);
    expect(forgotten.filter((name) => lost.has(name)).length).toBeGreaterThan(5);
  });
});

function codeOf(line: string): number {
  return Number(fieldsOf(fieldsOf(JSON.parse(line)).responseStatus).code);
}

function nameIn(arn: string): string {
  return arn.split("/").at(-1) ?? "";
}

/** Whether the API server's authorizers let a request pass: what comes later (no such object, no such method) is no refusal. */
function isAllowed(line: string): boolean {
  const event = fieldsOf(JSON.parse(line));
  return fieldsOf(event.annotations)["authorization.k8s.io/decision"] === "allow";
}

/**
 * The same of the same call later. Of one that ended at a name that was refused: whether that name is refused no longer, and undefined
 * where the call now ends before it is asked for.
 */
function isAllowedAfter(before: string, after: string): boolean | undefined {
  const { refusedName } = auditEvent(before) ?? {};
  if (refusedName === undefined) return isAllowed(after);
  const later = auditEvent(after);
  if (later?.refusedName === undefined) return later?.code !== 401;
  if (JSON.stringify(later.refusedName) === JSON.stringify(refusedName)) return false;
  return rankOf(later.refusedName) > rankOf(refusedName) ? true : undefined;
}

/** When the API server asks for a part of a name: the name, its groups, the values beside it, its ID. */
function rankOf({ resource }: RefusedName): number {
  return ["groups", "userextras", "uids"].findIndex((part) => resource.startsWith(part));
}

function verdictOf(before: boolean, after: boolean): string {
  if (after) return before ? "still-allowed" : "newly-possible";
  return before ? "lost" : "still-refused";
}

function brief(line: string | undefined): unknown {
  if (line === undefined) return undefined;
  const { user, impersonatedUser, verb, requestURI, objectRef, responseStatus, annotations } = fieldsOf(
    JSON.parse(line),
  );
  return { user, impersonatedUser, verb, requestURI, objectRef, responseStatus, annotations };
}

/** `policy:AmazonEKSViewPolicy:dev-*` */
function policyGroups({ entry }: ReplayCaller): string[] {
  return (entry?.policies ?? []).map(({ name, namespaces }) => `policy:${name}:${namespaces.join(",")}`);
}

/** Entries with a group for each of their policies. */
function entriesOf(callers: readonly ReplayCaller[]): FileEntry[] {
  return callers.flatMap((caller) => {
    const { arn, userId, entry } = caller;
    if (entry === undefined) return [];
    return [{ arn, userId, username: entry.username, groups: [...entry.groups, ...policyGroups(caller)] }];
  });
}

async function bindPolicies(writer: RbacWriter, caller: ReplayCaller): Promise<void> {
  for (const group of policyGroups(caller)) {
    const [, name = "", scope = ""] = group.split(":");
    const binding = {
      name: `${caller.name}-policy`,
      role: { kind: "ClusterRole", name } as const,
      subjects: [{ kind: "Group", name: group } as const],
    };
    if (scope === "") await writer.bind(binding);
    const patterns = scope.split(",").map((each) => new RegExp(`^${each.replace("*", ".*")}$`));
    if (scope === "") continue;
    for (const namespace of NAMESPACES.filter((one) => patterns.some((pattern) => pattern.test(one))))
      await writer.bind({ ...binding, namespace });
  }
}
