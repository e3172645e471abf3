import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GUARDS, guardsOf } from "../../lib/migration/guard/guards";
import { LIVE_READS } from "../../lib/migration/guard/guard-reads";
import { STAGES } from "../../lib/migration/stage";
import { StagedCluster } from "../../lib/migration/staged-cluster";
import { behind, compiledGuards, stackOf } from "../support/guards/compiled-guards";
import { role, user } from "../support/definitions/arns";
import { unread } from "../support/guards/guard-cases";
import { guardsPage, readable } from "../support/pages/guards-page";
import { cluster, newCluster, withEntry } from "../support/definitions/sample-definitions";

describe("docs/guards.md", () => {
  test("shows the guards of today; `npm run docs` writes it", () => {
    expect(readFileSync(join(__dirname, "../../docs/guards.md"), "utf8")).toBe(guardsPage());
  });

  test("has a sentence or an address for every guard", () => {
    const sections = guardsPage().split("\n### ").slice(1);
    expect(sections.filter((section) => !section.includes("\n> ")).map((section) => section.split("\n")[0])).toEqual(
      [],
    );
  });
});

describe("readable", () => {
  test.each([
    ["no expression", "no expression"],
    ["a ${b} c ${d}", "a … c …"],
    ['${join(", ", [for k, v in { a = { b = 1 } } : k])} left', "… left"],
    [
      '${join("", [for i, one in x : i == 0 ? "An entry of ${one.a}" : "; an entry of ${one.a}"])}: b',
      "An entry of …: b",
    ],
  ])("%s", (sentence, expected) => {
    expect(readable(sentence)).toBe(expected);
  });
});

const WITH_USER = withEntry(cluster(), "dev", { principalArn: user("dev") });
const { node: _, ...WITHOUT_NODES } = cluster().accessEntries;
const WAVES = [["break_glass"], ["admin", "dev"]];
const EXPECTING = cluster({ expected: [role("node")], waves: WAVES }, { accessEntries: WITHOUT_NODES });

describe("LIVE_READS", () => {
  const compiled = [
    ...STAGES.map((stage) => cluster({ stage })),
    cluster({ wave: 1 }),
    newCluster(),
    WITH_USER,
    EXPECTING,
  ].flatMap((definition) => {
    const json = stackOf(definition);
    const all = compiledGuards(definition);
    // Guards of rows stand on one data source: what one of them reads is not read for the others.
    const own = definition === EXPECTING ? all.filter(({ code }) => code === "row-not-live") : all;
    return own.map(({ code, address }) => ({
      code,
      dataSources: behind(json, address).flatMap(
        (each) => /^data\.(?!aws_partition|aws_caller_identity)([^.]+)/.exec(each)?.[1] ?? [],
      ),
    }));
  });

  test.each(GUARDS.filter(({ code }) => !["config-map-unread", "principal-unread"].includes(code)))(
    "$code reads what the table says",
    (guard) => {
      const own = compiled.filter(({ code }) => code === guard.code).flatMap(({ dataSources }) => dataSources);
      const said = guard.reads.flatMap((source) => LIVE_READS[source].dataSources);
      expect([...new Set(own)].sort()).toEqual([...new Set(said)].sort());
    },
  );

  test.each(STAGES)("guards of a file that accepts unread rows read what the table says: %s", (stage) => {
    const definition = unread(stage);
    const json = stackOf(definition);
    const said = compiledGuards(definition);
    for (const { code, reads } of guardsOf(new StagedCluster(definition)).filter((guard) =>
      said.some((own) => own.code === guard.code),
    )) {
      const own = said
        .filter((each) => each.code === code)
        .flatMap(({ address }) => behind(json, address))
        .flatMap((each) => /^data\.(?!aws_partition|aws_caller_identity)([^.]+)/.exec(each)?.[1] ?? []);
      const sources = reads.filter((source) => source !== "clusters").flatMap((each) => LIVE_READS[each].dataSources);
      const isRetiring = stage === "retire" || stage === "api";
      const expected = code !== "changed-since-plan" || isRetiring ? sources : ["aws_eks_cluster"];
      const asked = expected.filter((type) => type !== "aws_iam_users");
      expect({ code, own: [...new Set(own)].sort() }).toEqual({ code, own: [...new Set(asked)].sort() });
    }
  });

  test("has every data source of a stack with guards but those that ask for nothing", () => {
    const known = Object.values(LIVE_READS).flatMap(({ dataSources }) => dataSources);
    const read = STAGES.flatMap((stage) => Object.keys(Object(stackOf(cluster({ stage })).data)));
    expect([...new Set(read)].filter((type) => !known.includes(type))).toEqual(["aws_partition"]);
  });
});
