import type { LogReader } from "../../lib/usage/logs/read-logs";
import type { PastState } from "../../lib/usage/served-through";
import { usedRows } from "../../lib/usage/used-rows";
import { type Login, login, readerOf, ROLE, ACCOUNT, stepNamed } from "../support/cli/usage-world";

const UNKNOWN = "nothing that the file knows";

describe("usage of rows", () => {
  const logins = (...given: Login[]): Promise<LogReader> =>
    readerOf(given.map((each, i) => login(each, 50_000 + i)).join("\n"));
  const waysOf = async (given: Login): Promise<readonly string[]> => {
    const reader = await logins(given);
    return usedRows(stepNamed("entries:1"), reader.usage.principals).principals[0]?.through ?? [];
  };

  test("a system: group proves a row, although an entry is declared", async () => {
    const given = { arn: `${ROLE}/ops`, username: "ops:alice", groups: "system:masters", session: "alice" };
    expect(await waysOf(given)).toEqual(["mapRoles[0]"]);
  });

  test("the entry's own name and groups prove the entry", async () => {
    const username = `arn:aws:sts::${ACCOUNT}:assumed-role/ops/alice`;
    expect(await waysOf({ arn: `${ROLE}/ops`, username, groups: "", session: "alice" })).toEqual(["access entry ops"]);
  });

  test("a name that only the row gives is the row; an entry of a later wave does not count", async () => {
    expect(await waysOf({ arn: `${ROLE}/reader`, username: "reader", groups: "readers" })).toEqual(["mapRoles[1]"]);
  });

  test("where row and entry give the same, the answer is both", async () => {
    const reader = await logins({ arn: `${ROLE}/reader`, username: "reader", groups: "readers" });
    const { principals, rows } = usedRows(stepNamed("entries:2"), reader.usage.principals);
    expect(principals[0]?.through).toEqual(["mapRoles[1] or its entry"]);
    expect(rows[1]).toMatchObject({ place: "mapRoles[1]", orEntry: true, last: Date.parse("2026-11-20T10:00:00Z") });
  });

  test("where both fit, what the file said at that time decides, once it is a day old", async () => {
    const { usage } = await logins({ arn: `${ROLE}/reader`, username: "reader", groups: "readers" });
    const at = Date.parse("2026-11-20T10:00:00Z");
    const hour = 3_600_000;
    const [rowAlone, both] = [stepNamed("entries:1").state, stepNamed("entries:2").state];
    const entryAlone = { ...both, awsAuth: { ...both.awsAuth, roles: [] } };
    const through = (...history: PastState[]): unknown =>
      usedRows(stepNamed("entries:2"), usage.principals, history).principals[0]?.through;
    expect(through({ since: at - 24 * hour, state: rowAlone })).toEqual(["mapRoles[1]"]);
    expect(through({ since: at - 24 * hour, state: entryAlone })).toEqual(["access entry reader"]);
    const either = ["mapRoles[1] or its entry"];
    expect(through({ since: at - 24 * hour, state: both })).toEqual(either);
    expect(through({ since: at - 23 * hour, state: rowAlone })).toEqual(either);
    expect(through({ since: at + hour, state: rowAlone })).toEqual(either);
    expect(through({ since: at - 48 * hour, state: rowAlone }, { since: at - hour, state: both })).toEqual(either);
    expect(through({ since: at - 48 * hour, state: rowAlone }, { since: at - hour })).toEqual(either);
    expect(through({ since: at - 48 * hour, state: both }, { since: at - 24 * hour, state: rowAlone })).toEqual([
      "mapRoles[1]",
    ]);
  });

  test.each([
    { what: "the row's template", username: "ops:alice", groups: "system:masters", through: "mapRoles[0]" },
    { what: "that template, with other groups", username: "ops:alice", groups: "x", through: UNKNOWN },
    {
      what: "the entry's template",
      username: `arn:aws:sts::${ACCOUNT}:assumed-role/ops/alice`,
      groups: "",
      through: "access entry ops",
    },
    { what: "no template", username: "alice", groups: "", through: UNKNOWN },
  ])("without a session in the log a name of $what is by $through", async ({ username, groups, through }) => {
    expect(await waysOf({ arn: `${ROLE}/ops`, username, groups })).toEqual([through]);
  });

  test.each([150, 2500])(
    "of %i sessions the newest is the last use of the row, in whatever order",
    async (sessions) => {
      const from = Date.parse("2026-11-10T00:00:00Z");
      const given = Array.from({ length: sessions }, (_, i): Login => {
        const session = `run-${i}`;
        const time = new Date(from + i * 60_000).toISOString();
        return { arn: `${ROLE}/ops`, username: `ops:${session}`, groups: "system:masters", session, time };
      });
      for (const each of [given, given.toReversed()]) {
        const { principals } = (await logins(...each)).usage;
        const { rows } = usedRows(stepNamed("entries:1"), principals);
        expect([rows[0]?.last, principals[0]?.last]).toEqual(Array(2).fill(from + (sessions - 1) * 60_000));
        expect(principals[0]?.identities.length).toBe(Math.min(sessions, 1000));
      }
    },
  );

  test("a row whose principal came in by something else says when it came in", async () => {
    const reader = await logins({ arn: `${ROLE}/reader`, username: "before", groups: "readers" });
    const { rows } = usedRows(stepNamed("entries:1"), reader.usage.principals);
    expect(rows[1]).toMatchObject({ principalLast: Date.parse("2026-11-20T10:00:00Z"), isDeclared: true });
    expect(rows[1]?.last).toBeUndefined();
    expect(rows[2]).toEqual({
      place: "mapRoles[2]",
      principal: `${ROLE}/old`,
      orEntry: false,
      isDeclared: false,
      isLeaving: false,
    });
  });

  test("a name that neither gives is said to be so", async () => {
    expect(await waysOf({ arn: `${ROLE}/reader`, username: "x", groups: "readers" })).toEqual([
      "nothing that the file knows",
    ]);
  });

  test("components of EKS come in by EKS itself, and by no row", async () => {
    const arn = "arn:aws:iam::999900001111:role/AWSWesleyClusterManagerLambda-Add-AddonManagerRole-1ABC";
    const given = { arn, username: "eks:addon-manager", groups: "" };
    expect(await waysOf(given)).toEqual(["EKS itself"]);
    const { principals } = usedRows(stepNamed("entries:1"), (await logins(given)).usage.principals);
    expect(principals[0]?.byRow).toBe(false);
  });

  test("somebody of a mapped account comes with the entry to declare", async () => {
    const arn = "arn:aws:iam::444455556666:role/partner";
    const reader = await logins({ arn, username: arn, groups: "" });
    expect(usedRows(stepNamed("entries:1"), reader.usage.principals).byAccount).toEqual([
      { arn, key: "partner_444455556666", last: Date.parse("2026-11-20T10:00:00Z") },
    ]);
  });

  test("rows that nobody used have no last time, used ones have it", async () => {
    const reader = await logins(
      { arn: `${ROLE}/reader`, username: "reader", groups: "readers" },
      {
        arn: `${ROLE}/nodes`,
        username: "system:node:ip-10-0-0-1",
        groups: "system:bootstrappers system:nodes",
        session: "i-0123456789abcdef0",
      },
    );
    const { rows } = usedRows(stepNamed("entries:1"), reader.usage.principals);
    expect(rows.filter(({ last }) => last === undefined).map(({ principal }) => principal)).toEqual([
      `${ROLE}/ops`,
      `${ROLE}/old`,
    ]);
  });

  test("two internal IDs under one ARN are a role made anew, one is not", async () => {
    const anew = { arn: `${ROLE}/reader`, username: "reader", groups: "readers" };
    const two = await logins(
      { ...anew, userId: "AROAONE" },
      { ...anew, userId: "AROATWO", time: "2026-11-21T10:00:00Z" },
    );
    const one = await logins({ ...anew, userId: "AROAONE" }, { ...anew, userId: "AROAONE" });
    const of = (reader: LogReader): string[] =>
      usedRows(stepNamed("entries:1"), reader.usage.principals).madeAnew.map(({ arn }) => arn);
    expect([of(two), of(one)]).toEqual([[`${ROLE}/reader`], []]);
  });
});

