import { awsAuthOf, EMPTY_AWS_AUTH } from "../../../../lib/access/aws-auth/aws-auth";
import type { AccessDefinition } from "../../../../lib/migration/definition";
import { rowLeft } from "../../../../lib/migration/guard/aws-auth/row-left";
import type { LiveCluster } from "../../../../lib/migration/guard/live-cluster";
import { StagedCluster } from "../../../../lib/migration/staged-cluster";
import { ACCOUNT, role } from "../../../support/definitions/arns";
import { definition, DEV_ROW } from "../../../support/definitions/definitions";
import { liveCluster } from "../../../support/live/live-clusters";

const OTHER = "444455556666";
const live = (...args: Parameters<typeof awsAuthOf>) => liveCluster({ configMap: awsAuthOf(...args) });
const rowsLeft = (base: AccessDefinition, cluster: LiveCluster): readonly string[] =>
  rowLeft.refuses(new StagedCluster(base), cluster);

describe("row-left", () => {
  const api = definition({ stage: "api" });

  test("R39 accepts: emptied rows, rows of those who leave, dead rows, and any row in mode API", () => {
    expect(rowsLeft(api, liveCluster({ configMap: EMPTY_AWS_AUTH }))).toEqual([]);
    expect(rowsLeft(definition({ stage: "api" }, { leaving: [role("dev")] }), live([DEV_ROW]))).toEqual([]);
    expect(rowsLeft(api, live([{ rolearn: role("team/dev") }], [], ["12"]))).toEqual([]);
    expect(rowsLeft(api, liveCluster({ mode: "API" }))).toEqual([]);
  });

  test("R39 refuses: a row or an account that still serves somebody", () => {
    expect(rowsLeft(api, live([DEV_ROW], [], [OTHER]))).toEqual([role("dev"), `account ${OTHER}`]);
  });

  test("R39 accepts: rows that were forgotten, for entries cover them", () => {
    expect(rowsLeft(definition({ stage: "api", retire: "forget" }), liveCluster())).toEqual([]);
  });

  test("R39 refuses: an account though rows were forgotten, for no entry covers it", () => {
    expect(rowsLeft(definition({ stage: "api", retire: "forget" }), live([DEV_ROW], [], [OTHER]))).toEqual([
      `account ${OTHER}`,
    ]);
  });

  test("R13 accepts: a mapped account that leaves, named as IAM names it", () => {
    const leaving = [`arn:aws:iam::${ACCOUNT}:root`];
    expect(rowsLeft(definition({ stage: "api" }, { leaving }), live([], [], [ACCOUNT]))).toEqual([]);
  });
});
