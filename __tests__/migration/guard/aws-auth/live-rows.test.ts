import { EMPTY_AWS_AUTH } from "../../../../lib/access/aws-auth/aws-auth";
import { liveRows } from "../../../../lib/migration/guard/aws-auth/live-rows";
import { liveCluster } from "../../../support/live/live-clusters";

describe("liveRows", () => {
  test.each([
    ["CONFIG_MAP", 3],
    ["API_AND_CONFIG_MAP", 3],
    ["API", 0],
  ] as const)("in mode %s %j of three rows count", (mode, count) => {
    expect(liveRows(liveCluster({ mode })).roles).toHaveLength(count);
  });

  test.each(["absent", "unread"] as const)("a ConfigMap that is %s has none", (configMap) => {
    expect(liveRows(liveCluster({ configMap }))).toEqual(EMPTY_AWS_AUTH);
  });
});
