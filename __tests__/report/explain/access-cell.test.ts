import type { StagedAccess } from "../../../lib/migration/explanation/staged-access";
import { accessCell, shortened } from "../../../lib/report/explain/access-cell";
import { role } from "../../support/definitions/arns";

const ADMIN = { name: "AmazonEKSClusterAdminPolicy", scope: { type: "cluster" } } as const;
const EDIT = { name: "AmazonEKSEditPolicy", scope: { type: "namespace", namespaces: ["dev-*", "qa"] } } as const;

function access(rest: Partial<Extract<StagedAccess, { kind: "access" }>>): StagedAccess {
  const through = { by: "entry", key: "dev" } as const;
  return { kind: "access", through, username: "dev", groups: [], policies: [], ...rest };
}

describe("accessCell", () => {
  test.each<[StagedAccess, string[]]>([
    [{ kind: "none", why: "no row names it" }, ["red nothing"]],
    [{ kind: "unknown", why: "" }, ["yellow unknown"]],
    [access({}), ["green entry dev", "dev", "dim no groups"]],
    [
      access({ through: { by: "row", place: { section: "mapUsers", index: 3 } }, username: "", groups: ["a", "b"] }),
      ["yellow row mapUsers[3]", "red no username", "group a", "group b"],
    ],
    [
      access({
        through: { by: "entry", key: `made by EKS: ${role("x")}` },
        username: "system:node:{{EC2PrivateDNSName}}",
      }),
      ["green EKS's entry", "system:node:{host}", "dim no groups"],
    ],
    [
      access({ username: "a:{{SessionName}}", policies: [ADMIN, EDIT] }),
      ["green entry dev", "a:{session}", "ClusterAdmin", "Edit in dev-*, qa"],
    ],
    [
      access({ username: "a\u001b[31m\u202e", groups: ["\n"] }),
      ["green entry dev", "a\\u{1b}[31m\\u{202e}", "group \\u{a}"],
    ],
  ])("of %j", (given, lines) => {
    expect(accessCell(given).map(({ text, colour }) => (colour === undefined ? text : `${colour} ${text}`))).toEqual(
      lines,
    );
  });
});

describe("shortened", () => {
  test("tells what short names stand for, each once, and only those that are used", () => {
    const odd = { name: "Custom", scope: { type: "cluster" } } as const;
    const cells = [
      access({ policies: [EDIT, ADMIN, odd] }),
      access({ policies: [ADMIN], groups: ["g-{{SessionName}}"] }),
    ];
    expect(shortened(cells)).toEqual([
      "ClusterAdmin: AmazonEKSClusterAdminPolicy",
      "Edit: AmazonEKSEditPolicy",
      "{session}: {{SessionName}}",
    ]);
    expect(shortened([access({}), { kind: "none", why: "" }])).toEqual([]);
  });
});
