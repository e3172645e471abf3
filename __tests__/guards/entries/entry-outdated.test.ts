import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { role } from "../../support/definitions/arns";
import { cluster } from "../../support/definitions/sample-definitions";
import { blocksOf, guardsAlone } from "../../support/guards/compiled-guards";
import { sentencesOf, valueWith } from "../../support/guards/read-guards";
import { fieldsOf } from "../../support/terraform/provider-schema";

const ENTRIES = "data.aws_eks_access_entry.row_without_live_access_entry";
const ROLES = "data.aws_iam_role.row_with_access_entry_older_than_role";

const json = guardsAlone(new StagedCluster(cluster({ stage: "retire" })));

describe("roles that were made anew", () => {
  const said = (entry: object): readonly unknown[] =>
    sentencesOf(json, "data.aws_partition.roles", {
      [ENTRIES]: { dev: entry },
      "local.entries_asked": { dev: { name: "role dev" } },
      [ROLES]: { dev: { arn: role("dev"), create_date: "2026-02-01T00:00:00Z" } },
    });

  test("are those that are younger than their entry, or of whose entry nobody knows when it was made", () => {
    expect(said({ created_at: "2026-02-01T00:00:01Z" })).toEqual([]);
    expect(said({ created_at: "2026-02-01T00:00:00Z" })).toEqual([]);
    const anew = [
      expect.stringMatching(
        /^IAM role dev was made at 2026-02-01T00:00:00Z.*--cluster-name demo --principal-arn arn:aws:iam::111122223333:role\/dev\).*\[entry-outdated\]\.$/,
      ),
    ];
    expect(said({ created_at: "2026-01-31T23:59:59Z" })).toEqual(anew);
    expect(said({ created_at: "unknown" })).toEqual(anew);
  });

  test("have the commands of the first three, and are told to be more", () => {
    const keys = ["a", "b", "c", "d", "e"];
    const of = (value: (key: string) => object): object => Object.fromEntries(keys.map((key) => [key, value(key)]));
    const [sentence] = sentencesOf(json, "data.aws_partition.roles", {
      [ENTRIES]: of(() => ({ created_at: "2026-01-01T00:00:00Z" })),
      "local.entries_asked": of((key) => ({ name: `role ${key}` })),
      [ROLES]: of((key) => ({ arn: role(key), create_date: "2026-02-01T00:00:00Z" })),
    });
    const commands = String(sentence).match(/--principal-arn \S+role\/\w/g);
    expect(commands?.map((one) => one.at(-1))).toEqual(["a", "b", "c"]);
  });

  test("are looked up behind the entries, of this account's roles alone", () => {
    const block = fieldsOf(blocksOf(json)[ROLES]);
    expect(block).toMatchObject({ name: "${each.value.role}", depends_on: [ENTRIES] });
    const asked = { dev: { role: "dev" }, other: { role: "" } };
    expect(valueWith(json, block.for_each, { "local.entries_asked": asked })).toEqual({ dev: { role: "dev" } });
  });
});
