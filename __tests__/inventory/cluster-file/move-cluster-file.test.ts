import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { type MovedClusterFile, moveClusterFile } from "../../../lib/inventory/cluster-file/move-cluster-file";
import { type Direction, stepOf } from "../../../lib/migration/step";
import { type Stage, STAGES } from "../../../lib/migration/stage";
import { SAMPLES, samples } from "../../support/definitions/sample-definitions";
import { least, runs } from "../../support/laws/law-runs";

const HEAD = `cluster_name: demo
render: access
terraform: { region: ap-northeast-2, account_id: "111122223333" }
access_entries:
  a: { principal_arn: "arn:aws:iam::111122223333:role/a" }
  b: { principal_arn: "arn:aws:iam::111122223333:role/b" }
`;

/** One step in a text; undefined where there is none, or none that can be written safely. */
function step(text: string, direction: Direction, name = "demo"): MovedClusterFile | undefined {
  const { cluster, findings } = parseClusterFile(`clusters/${name}.yaml`, text);
  if (cluster === undefined) throw new Error(findings.map(({ message }) => message).join("\n"));
  const to = stepOf(cluster.staged.definition, direction);
  return "to" in to ? moveClusterFile(cluster, text, { direction, to: to.to }) : undefined;
}

function comments(text: string): string[] {
  return [...text.matchAll(/(?:^|\s)(#.*)$/gm)].map(([, comment]) => (comment ?? "").trim()).sort();
}

const ABOUT_ADOPT = "Where the state comes from: the first plan moves what is rendered here";

describe("moveClusterFile with the samples", () => {
  const migrating = samples().filter(({ migration }) => migration !== undefined);

  test.each(migrating.map(({ clusterName }) => clusterName))(
    "%s loses no comment, either way, but those about adopt on the way forward",
    (name) => {
      const text = readFileSync(join(SAMPLES, `${name}.yaml`), "utf8");
      const moves = (["advance", "back"] as const).map((direction) => ({
        direction,
        move: step(text, direction, name),
      }));
      // At `done` there is no way on, and none back.
      expect(moves.some(({ move }) => move !== undefined)).toBe(name !== "ledger-cluster");
      for (const { direction, move } of moves) {
        if (move === undefined) continue;
        const kept = comments(text).filter((one) => direction === "back" || !one.includes(ABOUT_ADOPT));
        expect(comments(move.text)).toEqual(kept);
        expect(move.text.split("\n").filter((line) => !text.includes(line)).length).toBeLessThanOrEqual(4);
      }
    },
  );
});

describe("moveClusterFile forward", () => {
  test.each([
    [
      "the mode that the file names",
      "authentication_mode: CONFIG_MAP # m\nmigration: { stage: config-map }\n",
      "authentication_mode: API_AND_CONFIG_MAP # m\nmigration: { stage: dual }\n",
    ],
    ["the stage in a block", "migration:\n  stage: retire # soon\n", "migration:\n  stage: api # soon\n"],
    [
      "the first wave",
      "migration:\n  stage: dual\n  waves: [[a], [b]]\n",
      "migration:\n  stage: entries\n  waves: [[a], [b]]\n  wave: 1\n",
    ],
    [
      "the next wave",
      "migration: {stage: entries, waves: [[a], [b]], wave: 1}\n",
      "migration: {stage: entries, waves: [[a], [b]], wave: 2}\n",
    ],
    [
      "toggles that contradict done",
      "migration: { stage: api }\naws_auth: { create_aws_auth_configmap: true, manage_aws_auth_configmap: true }\n",
      "migration: { stage: done }\naws_auth: { create_aws_auth_configmap: false, manage_aws_auth_configmap: false }\n",
    ],
    [
      "no toggle that is left out",
      "migration: { stage: api }\naws_auth: {}\n",
      "migration: { stage: done }\naws_auth: {}\n",
    ],
    [
      "adopt away",
      "adopt: { module: module.eks } # from\nmigration: { stage: retire }\n",
      "migration: { stage: api }\n",
    ],
    [
      "adopt away with the comments about it, and no other",
      "# people\ntags: {} # none\n\n# the module's state\n# is taken over\nadopt:\n  # its call\n  module: module.eks # from\n# on its way\nmigration: { stage: retire }\n",
      "# people\ntags: {} # none\n\n# on its way\nmigration: { stage: api }\n",
    ],
    [
      "a key of adopt away with the comments about it",
      "adopt:\n  # none of these is in a state\n  import: true # all\n  # made by EKS\n  imported: [a]\nmigration: { stage: retire }\n",
      "adopt:\n  # made by EKS\n  imported: [a]\nmigration: { stage: api }\n",
    ],
    [
      "adopt away but for imported entries",
      "adopt: { import: true, imported: [a] }\nmigration: { stage: retire }\n",
      "adopt: { imported: [a] }\nmigration: { stage: api }\n",
    ],
    [
      "adopt of imported entries alone stays",
      "adopt: { imported: [a] }\nmigration: { stage: retire }\n",
      "adopt: { imported: [a] }\nmigration: { stage: api }\n",
    ],
    [
      "entries that a stopped Terraform left away",
      "adopt: { imported_without_associations: [a] }\nmigration: { stage: retire }\n",
      "migration: { stage: api }\n",
    ],
    [
      "them away, and imported entries not",
      "adopt: { imported: [a], imported_without_associations: [b] }\nmigration: { stage: retire }\n",
      "adopt: { imported: [a] }\nmigration: { stage: api }\n",
    ],
    [
      "renamed away, with its own comment kept",
      "renamed: { ops: a } # since today\nmigration: { stage: retire }\n",
      "# since today\nmigration: { stage: api }\n",
    ],
    [
      "a stage that is an alias",
      "tags: { now: &s retire }\nmigration: { stage: *s }\n",
      "tags: { now: &s retire }\nmigration: { stage: api }\n",
    ],
  ])("writes %s", (_, before, after) => {
    expect(step(HEAD + before, "advance")?.text).toBe(HEAD + after);
  });

  test.each([
    ["a stage whose map something else repeats", "tags: &m { stage: retire }\nmigration: *m\n"],
    ["a block scalar", "migration:\n  stage: >-\n    retire\n"],
  ])("does not touch %s", (_, text) => {
    expect(step(HEAD + text, "advance")).toBeUndefined();
  });

  test("an anchor that somebody else uses is not taken out", () => {
    const text = `${HEAD}adopt: { module: &m module.eks }\ntags: { from: *m }\nmigration: { stage: retire }\n`;
    expect(step(text, "advance")).toBeUndefined();
  });
});

describe("moveClusterFile back", () => {
  test.each([
    [
      "no wave where there are no entries",
      "migration:\n  stage: entries\n  waves: [[a], [b]]\n  wave: 1 # b waits\n",
      "migration:\n  stage: dual\n  waves: [[a], [b]]\n  # b waits\n",
    ],
    [
      "a wave where all were in",
      "migration:\n  stage: entries\n  waves: [[a], [b]]\n",
      "migration:\n  stage: entries\n  waves: [[a], [b]]\n  wave: 1\n",
    ],
    [
      "the stage alone; adopt stays",
      "adopt: { module: module.eks }\nmigration: { stage: retire }\n",
      "adopt: { module: module.eks }\nmigration: { stage: entries }\n",
    ],
    [
      "the stage alone; renamed stays",
      "renamed: { ops: a }\nmigration: { stage: retire }\n",
      "renamed: { ops: a }\nmigration: { stage: entries }\n",
    ],
  ])("writes %s", (_, before, after) => {
    expect(step(HEAD + before, "back")?.text).toBe(HEAD + after);
  });
});

describe("moveClusterFile", () => {
  const comment = fc.constantFrom("", " # why", " #", " # {stage: dual}");
  const layout = fc.record({
    stage: fc.constantFrom<Stage>("dual", "entries"),
    wave: fc.constantFrom(undefined, 1, 2, 3),
    waves: fc.constantFrom("[[a], [b]]", "[[a]]", "[ [a] , [b] ]", undefined),
    mode: fc.boolean(),
    flow: fc.boolean(),
    quote: fc.constantFrom("", '"', "'"),
    eol: fc.constantFrom("\n", "\r\n"),
    bom: fc.boolean(),
    comments: fc.tuple(comment, comment, comment, comment),
    last: fc.boolean(),
  });

  test("a step forward and back gives the same bytes, wherever it can be undone", () => {
    let taken = 0;
    fc.assert(
      fc.property(
        layout,
        ({ stage, wave, waves, mode, flow, quote, eol, bom, comments: [one, two, three, four], last }) => {
          // At dual the number of waves that are in says nothing, and a step back to it takes it out.
          const own = stage === "dual" || waves === undefined ? undefined : wave;
          const keys = [
            `stage: ${quote}${stage}${quote}`,
            ...(waves === undefined ? [] : [`waves: ${waves}`]),
            ...(own === undefined ? [] : [`wave: ${own}`]),
          ];
          const section = flow
            ? [`migration: { ${keys.join(", ")} }${two}`]
            : ["migration:", ...keys.map((key, i) => `  ${key}${[two, three, four][i] ?? ""}`)];
          const lines = [
            ...HEAD.trimEnd().split("\n"),
            ...(mode ? [`authentication_mode: API_AND_CONFIG_MAP${one}`] : []),
            ...section,
          ];
          const text = (bom ? "\uFEFF" : "") + lines.join(eol) + (last ? "" : eol);
          const { cluster } = parseClusterFile("clusters/demo.yaml", text);
          expect(cluster?.staged.definition.migration?.stage).toBe(stage);
          const forth = step(text, "advance");
          expect(forth).toBeDefined();
          if (forth === undefined) return;
          taken++;
          expect(step(forth.text, "back")?.text).toBe(text);
        },
      ),
      { numRuns: runs(60) },
    );
    expect(taken).toBeGreaterThan(least(50));
  });

  test("a file goes all the way, and each text is the definition that it was meant to be", () => {
    let text = `${HEAD}migration:\n  stage: config-map # here\n  waves: [[a], [b]]\naws_auth: { manage_aws_auth_configmap: true }\nauthentication_mode: CONFIG_MAP\n`;
    const seen: string[] = [];
    for (let moved = step(text, "advance"); moved !== undefined; moved = step(text, "advance")) {
      text = moved.text;
      const { stage, wave } = moved.staged.definition.migration ?? { stage: "none" };
      seen.push(`${stage} ${wave ?? "-"} ${moved.staged.definition.authenticationMode ?? "-"}`);
    }
    expect(seen).toEqual([
      "dual - API_AND_CONFIG_MAP",
      "entries 1 API_AND_CONFIG_MAP",
      "entries 2 API_AND_CONFIG_MAP",
      "retire 2 API_AND_CONFIG_MAP",
      "api 2 API",
      "done 2 API",
    ]);
    expect(text).toContain("stage: done # here");
    expect(text).toContain("manage_aws_auth_configmap: false");
    expect(STAGES.at(-1)).toBe("done");
  });
});
