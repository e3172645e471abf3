import {
  advanceRing,
  check,
  checkUsage,
  clusterFileOf,
  fleetStatus,
  type LastUse,
  parseLastUse,
  readFleetSource,
  readVerdicts,
  type RingEvidence,
  ringMembers,
  ringNamed,
  type RingStep,
  type VerifiedCluster,
  verify,
  type VerifyVerdict,
} from "../../lib/use-cases";
import { memberText, RINGS } from "../support/fleets/fleet-folder";
import { LiveModel } from "../support/live/live-model";
import { clusterText as verifiableText } from "../verify/cluster-text";
import { clusterText, filesOf, TODAY } from "./texts";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const NOBODY: RingEvidence = { verdicts: [], now: NOW, today: TODAY };

/** A cluster file in its ring's folder, under the rings of its organisation. */
function member(ring: string, name: string, text: string) {
  const file = clusterFileOf(`clusters/${ring}/${name}.yaml`, text);
  return { ...file, folders: [ring], fleet: clusterFileOf("clusters/fleet.yaml", RINGS) };
}

const DEV = member("dev", "demo", verifiableText("entries"));
const STAGING = member("staging", "b", memberText("b", { stage: "dual" }));

/** What `verify` says of a cluster that is as its file says. */
function verified(source: typeof DEV): VerifiedCluster {
  const [cluster] = check({ sources: [source] }, TODAY).clusters;
  if (cluster === undefined) throw new Error(source.file);
  const one = verify({
    source,
    texts: [{ name: "live.json", text: new LiveModel(cluster.staged.definition).text }],
    today: TODAY,
  });
  if ("problem" in one) throw new Error(one.problem);
  return one;
}

function verdictOf({ digest, clusterName, clusterArn, isComplete }: VerifiedCluster): VerifyVerdict {
  return { digest, clusterName, clusterArn, isComplete, at: NOW, told: new Date(NOW).toISOString() };
}

/** One step of the clusters of a ring. */
function stepped(name: string, evidence: RingEvidence): readonly RingStep[] {
  const { rules } = readFleetSource(DEV.fleet);
  const ring = rules === undefined ? undefined : ringNamed(rules, name);
  if (rules === undefined || ring === undefined) throw new Error(name);
  const members = ringMembers([DEV, STAGING], evidence);
  return advanceRing({ rules, ring, members, others: [], today: TODAY, outdir: "/out" });
}

describe("verify, of a program", () => {
  test("holds a file and a dump that are both texts against each other", () => {
    const { clusterName, isComplete, stage, next, findings } = verified(DEV);
    expect({ clusterName, isComplete, stage: stage?.stage, next }).toEqual({
      clusterName: "demo",
      isComplete: true,
      stage: "entries",
      next: { to: { stage: "retire" } },
    });
    expect(findings.filter(({ severity }) => ["error", "blocker", "danger"].includes(severity))).toEqual([]);
  });

  test("is never complete where nothing is live to be read, and unanswered for a file with errors", () => {
    const unread = verify({ source: DEV, texts: [], today: TODAY });
    if ("problem" in unread) throw new Error(unread.problem);
    expect([unread.isComplete, unread.next]).toEqual([false, { why: "the step is not complete" }]);
    expect(unread.findings.map(({ code }) => code)).toContain("verify-unknown");
    expect(verify({ source: clusterFileOf("demo.yaml", "cluster_name: ["), texts: [], today: TODAY })).toEqual({
      problem: "demo.yaml: no cluster file without errors",
      fault: "files",
    });
  });
});

