import { readFile } from "../../support/reviews/review-clusters";
import type { ResourceChange } from "../../../lib/plan/reading/terraform-plan";
import { entryRemoved } from "../../../lib/rules/judgements/entries/entry-removed";
import { entryRenamed } from "../../../lib/rules/judgements/entries/entry-renamed";
import { role } from "../../support/definitions/arns";
import { cluster, creates, deletes, entry, keeps } from "../../support/plans/case-plans";
import { api, CLUSTER } from "../../support/reviews/case-reviews";
import { seenIn } from "../../support/reviews/seen-by";

const E = 'module.eks.aws_eks_access_entry.this["dev"]';
const F = 'module.eks.aws_eks_access_entry.this["team"]';
const dev = entry("dev", { kubernetes_groups: ["developers"], user_name: "dev" });
const { principal_arn: _, ...open } = dev;

describe("entry-removed", () => {
  const help = `put the key back under \`access_entries\`; or, where the principal is meant to lose the entry, add \`- ${role("dev")}\` to the list \`leaving\` at the top level of the cluster file`;
  const about = { principal: role("dev"), before: "role dev", after: "no entry" };
  const file = (stage: string, more: string) =>
    readFile(
      `cluster_name: demo\nrender: access\nterraform: { account_id: "111122223333", region: eu-west-1 }\n${stage}${more}`,
    ).staged;
  const OF_DEV = `access_entries: { developers: { principal_arn: "${role("dev")}", kubernetes_groups: [developers] } }\n`;

  test("names the key that the configuration, or the file, no longer has", () => {
    const told = (reason: string, key = "dev") => ({
      message: `the access entry of role dev is removed: ${reason} no longer has its key \`${key}\``,
      ...about,
      filePath: "access_entries",
      help,
    });
    expect(seenIn(entryRemoved, [api, deletes(E, dev)])).toEqual([{ address: E, ...told("the configuration") }]);
    expect(seenIn(entryRemoved, [api, deletes("aws_eks_access_entry.own", dev)])).toEqual([
      { address: "aws_eks_access_entry.own", ...told("the configuration", "own") },
    ]);
    const staged = file("authentication_mode: API\n", "access_entries: {}\n");
    expect(seenIn(entryRemoved, [api, deletes(E, dev)], { staged })).toEqual([
      { address: E, ...told("the cluster file") },
    ]);
  });

  test("is a note where the file has the key, or says that the principal leaves", () => {
    const note = { ...about, severity: "note" };
    const left = file("authentication_mode: API\n", `access_entries: {}\nleaving: ["${role("dev")}"]\n`);
    expect(seenIn(entryRemoved, [api, deletes(E, dev)], { staged: left })).toEqual([
      {
        address: E,
        message: "the access entry of role dev is removed: the cluster file no longer has its key `dev`",
        filePath: "access_entries",
        ...note,
      },
    ]);
    const declared = (stage: string) => file(stage, OF_DEV);
    const said = (reason: string) => [
      {
        address: E,
        message: `the access entry of role dev is removed: ${reason}`,
        filePath: "access_entries.developers",
        ...note,
      },
    ];
    expect(seenIn(entryRemoved, [api, deletes(E, dev)], { staged: declared("authentication_mode: API\n") })).toEqual(
      said("the plan has no entry for key `developers`"),
    );
    const dual = declared("migration: { stage: dual }\naws_auth: { aws_auth_roles: [] }\n");
    expect(seenIn(entryRemoved, [api, deletes(E, dev)], { staged: dual })).toEqual(
      said("stage `dual` renders no entry for key `developers`"),
    );
  });

  test("does not know whom an entry is for that the plan does not tell", () => {
    expect(seenIn(entryRemoved, [api, deletes(E, { ...open, principal_arn: null })])).toEqual([
      {
        address: E,
        message:
          "the access entry of a principal that the plan does not tell is removed: the configuration no longer has its key `dev`",
        after: "no entry",
        filePath: "access_entries",
      },
    ]);
  });

  test("is told of nobody who has another entry afterwards, nor with the cluster", () => {
    expect(seenIn(entryRemoved, [api, deletes(E, dev), creates(F, dev)])).toEqual([]);
    expect(seenIn(entryRemoved, [api, deletes(E, dev), creates(F, open, { principal_arn: true })])).toHaveLength(1);
    expect(seenIn(entryRemoved, [deletes(CLUSTER, cluster("API")), deletes(E, dev)])).toEqual([]);
  });
});

describe("entry-renamed", () => {
  test("says from where to where, and what to write", () => {
    expect(seenIn(entryRenamed, [api, deletes(E, dev), creates(F, dev)])).toEqual([
      {
        address: F,
        principal: role("dev"),
        message: "the entry of role dev is destroyed at one address and made at another, expected a moved block",
        help: `write \`renamed: { OLD_KEY: NEW_KEY }\` into the cluster file; in HCL a \`moved\` block, each argument on a line of its own: \`moved { from = ${E}, to = ${F} }\``,
        before: `\`${E}\``,
        after: `\`${F}\``,
      },
    ]);
  });

  test.each<[string, readonly ResourceChange[]]>([
    ["the other one stays", [keeps(E, dev), creates(F, dev)]],
    ["the other one stays, and is made by nobody", [deletes(E, dev), keeps(F, dev)]],
    ["it is somebody else's", [deletes(E, dev), creates(F, entry("team"))]],
    ["the plan does not tell whose is made", [deletes(E, dev), creates(F, open, { principal_arn: true })]],
    ["the plan does not tell whose goes", [deletes(E, { ...open, principal_arn: null }), creates(F, dev)]],
  ])("is nothing where %s", (_name, changes) => {
    expect(seenIn(entryRenamed, [api, ...changes])).toEqual([]);
  });
});
