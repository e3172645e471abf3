import { STAGES } from "../../lib/migration/stage";
import { cluster } from "../support/definitions/sample-definitions";
import { jsonOf } from "../support/definitions/sample-stacks";
import { readsOf } from "../support/pages/first-plan-reads";

describe("readsOf", () => {
  test("finds what a stack of each stage reads, and nothing that no guard is known to need", () => {
    const first = readsOf(jsonOf(cluster({ stage: "config-map" })));
    expect(first.iam).toEqual(["eks:DescribeCluster"]);
    expect(first.configMaps).toEqual(["aws-auth", "kube-root-ca.crt"]);
    const all = STAGES.flatMap((stage) => readsOf(jsonOf(cluster({ stage }))).iam);
    expect(all).toEqual(expect.arrayContaining(["eks:DescribeAccessEntry", "eks:DescribeNodegroup", "iam:ListRoles"]));
  });

  test("is refused by a data source of which nobody says what it needs", () => {
    expect(() => readsOf(JSON.stringify({ data: { aws_vpc: { this: {} } } }))).toThrow(
      "LIVE_READS has no data source aws_vpc",
    );
  });
});
