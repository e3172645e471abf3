import { StagedCluster } from "../../lib/migration/staged-cluster";
import { role } from "../support/definitions/arns";
import { cluster } from "../support/definitions/sample-definitions";
import { blocksOf, guardsAlone } from "../support/guards/compiled-guards";
import { unread } from "../support/guards/guard-cases";
import { type Answers, sentencesOf, valueWith } from "../support/guards/read-guards";
import { fieldsOf } from "../support/terraform/provider-schema";

const AGAIN = "data.aws_eks_cluster.at_apply";
const ROWS_AGAIN = "data.kubernetes_config_map_v1.config_map_unread_while_applying_plan_again";
const ROWS = "data.kubernetes_config_map_v1.config_map_unread_grant_get_or_accept";
const ENTRIES = "data.aws_eks_access_entry.row_without_live_access_entry";
const ROLES = "data.aws_iam_role.row_with_access_entry_older_than_role";
const MEND = "nothing that depends on it was applied; plan the stage of the cluster file again [changed-since-plan].";

const retire = guardsAlone(new StagedCluster(cluster({ stage: "retire" })));

const clusterIn = (mode: string) => ({ access_config: [{ authentication_mode: mode }] });
const entry = (name: string, rest: object = {}) => ({
  principal_arn: role(name),
  access_entry_arn: `arn:aws:eks:eu-west-1:111122223333:access-entry/demo/role/${name}`,
  created_at: "2026-03-01T00:00:00Z",
  kubernetes_groups: ["developers"],
  type: "STANDARD",
  user_name: name,
  ...rest,
});
const PLANNED: Answers = {
  "local.entries_asked": { dev: { name: "role dev" }, ops: { name: "role ops of 444455556666" } },
  self: clusterIn("API"),
  "data.aws_eks_cluster.this": clusterIn("API"),
  [ENTRIES]: { dev: entry("dev"), ops: entry("ops") },
  [`${ENTRIES}_at_apply`]: { dev: entry("dev"), ops: entry("ops") },
  [ROLES]: { dev: { arn: role("dev"), unique_id: "AROA1" }, ops: { arn: role("ops"), unique_id: "AROA2" } },
  [`${ROLES}_at_apply`]: {
    dev: { arn: role("dev"), unique_id: "AROA1" },
    ops: { arn: role("ops"), unique_id: "AROA2" },
  },
};

describe("the second read of a cluster", () => {
  const said = (answers: Answers): readonly unknown[] => sentencesOf(retire, AGAIN, { ...PLANNED, ...answers });

  test("says nothing where nothing has changed", () => {
    expect(said({})).toEqual([]);
  });

  test("names another authentication mode", () => {
    expect(said({ self: clusterIn("API_AND_CONFIG_MAP") })).toEqual([
      `The authentication mode of cluster demo has changed since this plan was made: ${MEND}`,
    ]);
  });

  test.each([
    { access_entry_arn: "arn:aws:eks:eu-west-1:111122223333:access-entry/demo/role/anew" },
    { created_at: "2026-03-02T00:00:00Z" },
    { kubernetes_groups: ["developers", "admins"] },
    { type: "EC2_LINUX" },
    { user_name: "somebody" },
  ])("names the one entry that has another %j", (change) => {
    expect(said({ [`${ENTRIES}_at_apply`]: { dev: entry("dev", change), ops: entry("ops") } })).toEqual([
      `The access entry of role dev in cluster demo has changed since this plan was made: ${MEND}`,
    ]);
  });

  test("names the one role that was made anew", () => {
    const anew = { dev: { arn: role("dev"), unique_id: "AROA1" }, ops: { arn: role("ops"), unique_id: "AROA3" } };
    expect(said({ [`${ROLES}_at_apply`]: anew })).toEqual([
      `IAM role ops of 444455556666, for which cluster demo has an access entry, has changed since this plan was made: ${MEND}`,
    ]);
  });
});

describe("the second read of aws-auth", () => {
  const said = (before: unknown, now: object): readonly unknown[] =>
    sentencesOf(retire, ROWS_AGAIN, { self: now, [ROWS]: { data: before } });

  test("refuses rows that are others than those that were planned with, and what cannot be compared", () => {
    const changed = [`aws-auth of cluster demo has changed since this plan was made: ${MEND}`];
    expect(said({ mapRoles: "[]" }, { data: { mapRoles: "[]" } })).toEqual([]);
    expect(said(null, { data: null })).toEqual([]);
    expect(said({ mapRoles: "[]" }, { data: { mapRoles: "- rolearn: x" } })).toEqual(changed);
    expect(said({ mapRoles: "[]" }, { data: null })).toEqual(changed);
    expect(said({ mapRoles: "[]" }, {})).toEqual(changed);
  });
});