describe("the window of a log", () => {
  const at = (time: string): Login => ({ arn: `${ROLE}/ops`, username: "x", groups: "", time });

  test("six hours without a line are a gap, five are none", async () => {
    const text = ["2026-11-20T00:00:00Z", "2026-11-20T05:00:00Z", "2026-11-20T12:00:00Z"]
      .map((time, i) => login(at(time), 50_000 + i))
      .join("\n");
    const { usage } = await readerOf(text);
    expect(usage.window).toEqual({
      from: Date.parse("2026-11-20T00:00:00Z"),
      to: Date.parse("2026-11-20T12:00:00Z"),
      gaps: [
        { from: Date.parse("2026-11-20T05:05:00Z"), to: Date.parse("2026-11-20T12:00:00Z"), log: "authenticator" },
      ],
    });
  });

  test("lines of one log fill no hole of the other, nor do those of other logs", async () => {
    const request = (time: string): string =>
      JSON.stringify({
        auditID: time,
        stage: "ResponseComplete",
        verb: "get",
        user: { username: "x", groups: [] },
        objectRef: { resource: "pods", namespace: "prod" },
        responseStatus: { code: 200 },
        stageTimestamp: time,
      });
    const hours = Array.from({ length: 12 }, (_, i) => `2026-11-20T${String(i).padStart(2, "0")}:00:00Z`);
    const logins = hours.map((time, i) => login(at(time), 50_000 + i));
    const others = hours.map((time) =>
      JSON.stringify({ message: "I1120 leader elected", timestamp: Date.parse(time) }),
    );
    const requests = [request("2026-11-20T00:00:00Z"), request("2026-11-20T11:00:00Z")];
    const { usage } = await readerOf([...logins, ...others, ...requests].join("\n"));
    const gap = { from: Date.parse("2026-11-20T00:05:00Z"), to: Date.parse("2026-11-20T11:00:00Z"), log: "audit" };
    expect(usage.window?.gaps).toEqual([gap]);
    expect(usage.windowOf("audit")).toEqual({ from: Date.parse(hours[0] ?? ""), to: gap.to, gaps: [gap] });
    expect(usage.windowOf("authenticator")?.gaps).toEqual([]);
  });

  test("lines that tell nothing about a principal close a gap", async () => {
    const quiet = 'time="2026-11-20T06:00:00Z" level=info msg="Saving new mapping"';
    const { usage, counts } = await readerOf(
      [login(at("2026-11-20T01:00:00Z"), 1), quiet, login(at("2026-11-20T11:00:00Z"), 2)].join("\n"),
    );
    expect(usage.window?.gaps).toEqual([]);
    expect(counts).toEqual({ logins: 2, requests: 0, unread: 1, torn: 0, tornFiles: 0 });
  });
});
