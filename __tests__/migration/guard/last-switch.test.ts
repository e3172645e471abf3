import { EMPTY_AWS_AUTH } from "../../../lib/access/aws-auth/aws-auth";
import type { AccessDefinition } from "../../../lib/migration/definition";
import type { LiveCluster, LiveEntry } from "../../../lib/migration/guard/live-cluster";
import type { Stage } from "../../../lib/migration/stage";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { role } from "../../support/definitions/arns";
import { CREATOR, definition, NODE_ROW } from "../../support/definitions/definitions";
import { guardRefusals } from "../../support/guards/guard-refusals";
import { LIVE_DEV, LIVE_NODE, liveCluster, liveEntry } from "../../support/live/live-clusters";

const ALL = liveCluster().entries;
const WORKERS = liveEntry(role("workers"), { type: "EC2_LINUX", userName: "system:node:{{EC2PrivateDNSName}}" });

/** After `retire`: no row serves anybody. */
const after = (entries: readonly LiveEntry[], rest: Partial<LiveCluster> = {}): LiveCluster =>
  liveCluster({ configMap: EMPTY_AWS_AUTH, entries, ...rest });
const at = (stage: Stage, rest: Partial<AccessDefinition> = {}): AccessDefinition => definition({ stage }, rest);
const refused = (base: AccessDefinition, live: LiveCluster) => guardRefusals(new StagedCluster(base), live);
const but = (principalArn: string) => ALL.filter((entry) => entry.principalArn !== principalArn);

describe("the last switch, when rows are empty", () => {
  test("passes where everybody's entry is live", () => {
    expect(refused(at("api"), after(ALL))).toEqual([]);
  });

  test.each([role("break-glass"), role("dev"), role("node"), CREATOR])(
    "R39 refuses: no live entry of %s, which retire and api after the switch let pass",
    (principal) => {
      expect(refused(at("api"), after(but(principal)))).toEqual([{ code: "entry-not-live", about: principal }]);
      expect(refused(at("retire"), after(but(principal)))).toEqual([]);
      expect(refused(at("api"), after(but(principal), { mode: "API" }))).toEqual([]);
    },
  );

  test.each(ALL)("R47 refuses: a role made anew after its entry: $principalArn", (entry) => {
    const outdated = ALL.map((one) => (one === entry ? { ...one, isOlderThanRole: true } : one));
    expect(refused(at("api"), after(outdated))).toEqual([{ code: "entry-outdated", about: entry.principalArn }]);
    expect(refused(at("api"), after(outdated, { mode: "API" }))).toEqual([]);
  });

  test.each([
    ["other groups", { ...LIVE_DEV, groups: [] }, LIVE_DEV],
    ["another username", { ...LIVE_DEV, userName: "other" }, LIVE_DEV],
    ["another type", { ...LIVE_NODE, type: "STANDARD" as const }, LIVE_NODE],
  ])("R39 refuses: an entry with %s", (_, entry, own) => {
    const live = after([...but(own.principalArn), entry]);
    expect(refused(at("api"), live)).toEqual([{ code: "entry-not-live", about: own.principalArn }]);
  });

  test("of an expected node role the row's translation tells the type, of the creator that an entry is there", () => {
    const awsAuth = {
      awsAuthRoles: [{ ...NODE_ROW, rolearn: role("workers") }],
      awsAuthUsers: [],
      awsAuthAccounts: [],
    };
    const expecting = definition({ stage: "api", expected: [CREATOR, role("workers")] }, { awsAuth });
    const refusal = [{ code: "entry-not-live", about: role("workers") }];
    expect(refused(expecting, after([...ALL, WORKERS]))).toEqual([]);
    expect(refused(expecting, after(ALL))).toEqual(refusal);
    expect(refused(expecting, after([...ALL, { ...WORKERS, type: "EC2_WINDOWS" }]))).toEqual(refusal);
    const odd = liveEntry(CREATOR, { groups: ["anything"], userName: "anything" });
    expect(refused(expecting, after([...but(CREATOR), odd, WORKERS]))).toEqual([]);
  });

  test("nobody is asked for who leaves", () => {
    expect(refused(at("api", { leaving: [CREATOR] }), after(but(CREATOR)))).toEqual([]);
  });
});
