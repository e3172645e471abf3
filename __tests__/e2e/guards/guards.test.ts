import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { rowsOf } from "../../../lib/migration/file-rows";
import type { Stage } from "../../../lib/migration/stage";
import { role } from "../../support/definitions/arns";
import { CREATOR } from "../../support/definitions/definitions";
import { GuardBench } from "../../support/guards/guard-bench";
import { viewOf } from "../../support/kubernetes/kubernetes-view";
import { staged, STAGED_CALLERS, WORKERS } from "../../support/definitions/staged-cluster";
import { withMirror } from "../../support/terraform/terraform";
import { describeLoss, Watcher } from "../../support/eks/watcher";

const PATIENCE = 240_000;
const NOBODY: readonly string[] = [];
const at = (stage: Stage, wave?: number): ClusterDefinition =>
  staged({ stage, ...(wave === undefined ? {} : { wave }) });

withMirror("kubernetes", "an EksStack on real providers, stage after stage on one state, watched", () => {
  let bench: GuardBench;
  let watcher: Watcher;

  beforeAll(async () => {
    bench = await GuardBench.start(at("config-map"), { creator: CREATOR });
    for (const nodegroupName of ["blue", "green"]) {
      const subnets = ["subnet-0a1b2c3d4e5f60001"];
      await bench.eks("POST", "/clusters/demo/node-groups", { nodegroupName, nodeRole: WORKERS, subnets });
    }
    const kubernetes = viewOf(bench.kube);
    watcher = await Watcher.start({ proxy: bench.proxy, kubernetes, clusterName: "demo", callers: STAGED_CALLERS });
  }, PATIENCE);

  afterAll(async () => {
    console.info(
      `watched ${bench.proxy.calls.length} calls, looked ${watcher.moments} times at ${STAGED_CALLERS.length} callers`,
    );
    await watcher.stop();
    await bench.stop();
  }, PATIENCE);

  function losses(): readonly string[] {
    return watcher.losses.map(describeLoss);
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
        expect(losses()).toEqual(NOBODY);
      },
      PATIENCE,
    );
  }

  describe("at config-map", () => {
    takes("config-map");

    test(
      "config-map -> entries is refused, by a sentence that says what to do",
      async () => {
        expect(await bench.refused(at("entries"))).toContain(
          "Cluster demo is in authentication mode CONFIG_MAP, and migration.stage entries of its cluster file can be planned from mode API_AND_CONFIG_MAP only: write into migration.stage the stage that was applied last (at CONFIG_MAP config-map, at API_AND_CONFIG_MAP dual, entries or retire, at API done), then take and apply one stage after the other with eks-access advance [live-mode].",
        );
      },
      PATIENCE,
    );
  });

  describe("at dual", () => {
    takes("dual");

    test("EKS has made the entries of the node groups' role and of the creator", async () => {
      expect([...(await bench.proxy.stateOf("demo").principals())].sort()).toEqual([CREATOR, WORKERS].sort());
    });
  });

  describe("at entries", () => {
    takes("entries", 1);
    takes("entries", 2);
    takes("entries");

    test(
      "goes back wave by wave to dual, where only break-glass, which has no row, is refused, and forward again",
      async () => {
        for (const definition of [at("entries", 2), at("entries", 1)]) await bench.apply(definition);
        expect(losses()).toEqual(NOBODY);
        await bench.apply(at("dual"));
        expect(await bench.proxy.stateOf("demo").principals()).toHaveLength(2);
        await bench.apply(at("entries"));
        const seen = watcher.losses.filter(({ who }) => !who.startsWith("role break-glass of"));
        expect(seen.map(describeLoss)).toEqual(NOBODY);
        expect(watcher.losses.map(({ kind }) => kind)).toContain("refused");
        await watcher.forget();
      },
      PATIENCE,
    );
  });

  describe("the watcher", () => {
    const developer = `/clusters/demo/access-entries/${encodeURIComponent(role("dev"))}`;

    test("names whom somebody refuses who deletes an entry, in which call, and until when", async () => {
      await bench.eks("DELETE", `/clusters/demo/access-entries/${encodeURIComponent(CREATOR)}`);
      await bench.eks("POST", "/clusters/demo/access-entries", { principalArn: CREATOR });
      const [loss, ...others] = watcher.losses;
      expect(others.map(({ who }) => who)).toEqual([loss?.who]);
      expect(losses().join("\n")).toMatch(
        /^role cluster-creator of 111122223333, session build-42 is refused .* after #\d+ DeleteAccessEntry .* -> 200, for \d+ ms, until #\d+ CreateAccessEntry .* -> 200$/m,
      );
      console.info(losses().join("\n"));
      const path = `/clusters/demo/access-entries/${encodeURIComponent(CREATOR)}/access-policies`;
      const policyArn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
      await bench.eks("POST", path, { policyArn, accessScope: { type: "cluster" } });
      await watcher.forget();
    });

    test(
      "names whom somebody refuses who deletes a row",
      async () => {
        await bench.eks("DELETE", developer);
        expect(losses()).toHaveLength(1);
        const rows = encodeAwsAuth(rowsOf(at("entries")));
        await bench.writeAwsAuth({ ...rows, mapRoles: "[]" });
        await watcher.sees("a change of aws-auth");
        expect(losses().join("\n")).toMatch(/^role dev of .* is refused .* after a change of aws-auth, still$/m);
        console.info(losses().join("\n"));
        await bench.writeAwsAuth(rows);
        await bench.apply(at("entries"));
        await watcher.forget();
      },
      PATIENCE,
    );
  });

  describe("at retire", () => {
    takes("retire");

    test(
      "goes back to entries, and forward again, and nobody is refused",
      async () => {
        await bench.apply(at("entries"));
        expect((await bench.kube.configMap("aws-auth"))?.mapRoles).toBe(encodeAwsAuth(rowsOf(at("entries"))).mapRoles);
        await bench.apply(at("retire"));
        expect((await bench.kube.configMap("aws-auth"))?.mapRoles?.trim()).toBe("[]");
        expect(losses()).toEqual(NOBODY);
      },
      PATIENCE,
    );
  });

  describe("at api", () => {
    takes("api");

    test(
      "no way back",
      async () => {
        expect(await bench.refused(at("retire"))).toContain(
          "Cluster demo is in authentication mode API, and migration.stage retire",
        );
      },
      PATIENCE,
    );
  });

  describe("at done", () => {
    takes("done");

    test("everybody reaches the cluster who did at the start, and break-glass", async () => {
      expect(await watcher.reaching()).toHaveLength(STAGED_CALLERS.length - 1);
      expect((await watcher.reaching()).join()).not.toContain("role dead");
    });

    test(
      "a file without migration plans no changes in the cluster's own mode, and none in another",
      async () => {
        const { migration, awsAuth, ...end } = at("done");
        await bench.passes({ ...end, authenticationMode: "API" });
        expect(await bench.refused({ ...end, authenticationMode: "API_AND_CONFIG_MAP" })).toContain(
          "Cluster demo is in authentication mode API, and its cluster file asks by authentication_mode, written or left out, for mode API_AND_CONFIG_MAP",
        );
      },
      PATIENCE,
    );
  });
});
