import { UNDATED, ARN, ENTRIES, PEM, REFUSED, WHOLE } from "./live-sources";
import { awsAuthOf } from "../../lib/access/aws-auth/aws-auth";
import type { LiveData } from "../../lib/sources/live-data";
import type { ClusterDefinition } from "../../lib/inventory/definition/cluster-definition";
import { liveFindings } from "../../lib/live/live-findings";
import type { Stage } from "../../lib/migration/stage";
import { StagedCluster } from "../../lib/migration/staged-cluster";
import { ACCOUNT, role, user } from "../support/definitions/arns";
import { ADMIN_ROW, DEV_ROW, NODE_ROW } from "../support/definitions/definitions";
import { cluster, newCluster } from "../support/definitions/sample-definitions";

/** Everything but some of it. */
function without(...keys: readonly (keyof LiveData)[]): LiveData {
  const rest = Object.fromEntries(Object.entries(WHOLE).filter(([key]) => !keys.some((each) => each === key)));
  return { entries: [], nodeGroups: [], ...rest };
}

const at = (stage: Stage): ClusterDefinition => cluster({ stage });

function found(definition: ClusterDefinition, sources: LiveData): string[] {
  return liveFindings(new StagedCluster(definition), sources).map(({ code, path }) => `${code} ${path}`);
}

