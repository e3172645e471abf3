import { EMPTY_AWS_AUTH } from "../../../../lib/access/aws-auth/aws-auth";
import type { AccessDefinition } from "../../../../lib/migration/definition";
import { entryOutdated } from "../../../../lib/migration/guard/entries/entry-outdated";
import type { LiveCluster, LiveEntry } from "../../../../lib/migration/guard/live-cluster";
import { StagedCluster } from "../../../../lib/migration/staged-cluster";
import { role } from "../../../support/definitions/arns";
import { definition } from "../../../support/definitions/definitions";
import { LIVE_ADMIN, LIVE_DEV, LIVE_NODE, liveCluster } from "../../../support/live/live-clusters";

const retire = (rest: Partial<AccessDefinition> = {}) => definition({ stage: "retire" }, rest);
const withLive = (...entries: LiveEntry[]) => liveCluster({ entries });
const entriesOutdated = (base: AccessDefinition, cluster: LiveCluster): readonly string[] =>
  entryOutdated.refuses(new StagedCluster(base), cluster);

describe("entry-outdated", () => {
  test("names roles that were made anew after their entry, declared or expected", () => {
    const old = { isOlderThanRole: true };
    expect(entriesOutdated(retire(), withLive({ ...LIVE_ADMIN, ...old }, LIVE_DEV, { ...LIVE_NODE, ...old }))).toEqual([
      role("admin"),
      role("node"),
    ]);
    expect(entriesOutdated(retire(), withLive({ ...LIVE_ADMIN, isOlderThanRole: false }, LIVE_DEV))).toEqual([]);
  });

  test("does not ask for roles without a row, for those who leave, nor once the mode is API", () => {
    const old = withLive({ ...LIVE_DEV, isOlderThanRole: true });
    expect(entriesOutdated(retire({ leaving: [role("dev")] }), old)).toEqual([]);
    expect(entriesOutdated(retire(), { ...old, mode: "API" })).toEqual([]);
    expect(entriesOutdated(retire(), { ...old, configMap: EMPTY_AWS_AUTH })).toEqual([]);
  });
});
