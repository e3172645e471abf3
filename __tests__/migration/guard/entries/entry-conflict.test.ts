import type { AccessDefinition } from "../../../../lib/migration/definition";
import { entryConflict } from "../../../../lib/migration/guard/entries/entry-conflict";
import type { LiveCluster } from "../../../../lib/migration/guard/live-cluster";
import { StagedCluster } from "../../../../lib/migration/staged-cluster";
import { role } from "../../../support/definitions/arns";
import { definition } from "../../../support/definitions/definitions";
import { liveCluster } from "../../../support/live/live-clusters";

const conflictingEntries = (base: AccessDefinition, cluster: LiveCluster): readonly string[] =>
  entryConflict.refuses(new StagedCluster(base), cluster);

describe("entry-conflict", () => {
  const nodeGroup = liveCluster({ nodeGroupRoles: [role("node"), "nobody"] });

  test("R37 refuses: a declared entry for the role of a live managed node group", () => {
    expect(conflictingEntries(definition(), nodeGroup)).toEqual([role("node")]);
    const elsewhere = { node: { principalArn: role("team/node"), type: "EC2_LINUX" as const } };
    expect(conflictingEntries(definition({}, { accessEntries: elsewhere }), nodeGroup)).toEqual([role("team/node")]);
  });

  test("R37 accepts: an entry that was imported, one that is not rendered yet, and other roles", () => {
    expect(conflictingEntries(definition({}, { imported: ["node"] }), nodeGroup)).toEqual([]);
    expect(conflictingEntries(definition({}, { imported: ["dev"] }), nodeGroup)).toEqual([role("node")]);
    expect(conflictingEntries(definition({ wave: 2 }), nodeGroup)).toEqual([]);
    expect(conflictingEntries(definition(), liveCluster({ nodeGroupRoles: [role("other")] }))).toEqual([]);
  });
});