describe("fleetStatus, of a program", () => {
  const statusOf = (sources: readonly (typeof DEV)[], verdicts: readonly VerifyVerdict[] = []) =>
    fleetStatus({ ...NOBODY, verdicts, sources, findings: [], isVerified: verdicts.length > 0, outdir: "/out" });

  test("says where each cluster is and who comes in by a row, by paths, whatever the order of the files", () => {
    const status = statusOf([STAGING, DEV]);
    expect(status.rings).toEqual(["dev", "staging", "prod"]);
    expect(status.clusters.map(({ path, ring, onRows }) => [path, ring, onRows.map(({ name }) => name)])).toEqual([
      ["dev/demo", "dev", []],
      ["staging/b", "staging", ["role break-glass", "role developers"]],
    ]);
    expect(status).toEqual(statusOf([DEV, STAGING]));
  });

  test("tells a verified cluster from one of which no result is", () => {
    const states = statusOf([DEV, STAGING], [verdictOf(verified(DEV))]).clusters.map(
      ({ verified: { state } }) => state,
    );
    expect(states).toEqual(["complete", "none"]);
  });

  test("shows a file with errors as a cluster that has reached nothing", () => {
    const [broken] = statusOf([{ ...DEV, bytes: Buffer.from("cluster_name: demo\nnonsense: 1\n") }]).clusters;
    expect([broken?.reached, broken?.blockers.map(({ code }) => code)]).toEqual([
      undefined,
      expect.arrayContaining(["key-unknown"]),
    ]);
  });
});

describe("advanceRing, of a program", () => {
  test("gives the new text of each cluster of a ring that waits for nobody, and leaves other rings", () => {
    const steps = stepped("dev", NOBODY);
    expect(steps.map(({ member: { path }, isOver }) => [path, isOver])).toEqual([["dev/demo", false]]);
    expect(steps[0]?.taken.text).toContain("stage: retire");
  });

  test("holds a ring until the ring before it is verified, with the reason", () => {
    const [held] = stepped("staging", NOBODY);
    expect(held?.taken.text).toBeUndefined();
    expect(held?.taken.told.refusal?.reason).toBe(
      "ring `staging` waits for ring `dev`: cluster `dev/demo` is not verified: no result of verify names it",
    );
    const [free] = stepped("staging", { ...NOBODY, verdicts: [verdictOf(verified(DEV))] });
    expect(free?.taken.text).toContain("stage: entries");
  });

  test("reads results of verify that were printed, and nothing else", () => {
    expect(readVerdicts("{}")).toBeUndefined();
    const { digest, clusterName, clusterArn } = verified(DEV);
    const printed = {
      command: "verify",
      verified_at: "2026-11-22T12:00:00Z",
      clusters: [{ digest, cluster_name: clusterName, cluster_arn: clusterArn, complete: true, findings: [] }],
    };
    const [read] = readVerdicts(JSON.stringify(printed)) ?? [];
    expect(read).toMatchObject({ digest, clusterName, clusterArn, isComplete: true, at: NOW });
  });
});

describe("checkUsage, of a program", () => {
  function lastUse(cluster: string): LastUse {
    const use = parseLastUse(
      JSON.stringify({
        command: "usage",
        cluster_name: cluster,
        window: { from: "2026-11-01T00:00:00Z", to: "2026-11-21T00:00:00Z" },
        principals: [{ arn: "arn:aws:iam::111122223333:role/ci", last: "2026-11-20T00:00:00Z" }],
        rows: [],
      }),
    );
    if ("problem" in use) throw new Error(use.problem);
    return use;
  }

  const LOSER = clusterText("dual", "leaving: [arn:aws:iam::111122223333:role/ci]\n").replace(
    "access_entries:",
    '    - { rolearn: "arn:aws:iam::111122223333:role/ci", username: ci, groups: [ci] }\naccess_entries:',
  );

  test("names who loses access and was seen, among the findings of the file, in the one order", () => {
    const fleet = check(filesOf({ "demo.yaml": LOSER }), TODAY);
    const checked = checkUsage(fleet, lastUse("demo"));
    if ("problem" in checked) throw new Error(checked.problem);
    const added = checked.findings.filter((one) => !fleet.findings.includes(one));
    expect(added.map(({ code, principal }) => [code, principal])).toEqual([
      ["usage-loser-seen", "arn:aws:iam::111122223333:role/ci"],
    ]);
    expect(added[0]?.message).toMatch(/^role ci comes in by .*mapRoles\[1\] and loses access at stage /);
  });

  test("has no answer where no file is of the log's cluster, or the text is no usage", () => {
    expect(checkUsage(check(filesOf({ "demo.yaml": LOSER }), TODAY), lastUse("other"))).toEqual({
      problem: "no cluster file for `other`",
      help: "name the file that the usage is of",
      fault: "question",
    });
    expect(parseLastUse("{}")).toEqual({ problem: "no output of eks-access usage --output" });
  });
});
