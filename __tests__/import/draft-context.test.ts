import { draftContext } from "../../lib/import/draft/draft-context";
import { role, user } from "../support/definitions/arns";
import {
  describeCluster,
  describeEntry,
  listEntries,
  listPolicies,
  listRoles,
  nodeGroups,
} from "../support/cli/source-texts";
import { printLocated } from "../../lib/inventory/finding/located-finding";
import { ADMIN, ADMIN_ROW, definitionOf, NODE_ROW, rows, run, SSO, SSO_PATH } from "./imported";

const both = describeCluster("API_AND_CONFIG_MAP");
const live = (arn: string, entry: Readonly<Record<string, unknown>> = {}, ...policies: readonly string[]) => [
  listEntries(arn),
  describeEntry(arn, entry),
  listPolicies(arn, ...policies),
];
const SESSION = { rolearn: role("hyb"), username: "system:node:{{SessionName}}", groups: NODE_ROW.groups };

describe(draftContext, () => {
  test("knows by the live entry what runs under a role of session nodes, and asks once where it does not", () => {
    const asked = (...texts: readonly string[]): number =>
      (run([rows([SESSION]), both, ...texts]).text ?? "").split("R16 row-session-node").length - 1;
    expect(asked(listEntries())).toBe(1);
    expect(asked(...live(role("hyb"), { type: "HYBRID_LINUX", username: SESSION.username }))).toBe(0);
    const other = live(role("dev"), { type: "HYBRID_LINUX", username: SESSION.username });
    expect(asked(...other)).toBe(1);
  });

  test("writes the paths of roles and of nobody else", () => {
    const ann = { userarn: user("team/ann"), username: "a", groups: ["x"] };
    const { migration } = run([rows([], [ann]), both, ...live(user("team/ann"))]).draft;
    expect(migration?.rolePaths.value).toEqual([]);
    expect(run([rows([NODE_ROW]), both, ...live(role("team/node"))]).draft.migration?.rolePaths.value).toEqual([
      [role("node"), role("team/node")],
    ]);
  });

  test("takes the account of nodes, where a row of theirs has an ARN", () => {
    const sso = { sso: { permissionSetName: "Node", accountID: "444455556666" }, username: NODE_ROW.username };
    expect(run([rows([sso, NODE_ROW])]).draft.accountId).toBe("111122223333");
  });

  test("leaves an entry to the capability whose role it is for, of type STANDARD or not", () => {
    const capability = { capabilityName: "argocd", clusterName: "demo", roleArn: role("argo"), type: "ARGOCD" };
    const { draft } = run([rows([]), both, JSON.stringify({ capability }), ...live(role("argo"))]);
    expect(draft.entries).toEqual([]);
    expect(draft.entryNotes).toEqual(["not declared: role argo: EKS made it by itself: EKS capability argocd"]);
    expect(draft.capabilities).toEqual([[role("argo"), "argocd"]]);
  });

  test("names the same node group of a role, whichever stands first", () => {
    const notes = (...names: readonly string[]): unknown => {
      const groups = Object.fromEntries(names.map((name) => [name, role("node")]));
      return run([rows([NODE_ROW]), both, nodeGroups(groups)]).draft.migration?.expected.value;
    };
    const expected = [{ value: role("node"), notes: ["managed node group b"] }];
    expect([notes("a", "b"), notes("b", "a")]).toEqual([expected, expected]);
  });

  test("has each finding where its entry stands, or where the rows do", () => {
    const found = (...texts: readonly string[]): readonly string[] =>
      run(texts)
        .findings.filter(({ code }) => code.startsWith("import-"))
        .map((one) => printLocated(one).split(": ", 1).join());
    expect(found(rows([]), both, listEntries(role("x")), describeEntry(role("x")))).toEqual(["4.txt:1:16 accessEntry"]);
    expect(found(listRoles(role("y")), describeEntry(role("x")))).toEqual([
      "2.txt:1:16 accessEntry",
      "2.txt:1:16 accessEntry",
    ]);
    expect(found(rows([NODE_ROW, ADMIN_ROW]), both, listEntries(), listRoles(role("node")), nodeGroups({}))).toEqual([
      "1.txt:4:13 data",
    ]);
  });
});

describe("what the file says of live entries", () => {
  test("is that those which it declares need no word, and what is missing of others", () => {
    const { draft } = run([rows([]), both, ...live(role("ops"), {}, ADMIN)]);
    expect([draft.entries.map(({ key }) => key), draft.entryNotes]).toEqual([["ops"], []]);
    expect(run([rows([]), both, listEntries(role("x"))]).draft.entryNotes).toEqual([
      "R37 import-entry-unknown: the live entry of role x is not described, and overrides its row",
      `  import again with the output of \`aws eks describe-access-entry --cluster-name demo --principal-arn ${role("x")}\``,
    ]);
  });

  test("is that of the first of two rows that spell one user differently", () => {
    const ann = (name: string) => ({ userarn: user(name), username: "a", groups: ["x"] });
    const { entries } = run([rows([], [ann("Ann"), ann("ann")]), both, listEntries()]).draft;
    expect(entries.map(({ key, value }) => [key, value.principalArn])).toEqual([["ann", user("Ann")]]);
  });

  test("has tags in the order of their keys", () => {
    const { draft } = run([rows([]), both, ...live(role("ops"), { tags: { b: "1", a: "2", "aws:x": "3" } }, ADMIN)]);
    expect(Object.entries(draft.entries[0]?.value.tags ?? {})).toEqual([
      ["a", "2"],
      ["b", "1"],
    ]);
  });
});

describe("the first wave", () => {
  test("is an admin whose role no permission set makes anew, path or not, and in whatever order keys are", () => {
    const sso = { ...ADMIN_ROW, rolearn: role(SSO), username: "sso" };
    const zoe = { ...ADMIN_ROW, rolearn: role("zoe"), username: "zoe" };
    const roles = [role(`${SSO_PATH}/${SSO}`), role("zoe"), role("dev")];
    const dev = { rolearn: role("dev"), username: "dev", groups: ["developers"] };
    const { migration } = definitionOf(run([rows([sso, zoe, dev]), both, listEntries(), listRoles(...roles)]));
    expect(migration?.waves?.[0]).toEqual(["zoe"]);
  });
});

describe("an overlay that somebody asks for", () => {
  const overlay = {
    root: "../infrastructure",
    cluster: { value: ["module", "eks"], notes: [] },
    createsConfigMap: false,
    asksCreator: false,
  } as const;

  test("is in the draft, and nothing is where nobody asks", () => {
    expect(run([rows([]), both, listEntries()], { overlay }).draft.overlay).toBe(overlay);
    expect(Object.keys(run([rows([]), both, listEntries()]).draft)).not.toContain("overlay");
  });
});
