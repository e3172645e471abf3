import type { FleetRules, RingGate } from "../../lib/fleet/fleet-rules";
import type { Milestone, Reached } from "../../lib/fleet/position";
import { heldBy, heldSentence, type RingMember } from "../../lib/fleet/ring-gate";
import type { Stage } from "../../lib/migration/stage";

function rules(after?: RingGate): FleetRules {
  const second = { name: "second", clusters: ["two/*"], ...(after === undefined ? {} : { after }) };
  const empty = { name: "empty", clusters: ["none/*"] };
  return { file: "fleet.yaml", rings: [{ name: "first", clusters: ["one/*"] }, empty, second] };
}

function at(stage: Stage, waves: { readonly in: number; readonly of: number } = { in: 2, of: 2 }): Reached {
  return { kind: "stage", stage, waves };
}

function member(reached: Reached | undefined, more: Partial<RingMember> = {}): RingMember {
  return { path: "one/shop", blockers: [], stale: () => undefined, ...(reached && { reached }), ...more };
}

function why(members: readonly RingMember[], to: Milestone, after?: RingGate): string | undefined {
  const own = member(at("config-map"), { path: "two/shop" });
  const held = heldBy(rules(after), [...members, own], { path: "two/shop", to });
  return held === undefined ? undefined : heldSentence(held);
}

describe("heldBy", () => {
  test.each<[string, Reached, Milestone, RingGate | undefined]>([
    ["to where the ring before is", at("dual"), { stage: "dual" }, undefined],
    ["to a stage that the ring before has left", at("api"), { stage: "dual" }, undefined],
    ["to a wave that the ring before has", at("entries", { in: 1, of: 3 }), { stage: "entries", wave: 1 }, undefined],
    [
      "to a wave of which the ring before has fewer, all in",
      at("entries", { in: 2, of: 2 }),
      { stage: "entries", wave: 3 },
      undefined,
    ],
    ["where the ring before has finished", { kind: "finished" }, { stage: "done" }, undefined],
    ["where the ring before has what the gate asks beyond", at("retire"), { stage: "dual" }, { stage: "retire" }],
    ["where it has so many waves", at("entries", { in: 2, of: 3 }), { stage: "dual" }, { stage: "entries", wave: 2 }],
  ])("lets a step go %s", (...[, reached, to, after]) => {
    expect(why([member(reached)], to, after)).toBeUndefined();
  });

  test.each<[string, RingMember, Milestone, RingGate | undefined, string]>([
    [
      "to where the ring before is not",
      member(at("config-map")),
      { stage: "dual" },
      undefined,
      "cluster `one/shop` is at config-map, expected dual",
    ],
    [
      "to a wave that it has not",
      member(at("entries", { in: 1, of: 3 })),
      { stage: "entries", wave: 2 },
      undefined,
      "cluster `one/shop` is at entries, wave 1 of 3, expected entries with 2 waves",
    ],
    [
      "where the gate asks for more",
      member(at("entries")),
      { stage: "dual" },
      { stage: "retire" },
      "cluster `one/shop` is at entries, wave 2 of 2, expected retire",
    ],
    [
      "where the gate asks for all waves",
      member(at("entries", { in: 1, of: 2 })),
      { stage: "dual" },
      { stage: "entries" },
      "is at entries, wave 1 of 2, expected entries",
    ],
    [
      "further than the gate asks, where the ring before is not",
      member(at("dual")),
      { stage: "entries", wave: 1 },
      { stage: "dual" },
      "is at dual, expected entries with 1 wave",
    ],
    [
      "beside a cluster that never began",
      member({ kind: "not begun" }),
      { stage: "dual" },
      undefined,
      "is at no migration, expected dual",
    ],
    [
      "beside a file that cannot be read",
      member(undefined),
      { stage: "dual" },
      undefined,
      "cannot be read: eks-access check says why",
    ],
    [
      "beside an open blocker",
      member(at("dual"), { blockers: ["row-uncovered"] }),
      { stage: "dual" },
      undefined,
      "is refused at its own stage (row-uncovered)",
    ],
    [
      "without a result of verify",
      member(at("dual"), { stale: (days) => ({ reason: `the verdict is older than ${days}`, help: "" }) }),
      { stage: "dual" },
      undefined,
      "is not verified: the verdict is older than 7",
    ],
    [
      "without one of so many days",
      member(at("dual"), { stale: (days) => (days > 3 ? undefined : { reason: "old", help: "" }) }),
      { stage: "dual" },
      { verifiedDays: 3 },
      "is not verified: old",
    ],
  ])("holds a step %s", (...[, one, to, after, sentence]) => {
    expect(why([one], to, after)).toContain(sentence);
  });

  test("one of a ring holds all that wait for it; the sentence names three", () => {
    const many = Array.from({ length: 5 }, (_, i) =>
      member(at(i === 0 ? "dual" : "config-map"), { path: `one/c${i}` }),
    );
    expect(why(many, { stage: "dual" })).toBe(
      "ring `second` waits for ring `first`: cluster `one/c1` is at config-map, expected dual; cluster `one/c2` is at config-map, expected dual; cluster `one/c3` is at config-map, expected dual; and 1 more",
    );
  });

  test("the first ring waits for nobody, nor does a fleet without rings, nor one behind rings without clusters", () => {
    const behind = member(at("config-map"));
    expect(heldBy(rules(), [behind], { path: "one/shop", to: { stage: "done" } })).toBeUndefined();
    expect(heldBy({ file: "fleet.yaml" }, [behind], { path: "two/shop", to: { stage: "done" } })).toBeUndefined();
    expect(why([], { stage: "done" })).toBeUndefined();
  });
});