describe("liveFindings", () => {
  test.each<Stage>(["dual", "entries", "retire"])(
    "is silent at %s where all is known and as the file says",
    (stage) => {
      expect(found(at(stage), WHOLE)).toEqual([]);
    },
  );

  test("a user made anew under the same name is told, which no guard sees", () => {
    const ann = user("ann");
    const { accessEntries, awsAuth } = at("retire");
    const row = { userarn: ann, username: "ann", groups: ["developers"] };
    const entry = { principalArn: ann, userName: "ann", kubernetesGroups: ["developers"] };
    const definition = {
      ...at("retire"),
      accessEntries: { ...accessEntries, ann: entry },
      awsAuth: { awsAuthRoles: [], awsAuthAccounts: [], ...awsAuth, awsAuthUsers: [row] },
    };
    const live = (isOlderThanRole: boolean): LiveData => ({
      ...WHOLE,
      awsAuth: awsAuthOf([ADMIN_ROW, DEV_ROW, NODE_ROW], [row]),
      entryPrincipals: [...(WHOLE.entryPrincipals ?? []), ann],
      entries: [
        ...ENTRIES,
        { principalArn: ann, type: "STANDARD", userName: "ann", groups: ["developers"], policies: [], isOlderThanRole },
      ],
      userArns: [ann],
    });
    expect(found(definition, live(true))).toEqual(["entry-outdated access_entries.ann"]);
    expect(found(definition, live(false))).toEqual([]);
  });

  test("at api rows that are left are refused, at their place in the file", () => {
    expect(found(at("api"), WHOLE)).toEqual([
      "row-left aws_auth.aws_auth_roles[0]",
      "row-left aws_auth.aws_auth_roles[1]",
      "row-left aws_auth.aws_auth_roles[2]",
    ]);
    expect(found(at("api"), { ...WHOLE, awsAuth: awsAuthOf([]) })).toEqual([]);
  });

  test.each(REFUSED)("refuses %s at %s", (...[, stage, change, expected]) => {
    expect(found(at(stage), { ...WHOLE, ...change })).toEqual(expected);
  });

  test.each<[string, Stage, LiveData, string[]]>([
    ["the cluster", "entries", without("cluster"), ["live-unknown", "live-origin-unknown"]],
    ["aws-auth", "entries", without("awsAuth"), ["live-unknown"]],
    [
      "aws-auth and the cluster",
      "retire",
      without("awsAuth", "cluster"),
      ["live-unknown", "live-unknown", "live-origin-unknown"],
    ],
    ["entries", "retire", without("entryPrincipals", "entries"), ["live-unknown", "live-unknown", "live-unknown"]],
    ["the description of a listed entry", "retire", { ...WHOLE, entries: ENTRIES.slice(1) }, ["live-unknown"]],
    ["IAM roles", "retire", { ...WHOLE, entries: UNDATED }, ["live-unknown", "live-unknown", "live-unknown"]],
    [
      "the date of a role",
      "retire",
      { ...WHOLE, entries: [...ENTRIES.slice(0, 1), ...UNDATED.slice(1, 2), ...ENTRIES.slice(2)] },
      ["live-unknown"],
    ],
    ["node groups", "entries", without("nodeGroupNames"), ["live-unknown"]],
    ["the role of a node group", "entries", { ...WHOLE, nodeGroupNames: ["blue"] }, ["live-unknown"]],
    ["the CA", "entries", without("rootCa"), ["live-origin-unknown"]],
  ])("says that it does not know %s at %s", (...[, stage, sources, expected]) => {
    expect(liveFindings(new StagedCluster(at(stage)), sources).map(({ code }) => code)).toEqual(expected);
  });

  test("names the command that would tell", () => {
    const [unknown] = liveFindings(new StagedCluster(at("retire")), { ...WHOLE, entries: ENTRIES.slice(1) });
    expect(unknown).toEqual({
      code: "live-unknown",
      severity: "blocker",
      path: "migration.stage",
      message: "not known from live data: the access entry of role admin",
      help: `\`aws eks list-access-entries --cluster-name demo --region ap-northeast-2 > entries.json\`, \`aws eks describe-access-entry --cluster-name demo --region ap-northeast-2 --principal-arn ${role("admin")} > entry.json\`, then add what they print: \`eks-access check FILE --live live.json entries.json entry.json\``,
    });
  });

  test("does not ask for entries before the stage that needs them, nor for rows that the file accepts unread", () => {
    expect(found(at("entries"), without("entryPrincipals", "entries"))).toEqual([]);
    const unread = cluster(
      { stage: "retire" },
      { accept: [{ code: "config-map-unread", reason: "no way in", until: "2099-12-31" }] },
    );
    expect(found(unread, without("awsAuth", "rootCa"))).toEqual([]);
  });

  test("asks for the entries of the file's rows where the file accepts that nobody reads the live ones", () => {
    const accept = [{ code: "config-map-unread", reason: "no way in", until: "2099-12-31" }];
    const unread = cluster({ stage: "retire" }, { accept });
    const sources = { ...without("awsAuth", "rootCa"), entries: ENTRIES.slice(1) };
    expect(found(unread, sources)).toEqual(["live-unknown migration.stage"]);
    const absent = { ...sources, entryPrincipals: [role("dev"), role("node")] };
    expect(liveFindings(new StagedCluster(unread), absent)).toMatchObject([
      {
        code: "entry-not-live",
        path: "access_entries.admin",
        message:
          "role admin has no live access entry, and whether a row of aws-auth serves it is not known: without either it has no access",
      },
    ]);
    expect(found(unread, { ...WHOLE, entries: [], entryPrincipals: [] })).toHaveLength(3);
  });

  test.each<[string, Stage, LiveData, string[]]>([
    ["rows as in the file", "retire", WHOLE, []],
    [
      "a stranger's row, and one that changed",
      "entries",
      { ...WHOLE, awsAuth: awsAuthOf([ADMIN_ROW, { ...DEV_ROW, groups: ["x"] }, NODE_ROW, { rolearn: role("ops") }]) },
      ["row-unknown migration.stage", "row-changed aws_auth.aws_auth_roles[1]"],
    ],
    [
      "a row of somebody without an entry",
      "retire",
      { ...WHOLE, awsAuth: awsAuthOf([ADMIN_ROW, DEV_ROW, NODE_ROW, { rolearn: role("ops") }]) },
      ["row-unknown migration.stage", "entry-not-live migration.stage"],
    ],
    ["a row that is left", "api", { ...WHOLE, awsAuth: awsAuthOf([DEV_ROW]) }, ["row-left aws_auth.aws_auth_roles[1]"]],
    ["rows whose cluster nobody shows", "retire", without("rootCa"), ["live-origin-unknown migration.stage"]],
  ])(
    "judges rows that somebody shows, though the file accepts that guards do not: %s",
    (...[, stage, sources, expected]) => {
      const accept = [{ code: "config-map-unread", reason: "no way in", until: "2099-12-31" }];
      expect(found(cluster({ stage }, { accept }), sources)).toEqual(expected);
    },
  );

  test("judges nothing by another cluster's data", () => {
    const other = {
      ...WHOLE,
      cluster: { name: "demo", arn: ARN.replace(ACCOUNT, "444455556666"), mode: "API" },
    } as const;
    expect(liveFindings(new StagedCluster(at("entries")), other)).toMatchObject([
      {
        code: "identity-mismatch",
        message: `live data of another cluster, expected \`${ARN}\`, got \`${ARN.replace(ACCOUNT, "444455556666")}\``,
      },
    ]);
    expect(found(at("entries"), { ...WHOLE, rootCa: PEM.replace("MIIB", "MIIC") })).toEqual([
      "identity-mismatch migration.stage",
    ]);
  });

  test("asks a file without migration for the mode, and says whom of IAM it does not know", () => {
    const file = newCluster();
    const arn = { name: "demo", arn: ARN };
    const only = (mode: "API" | "CONFIG_MAP"): LiveData => ({
      cluster: { ...arn, mode },
      entries: [],
      nodeGroups: [],
    });
    const known = (mode: "API" | "CONFIG_MAP"): LiveData => ({ ...only(mode), roleArns: WHOLE.roleArns ?? [] });
    expect(found(file, known("API"))).toEqual([]);
    expect(found(file, known("CONFIG_MAP"))).toEqual(["live-mode authentication_mode"]);
    expect(found(file, only("API"))).toEqual(["live-principal-unknown access_entries"]);
    expect(found(file, { ...only("API"), roleArns: [role("admin"), role("dev"), role("node")] })).toEqual([
      "principal-not-found access_entries.break_glass",
    ]);
  });
});
