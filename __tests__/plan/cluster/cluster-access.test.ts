import { awsAuthOf, EMPTY_AWS_AUTH, SECTIONS } from "../../../lib/access/aws-auth/aws-auth";
import {
  clusterLife,
  clusterModes,
  isModeStale,
  plannedAccess,
  plannedMode,
  untouchedSections,
} from "../../../lib/plan/cluster/cluster-access";
import type { ClusterSeed } from "../../../lib/plan/cluster/cluster-seed";
import type { PlannedAwsAuth, SectionSight } from "../../../lib/plan/cluster/planned-access";
import { plannedChange } from "../../../lib/plan/objects/planned-change";
import type { PlanObject } from "../../../lib/plan/objects/plan-object";
import type { ObjectSide } from "../../../lib/plan/reading/object-side";
import type { PlannedValue } from "../../../lib/plan/reading/planned-value";
import { role } from "../../support/definitions/arns";
import { DEV_ROW } from "../../support/definitions/definitions";

type Mode = PlannedValue<string>;

const value = (mode: string): Mode => ({ kind: "value", value: mode });
const side = (mode?: string): ObjectSide => {
  const config = mode === undefined ? {} : { access_config: [{ authentication_mode: mode }] };
  return { values: config, unknown: false, sensitive: false };
};

function object(before?: ObjectSide, after?: ObjectSide, rest: Partial<PlanObject> = {}): PlanObject {
  return {
    address: "aws_eks_cluster.this",
    moduleAddress: "",
    mode: "managed",
    type: "aws_eks_cluster",
    name: "this",
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...rest,
  };
}

const seed = (managed: PlanObject | undefined, ...readers: PlanObject[]): ClusterSeed => ({
  name: "demo",
  names: new Set(["demo"]),
  arn: undefined,
  readers,
  ...(managed === undefined ? {} : { managed }),
});

describe(clusterLife, () => {
  test("a cluster that the plan does not manage is there; else as its sides tell", () => {
    expect(clusterLife(seed(undefined))).toEqual({ before: true, after: true, isReplaced: false });
    expect(clusterLife(seed(object(side())))).toEqual({ before: true, after: false, isReplaced: false });
    expect(clusterLife(seed(object(undefined, side())))).toEqual({ before: false, after: true, isReplaced: false });
  });

  test.each([
    [["delete", "create"], true],
    [["update"], false],
  ] as const)("one of which a plan says %j is replaced: %j", (actions, isReplaced) => {
    const { address, mode, type, name } = object();
    const change = plannedChange({ address, mode, type, name, change: { actions, before: {}, after: {} } });
    expect(clusterLife(seed(object(side(), side(), { change })))).toEqual({ before: true, after: true, isReplaced });
  });
});

describe(clusterModes, () => {
  const [CM, BOTH] = ["CONFIG_MAP", "API_AND_CONFIG_MAP"];

  test("of a cluster that the plan does not manage is the first that a data source tells, on both sides", () => {
    const readers = [object(), object(side()), object(side(CM)), object(side(BOTH))];
    expect(clusterModes(seed(undefined, ...readers))).toEqual({ before: value(CM), after: value(CM) });
    expect(clusterModes(seed(undefined))).toEqual({ before: { kind: "unseen" }, after: { kind: "unseen" } });
  });

  test("before, a data source's word goes before that of the state", () => {
    const managed = object(side(CM), side(BOTH));
    expect(clusterModes(seed(managed))).toEqual({ before: value(CM), after: value(BOTH) });
    expect(clusterModes(seed(managed, object(side("API"))))).toEqual({ before: value("API"), after: value(BOTH) });
    expect(clusterModes(seed(managed, object(side())))).toEqual({ before: value(CM), after: value(BOTH) });
  });

  test("of a cluster that is made there is none before, of one that goes none after", () => {
    const unseen = { kind: "unseen" };
    expect(clusterModes(seed(object(undefined, side(BOTH)), object(side(CM))))).toEqual({
      before: unseen,
      after: value(BOTH),
    });
    expect(clusterModes(seed(object(side(CM))))).toEqual({ before: value(CM), after: unseen });
  });
});

describe(isModeStale, () => {
  const stale = (own: PlanObject | undefined, ...readers: PlanObject[]) => isModeStale(seed(own, ...readers));
  const managed = object(side("CONFIG_MAP"));

  test("where any data source read another mode than the state says", () => {
    expect(stale(managed, object(side("CONFIG_MAP")), object(side("API")))).toBe(true);
    expect(stale(managed, object(side("CONFIG_MAP")))).toBe(false);
  });

  test("not where one of both says nothing", () => {
    expect(stale(managed, object(side()), object())).toBe(false);
    expect(stale(object(side()), object(side("API")))).toBe(false);
    expect(stale(object(undefined, side("CONFIG_MAP")), object(side("API")))).toBe(false);
    expect(stale(undefined, object(side("API")))).toBe(false);
  });
});

describe(plannedMode, () => {
  test("is one of EKS's modes, else unknown", () => {
    expect(["CONFIG_MAP", "API_AND_CONFIG_MAP", "API", "api", ""].map((one) => plannedMode(value(one)))).toEqual([
      "CONFIG_MAP",
      "API_AND_CONFIG_MAP",
      "API",
      "unknown",
      "unknown",
    ]);
    expect(plannedMode({ kind: "unknown" })).toBe("unknown");
  });
});