describe("what is read again", () => {
  const readsOf = (definition: Parameters<typeof cluster>[1] & ReturnType<typeof cluster>) => {
    const json = guardsAlone(new StagedCluster(definition));
    const again = Object.entries(blocksOf(json)).filter(([address]) => /at_apply$|plan_again$/.test(address));
    return { json, again: Object.fromEntries(again.map(([address, body]) => [address, fieldsOf(body)])) };
  };

  test("is everything that guards judge, behind the marker, each read with its own question", () => {
    const { json, again } = readsOf(cluster({ stage: "retire" }));
    expect(Object.keys(again).sort()).toEqual([`${ENTRIES}_at_apply`, AGAIN, `${ROLES}_at_apply`, ROWS_AGAIN].sort());
    expect(Object.values(again).map(({ depends_on }) => depends_on)).toEqual(Array(4).fill(["terraform_data.stage"]));
    const late = (text: string) =>
      `\${local.writes_pending ? join("", [${text}, substr(timestamp(), 0, 0)]) : ${text}}`;
    expect(again[`${ENTRIES}_at_apply`]).toMatchObject({
      for_each: `\${${ENTRIES}}`,
      cluster_name: "demo",
      principal_arn: late("each.value.principal_arn"),
    });
    expect(again[`${ROLES}_at_apply`]).toMatchObject({ for_each: `\${${ROLES}}`, name: late("each.value.name") });
    expect(again[AGAIN]).toMatchObject({ name: late('"demo"') });
    expect(again[ROWS_AGAIN]).toMatchObject({ metadata: { name: late('"aws-auth"'), namespace: "kube-system" } });
    expect(fieldsOf(json.resource).terraform_data).toEqual({
      stage: { input: { stage: "retire", wave: 3, writes: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    });
  });

  test("is the cluster alone where the file accepts that nobody reads its rows, and nothing waits for what is not written", () => {
    const { again } = readsOf(unread("entries"));
    expect(Object.keys(again)).toEqual([AGAIN]);
    expect(fieldsOf(again[AGAIN]?.lifecycle).postcondition).toHaveLength(1);
  });

  test("is the cluster and its rows where no row goes", () => {
    expect(Object.keys(readsOf(cluster({ stage: "dual" })).again).sort()).toEqual([AGAIN, ROWS_AGAIN].sort());
  });

  test("waits for nothing where the stack has no marker", () => {
    const { again } = readsOf(cluster({ stage: "retire" }, { adopt: { module: "module.eks" } }));
    expect(Object.values(again).filter((body) => "depends_on" in body)).toEqual([]);
    expect(Object.keys(again)).toHaveLength(4);
  });
});

describe("what makes a plan read again late", () => {
  const pending = (definition: ReturnType<typeof cluster>, answers: Answers): unknown => {
    const json = guardsAlone(new StagedCluster(definition));
    return valueWith(json, fieldsOf(json.locals).writes_pending, answers);
  };
  const created = (stage: "dual" | "entries") => {
    const whole = cluster({ stage });
    return { ...whole, ...(whole.awsAuth && { awsAuth: { ...whole.awsAuth, createAwsAuthConfigmap: true } }) };
  };
  const live = (mode: string, rows: object | null) => ({
    "data.aws_eks_cluster.this": clusterIn(mode),
    [ROWS]: { data: rows, metadata: rows === null ? [] : [{ uid: "5f1c" }] },
  });

  test("is another mode, a row that differs, or a ConfigMap that is to be made", () => {
    const own = { mapRoles: "[]\n", mapUsers: "[]\n", mapAccounts: "[]\n" };
    const api = cluster({ stage: "api" });
    expect(pending(api, live("API", own))).toBe(false);
    expect(pending(api, live("API_AND_CONFIG_MAP", own))).toBe(true);
    expect(pending(api, live("API", { ...own, mapUsers: "- userarn: x" }))).toBe(true);
    expect(pending(api, live("API", null))).toBe(true);
    expect(pending({ ...created("entries"), render: "access" }, live("API_AND_CONFIG_MAP", null))).toBe(true);
  });
});
