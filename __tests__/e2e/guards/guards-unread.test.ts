import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { rowsOf } from "../../../lib/migration/file-rows";
import type { Stage } from "../../../lib/migration/stage";
import { role } from "../../support/definitions/arns";
import { CREATOR } from "../../support/definitions/definitions";
import { GuardBench, sentences } from "../../support/guards/guard-bench";
import { HeldAwsAuth } from "../../support/kubernetes/kubernetes-view";
import { staged, STAGED_CALLERS, unread, WORKERS } from "../../support/definitions/staged-cluster";
import { describeLoss, type Loss, Watcher } from "../../support/eks/watcher";

const PATIENCE = 240_000;
const ADMIN = "role admin of 111122223333, session build-42";
const at = (stage: Stage, wave?: number): ClusterDefinition =>
  unread({ stage, ...(wave === undefined ? {} : { wave }) });
const rows = encodeAwsAuth(rowsOf(staged({ stage: "entries" })));
/** An entry that is not there, in whichever group of reads: of more than a few a group is told at once. */
const ENTRY = /with data\.aws_eks_access_entry\.(?:some_)?row_without_live_access_entry(?:_\d+)?\["(\w+)"\]/g;
const none = { mapRoles: "[]", mapUsers: "[]", mapAccounts: "[]" };

describe("an EksStack whose runner reaches no Kubernetes API, without a bridge, stage after stage on one state, watched", () => {
  const awsAuth = new HeldAwsAuth(rows);
  let bench: GuardBench;
  let watcher: Watcher;

  beforeAll(async () => {
    bench = await GuardBench.start(at("config-map"), { creator: CREATOR, isUnread: true });
    for (const nodegroupName of ["blue", "green"]) {
      const subnets = ["subnet-0a1b2c3d4e5f60001"];
      await bench.eks("POST", "/clusters/demo/node-groups", { nodegroupName, nodeRole: WORKERS, subnets });
    }
    watcher = await Watcher.start({
      proxy: bench.proxy,
      kubernetes: awsAuth,
      clusterName: "demo",
      callers: STAGED_CALLERS,
    });
  }, PATIENCE);

  afterAll(async () => {
    await watcher.stop();
    await bench.stop();
  }, PATIENCE);

  /** Whatever is not the gap between the admin's entry and its policy. */
  function losses(): readonly string[] {
    return watcher.losses.filter((loss) => !isGap(loss)).map(describeLoss);
  }

  function isGap({ who, kind, after, until = "" }: Loss): boolean {
    const isBetween =
      after.includes(` CreateAccessEntry ${role("admin")} `) && until.includes(" AssociateAccessPolicy ");
    return who === ADMIN && kind === "rights" && isBetween && until.includes(role("admin"));
  }

  function takes(stage: Stage, wave?: number): void {
    test(
      `${stage}${wave === undefined ? "" : `, wave ${wave},`} is initialized, validated, planned, applied, and planned again without changes, and nobody is refused`,
      async () => {
        const definition = at(stage, wave);
        await bench.must(definition, "init");
        await bench.validates(definition);
        await bench.apply(definition);
        expect(await bench.passes(definition)).toContain("No changes.");
        expect(losses()).toEqual([]);
      },
      PATIENCE,
    );
  }

  /** Refused by entries that are not live, each by its address; nobody has to read a row for it. */
  function skips(from: string, stage: Stage, missing: readonly string[]): void {
    test(
      `${from} -> ${stage} is refused, by the entries that are not live`,
      async () => {
        const said = await bench.refused(at(stage));
        const named = [...said.matchAll(ENTRY)].map(([, key]) => key);
        expect(named.length).toBeGreaterThan(0);
        expect(missing).toEqual(expect.arrayContaining(named));
        expect(await bench.eks("GET", "/clusters/demo")).toMatchObject({
          cluster: { accessConfig: { authenticationMode: "API_AND_CONFIG_MAP" } },
        });
      },
      PATIENCE,
    );
  }

  takes("config-map");

  test(
    "config-map -> entries is refused, by the mode alone",
    async () => {
      expect(await bench.refused(at("entries"))).toContain("[live-mode]");
    },
    PATIENCE,
  );

  takes("dual");
  skips("dual", "api", ["admin", "break_glass", "dev", "metrics", "node"]);
  takes("entries", 1);
  skips("entries, wave 1,", "retire", ["admin", "dev", "metrics", "node"]);

  test(
    "a 409 for one entry and an invalid principal for another withhold nobody else's access, and the next plan makes up for both",
    async () => {
      bench.proxy.inject({
        on: ({ operation, principalArn }) => operation === "CreateAccessEntry" && principalArn === role("metrics"),
        refusal: {
          exception: "ResourceInUseException",
          status: 409,
          text: "The specified access entry resource is already in use on this cluster",
        },
      });
      bench.proxy.inject({
        on: ({ operation, principalArn }) => operation === "CreateAccessEntry" && principalArn === role("dev"),
        refusal: {
          exception: "InvalidParameterException",
          status: 400,
          text: "The principalArn parameter format is not valid",
        },
      });
      const definition = at("entries", 2);
      await bench.passes(definition, "-out=saved");
      const result = await bench.runSaved();
      expect(result.exitCode).toBe(1);
      expect(sentences(result)).toContain("ResourceInUseException");
      const state = bench.proxy.stateOf("demo");
      expect(sentences(result)).toContain("InvalidParameterException");
      expect(await state.principals()).toHaveLength(6);
      expect(await state.principals()).not.toContain(role("metrics"));
      expect(await state.principals()).not.toContain(role("dev"));
      expect(await state.policies(role("admin"))).toHaveLength(1);
      expect(losses()).toEqual([]);
    },
    PATIENCE,
  );

  takes("entries", 2);
  takes("entries");

  test("without a bridge the gap of the admin, who leaves system:masters, is all that was seen", () => {
    expect(watcher.losses.map(({ who }) => who)).toEqual([ADMIN]);
    console.info(watcher.losses.map(describeLoss).join("\n"));
  });

  takes("retire");

  test("somebody else empties aws-auth after retire: nobody is refused", async () => {
    awsAuth.write(none);
    await watcher.sees("a change of aws-auth");
    expect(losses()).toEqual([]);
  });

  takes("api");
  takes("done");

  test("the watcher names whom somebody refuses who deletes an entry", async () => {
    await bench.eks("DELETE", `/clusters/demo/access-entries/${encodeURIComponent(role("dev"))}`);
    expect(losses().join("\n")).toMatch(
      /^role dev of .* is refused \(no access entry names it\) after #\d+ DeleteAccessEntry .* -> 200, still$/,
    );
    console.info(losses().join("\n"));
  });
});
