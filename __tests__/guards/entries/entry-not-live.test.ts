import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { role } from "../../support/definitions/arns";
import { accepting } from "../../support/definitions/definitions";
import { cluster } from "../../support/definitions/sample-definitions";
import { blocksOf, guardsAlone } from "../../support/guards/compiled-guards";
import { unread } from "../../support/guards/guard-cases";
import { sentencesOf, valueWith } from "../../support/guards/read-guards";
import { fieldsOf } from "../../support/terraform/provider-schema";

const ENTRIES = "data.aws_eks_access_entry.row_without_live_access_entry";
const SOME = "data.aws_eks_access_entry.some_row_without_live_access_entry";
const ASKED = "local.entries_asked";

const wanted = (rest: object = {}) => ({
  row: role("dev"),
  principal_arn: role("dev"),
  name: "role dev",
  type: "STANDARD",
  groups: ["b", "a"],
  user_name: "dev",
  role: "dev",
  ...rest,
});
const live = (rest: object = {}) => ({
  principal_arn: role("dev"),
  type: "STANDARD",
  kubernetes_groups: ["a", "b"],
  user_name: "dev",
  ...rest,
});

describe("entries that are read before all others", () => {
  const names = Array.from({ length: 12 }, (_, i) => `more${i}`);
  const accessEntries = Object.fromEntries(names.map((name) => [name, { principalArn: role(name) }]));
  const many = cluster({ stage: "api" });
  const json = guardsAlone(new StagedCluster({ ...many, accessEntries: { ...many.accessEntries, ...accessEntries } }));
  const groups = Object.keys(blocksOf(json)).filter(
    (address) => address.startsWith(SOME) && !address.endsWith("at_apply"),
  );
  const read = (keys: string): readonly string[] => {
    const asked = Object.fromEntries(Array.from(keys, (key) => [key, wanted()]));
    const inTurn = groups.map((_, i) => `${SOME}${i === 0 ? "" : `_${i + 1}`}`);
    return inTurn.map((address) =>
      Object.keys(fieldsOf(valueWith(json, fieldsOf(blocksOf(json)[address]).for_each, { [ASKED]: asked }))).join(""),
    );
  };

  test.each([
    ["abcdefghijklmnopqr", ["agm", "bhn", "cio", "djp", "ekq", "flr"]],
    ["abcdefghijklmnopqrstuvwxyz", ["air", "bkt", "clu", "enw", "fox", "hqz"]],
    ["abcdefg", ["ag", "b", "c", "d", "e", "f"]],
    ["ab", ["a", "b", "", "", "", ""]],
    ["a", ["a", "", "", "", "", ""]],
    ["", ["", "", "", "", "", ""]],
  ])("of %s are groups of three at most, the first and the last among them", (keys, expected) => {
    expect(read(keys)).toEqual(expected);
  });

  test("are waited for as all others are", () => {
    const { depends_on: before } = fieldsOf(blocksOf(json)["data.aws_partition.guards"]);
    expect(before).toEqual(expect.arrayContaining([SOME, ENTRIES]));
  });
});

describe("whose entry is asked for", () => {
  test("where nobody reads the rows, everybody's, until the live mode is API", () => {
    const json = guardsAlone(new StagedCluster(unread("retire")));
    const asked = (mode: string): readonly string[] => {
      const { locals } = json;
      const answers = { "data.aws_eks_cluster.this": { access_config: [{ authentication_mode: mode }] } };
      return Object.keys(fieldsOf(valueWith(json, fieldsOf(locals).entries_asked, answers)));
    };
    expect(asked("API_AND_CONFIG_MAP")).toEqual(Object.keys(fieldsOf(fieldsOf(json.locals).entries_of_rows)));
    expect(asked("API_AND_CONFIG_MAP").length).toBeGreaterThan(2);
    expect(asked("API")).toEqual([]);
  });

  test("waits for nothing where neither rows nor lists of IAM are read", () => {
    const whole = unread("retire");
    const accept = [...(whole.accept ?? []), accepting("principal-unread")];
    const blocks = blocksOf(guardsAlone(new StagedCluster({ ...whole, accept })));
    expect(Object.keys(fieldsOf(blocks[ENTRIES])).sort()).toEqual(["cluster_name", "for_each", "principal_arn"]);
  });
});

describe("an entry that is another than the file declares", () => {
  const said = (definition: ReturnType<typeof cluster>, own: object, asked: object = {}): readonly unknown[] =>
    sentencesOf(guardsAlone(new StagedCluster(definition)), "data.aws_partition.entries", {
      [ENTRIES]: { dev: live(own) },
      [ASKED]: { dev: wanted(asked) },
    });
  const retire = cluster({ stage: "retire" });

  test("is none with its groups in another order, nor where the type has neither groups nor user name", () => {
    expect(said(retire, {})).toEqual([]);
    expect(said(retire, {}, { groups: ["b", "a", "b"] })).toEqual([]);
    expect(said(retire, { kubernetes_groups: ["x"] }, { user_name: "" })).toEqual([]);
  });

  test("is named with what it is, and of its groups the first three", () => {
    const wrong = (groups: string) =>
      `The live access entry of role dev in cluster demo (STANDARD, user name dev, groups ${groups}) is not what access_entries of its cluster file says for key dev`;
    const mend =
      "write migration.stage: entries and apply it, which makes or corrects the entry, before a later stage takes the row away [entry-not-live].";
    expect(said(retire, { kubernetes_groups: ["c"] })).toEqual([`${wrong("c")}: ${mend}`]);
    expect(said(retire, { kubernetes_groups: ["d", "c", "b", "a"] })).toEqual([
      `${wrong("a, b, c, and more")}: ${mend}`,
    ]);
  });

  test.each([{ type: "EC2_LINUX" }, { user_name: "other" }, { kubernetes_groups: [] }])("is one with %j", (own) => {
    expect(said(retire, own)).toHaveLength(1);
    expect(said(unread("retire"), own)).toEqual([
      expect.stringContaining("add code entry-not-live with its ARN as principal"),
    ]);
    expect(said(cluster({ stage: "api" }), own)).toEqual([expect.stringContaining("migration.stage: retire")]);
  });

  test("has any type where nobody knows it, which is asked where rows are not read, and at api", () => {
    const [own, any] = [{ type: "HYBRID_LINUX" }, { type: "", user_name: "" }];
    expect(said(unread("retire"), own, any)).toEqual([]);
    expect(said(cluster({ stage: "api" }), own, any)).toEqual([]);
    expect(said(retire, own, any)).toHaveLength(1);
  });
});