const ROWS = awsAuthOf([DEV_ROW]);
const sections = (rest: Partial<Record<(typeof SECTIONS)[number], SectionSight>> = {}) => ({
  mapRoles: "seen" as const,
  mapUsers: "seen" as const,
  mapAccounts: "seen" as const,
  ...rest,
});
const seen = (rest: Parameters<typeof sections>[0] = {}, unreadable: readonly (typeof SECTIONS)[number][] = []) => ({
  kind: "seen" as const,
  sections: sections(rest),
  awsAuth: { ...ROWS, unreadable },
  findings: [],
});

describe(plannedAccess, () => {
  const entries = { entries: { dev: { principalArn: role("dev") } }, unknowns: [] };
  const of = (rest: Partial<Parameters<typeof plannedAccess>[0]>) =>
    plannedAccess({ exists: true, mode: value("CONFIG_MAP"), awsAuth: seen(), untouched: [], entries, ...rest });
  const sentences = (rest: Parameters<typeof of>[0]) => of(rest).unknowns.map(({ sentence }) => sentence);

  test("nobody reaches a cluster that is not there", () => {
    const state = { mode: "API", awsAuth: EMPTY_AWS_AUTH, entries: {} };
    expect(of({ exists: false, mode: { kind: "unknown" } })).toEqual({ exists: false, state, unknowns: [] });
  });

  test("is mode, rows and entries", () => {
    const state = { mode: "CONFIG_MAP", awsAuth: ROWS, entries: entries.entries };
    expect(of({})).toEqual({ exists: true, state, unknowns: [] });
  });

  test("hands on what the entries leave open", () => {
    const open = { about: "entry" as const, why: "unseen" as const, sentence: "nobody shows it" };
    expect(of({ entries: { ...entries, unknowns: [open] } }).unknowns).toEqual([open]);
  });

  test.each([
    [value("api"), "malformed", "none that is known"],
    [{ kind: "unset" }, "unseen", "not in the plan"],
    [{ kind: "unknown" }, "known-after-apply", "known after apply"],
    [{ kind: "sensitive" }, "sensitive", "a sensitive value"],
    [{ kind: "unseen" }, "unseen", "not in the plan"],
  ] as const)("a mode %j is unknown, %s, and rows and entries count", (mode, why, words) => {
    const { state, unknowns } = of({ mode });
    expect(state).toMatchObject({ mode: "API_AND_CONFIG_MAP", awsAuth: ROWS, entries: entries.entries });
    expect(unknowns).toEqual([
      {
        about: "mode",
        why,
        attribute: "access_config[0].authentication_mode",
        sentence: `the authentication mode is ${words}`,
      },
    ]);
  });

  test("rows that nothing shows are all unreadable, those of a ConfigMap that is not there are none", () => {
    expect(of({ awsAuth: { kind: "unseen" } })).toMatchObject({
      state: { awsAuth: { ...EMPTY_AWS_AUTH, unreadable: SECTIONS } },
      unknowns: [{ about: "rows", why: "unseen", sentence: "no resource of the plan shows the rows of aws-auth" }],
    });
    expect(of({ awsAuth: { kind: "absent" } })).toMatchObject({ state: { awsAuth: EMPTY_AWS_AUTH }, unknowns: [] });
  });

  test("each section tells what is open of it", () => {
    const awsAuth = seen({ mapUsers: "unknown", mapAccounts: "sensitive" }, ["mapRoles"]);
    expect(of({ awsAuth }).unknowns).toEqual([
      { about: "rows", why: "malformed", attribute: "data.mapRoles", sentence: "mapRoles of aws-auth is unreadable" },
      {
        about: "rows",
        why: "known-after-apply",
        attribute: "data.mapUsers",
        sentence: "mapUsers of aws-auth is known after apply",
      },
      {
        about: "rows",
        why: "sensitive",
        attribute: "data.mapAccounts",
        sentence: "mapAccounts of aws-auth is a sensitive value",
      },
    ]);
    expect(sentences({ awsAuth: seen({ mapRoles: "unseen" }) })).toEqual([
      "no resource of the plan shows mapRoles of aws-auth",
    ]);
  });

  test("in mode API nobody asks what rows leave open", () => {
    expect(of({ mode: value("API"), awsAuth: { kind: "unseen" } }).unknowns).toEqual([]);
  });

  test("a section that stays as it is is not unreadable", () => {
    const awsAuth = seen({}, ["mapUsers", "mapAccounts"]);
    expect(of({ awsAuth, untouched: ["mapUsers"] }).state.awsAuth.unreadable).toEqual(["mapAccounts"]);
  });
});

describe(untouchedSections, () => {
  const users = seen({ mapUsers: "unseen" });
  const of = (before: PlannedAwsAuth, after: PlannedAwsAuth, mode: Mode = value("CONFIG_MAP")) =>
    untouchedSections({ before, after }, mode);

  test("are those that nobody shows on both sides, where mapRoles is shown", () => {
    expect(of(users, users)).toEqual(["mapUsers"]);
    expect(of(users, seen())).toEqual([]);
    expect(of(seen(), users)).toEqual([]);
    const none = seen({ mapRoles: "unseen", mapUsers: "unseen" });
    expect(of(none, none)).toEqual([]);
    expect(of(none, users)).toEqual(["mapUsers"]);
  });

  test("are none where the ConfigMap itself is not shown", () => {
    for (const other of [{ kind: "unseen" }, { kind: "absent" }] as const) {
      expect(of(other, users)).toEqual([]);
      expect(of(users, other)).toEqual([]);
    }
  });

  test("are none once the mode is API; a mode that is not known reads them", () => {
    expect(of(users, users, value("API"))).toEqual([]);
    expect(of(users, users, { kind: "unknown" })).toEqual(["mapUsers"]);
  });
});
