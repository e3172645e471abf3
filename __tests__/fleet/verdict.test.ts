import { readVerdicts, staleVerdict } from "../../lib/fleet/verdict";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const DAY = 24 * 60 * 60 * 1000;
const FILE = { digest: "sha256:1", clusterName: "shop", clusterArn: "arn:shop" };

interface Said {
  readonly at?: number;
  readonly asked?: number;
  readonly digest?: string;
  readonly arn?: string;
  readonly complete?: unknown;
}

function output({ at = NOW, asked, digest = "sha256:1", arn = "arn:shop", complete = true }: Said = {}): string {
  const cluster = { cluster_name: "shop", cluster_arn: arn, digest, complete };
  const collected = asked === undefined ? {} : { collected_at: new Date(asked).toISOString() };
  const verified_at = new Date(at).toISOString();
  return JSON.stringify({ command: "verify", verified_at, clusters: [{ ...cluster, ...collected }] });
}

function reason(texts: readonly string[], days = 1): string | undefined {
  return staleVerdict(
    texts.flatMap((text) => readVerdicts(text) ?? []),
    FILE,
    { now: NOW, days },
  )?.reason;
}

describe("staleVerdict", () => {
  test.each<[string, Said, number]>([
    ["of this moment", {}, 1],
    ["of the last second of its days", { at: NOW - 3 * DAY }, 3],
    ["of a cluster that was asked within its days", { asked: NOW - DAY }, 1],
  ])("lets a verdict pass %s", (_, said, days) => {
    expect(reason([output(said)], days)).toBeUndefined();
  });

  test.each<[string, Said, number, string]>([
    [
      "is older than its days",
      { at: NOW - 3 * DAY - 1 },
      3,
      "is stale: it is of 2026-11-19T11:59:59.999Z, expected the last 3 days",
    ],
    ["was judged now, of a dump that is older", { asked: NOW - 2 * DAY }, 1, "is stale: it is of 2026-11-20"],
    ["is of tomorrow", { at: NOW + DAY }, 1, "is stale"],
    ["is of another text", { digest: "sha256:2" }, 1, "is of another text of this file"],
    [
      "is of a twin with the same text in another account",
      { arn: "arn:twin" },
      1,
      "is of another cluster, whose file has the same text",
    ],
    ["is not complete", { complete: false }, 1, "says that the step is not complete"],
    ["says complete in a word", { complete: "true" }, 1, "says that the step is not complete"],
  ])("refuses one that %s", (...[, said, days, why]) => {
    expect(reason([output(said)], days)).toContain(why);
  });

  test("goes by the newest of several, in whatever order", () => {
    const [old, now] = [output({ at: NOW - DAY, complete: false }), output({})];
    expect(reason([old, now])).toBeUndefined();
    expect(reason([now, old])).toBeUndefined();
    expect(reason([output({ at: NOW - DAY }), output({ complete: false })])).toContain("not complete");
  });

  test("is told where nothing names the file, or a time is none", () => {
    expect(reason([])).toBe("no result of verify names it");
    expect(reason([output().replace(/"verified_at":"[^"]*"/, '"verified_at":"soon"')])).toContain("is stale");
  });
});

describe("readVerdicts", () => {
  test.each(["", "[]", "null", "{", '{"command":"review","clusters":[]}'])("%s is no output of verify", (text) => {
    expect(readVerdicts(text)).toBeUndefined();
  });

  test("what has another shape says nothing that lets a step pass", () => {
    const odd = readVerdicts('{"command":"verify","clusters":[null,7,{}]}') ?? [];
    expect(odd.every(({ isComplete }) => !isComplete)).toBe(true);
    expect(readVerdicts('{"command":"verify","clusters":{}}')).toEqual([]);
  });
});
