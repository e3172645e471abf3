import { role } from "../support/definitions/arns";
import { describeCluster, describeEntry, listEntries, listPolicies } from "../support/cli/source-texts";
import { ADMIN, ADMIN_ROW, definitionOf, NODE_ROW, rows, run } from "./imported";

const DEV_ROW = { rolearn: role("dev"), username: "dev", groups: ["developers"] };
const config = describeCluster("CONFIG_MAP");
const both = describeCluster("API_AND_CONFIG_MAP");

describe("waves of a file that import writes", () => {
  test("begin with one admin alone, wherever its row stands, and end with nodes", () => {
    const { migration } = definitionOf(run([rows([NODE_ROW, DEV_ROW, ADMIN_ROW]), config]));
    expect(migration?.waves).toEqual([["ops"], ["dev"], ["node"]]);
  });

  test("begin with people where nobody is admin", () => {
    const { migration } = definitionOf(run([rows([NODE_ROW, DEV_ROW]), config]));
    expect(migration?.waves).toEqual([["dev"], ["node"]]);
  });
});

describe("what import asks under expected", () => {
  const asked = (text: string | undefined): boolean => text?.includes("R37 creator-unknown") === true;

  test("is who the creator is, until an admin without a row is live", () => {
    const creator = role("cluster-creator");
    const live = [listEntries(creator), describeEntry(creator), listPolicies(creator, ADMIN)];
    expect(asked(run([rows([DEV_ROW]), both]).text)).toBe(true);
    expect(asked(run([rows([DEV_ROW]), both, ...live]).text)).toBe(false);
    const admin = { rolearn: creator, username: "creator", groups: ["system:masters"] };
    expect(asked(run([rows([DEV_ROW, admin]), both, ...live]).text)).toBe(true);
  });

  test("is nothing that stands beside a row already", () => {
    const { text = "" } = run([rows([ADMIN_ROW, { ...DEV_ROW, username: "dev:{{SessionName}}" }]), config]);
    const [, expected = ""] = text.split(/^ {2}expected:$/m);
    const lines = text.split("\n").filter((line) => line.includes("masters-by-name"));
    expect(lines).toHaveLength(new Set(lines).size);
    expect(expected).not.toContain("masters-by-name");
  });
});
