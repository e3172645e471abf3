import { encodeAwsAuth } from "../../lib/access/aws-auth-encode";
import type { ClusterDefinition } from "../../lib/inventory/cluster-definition";
import { rowsOf } from "../../lib/migration/rendering";
import { type Stage, STAGES } from "../../lib/migration/stage";
import { GuardBench, guarded } from "../support/guard-bench";
import { withMirror } from "../support/terraform";

const PATIENCE = 240_000;
const at = guarded;

withMirror("kubernetes", "guards of an EksStack, on real providers, stage after stage on one state", () => {
  let bench: GuardBench;

  beforeAll(async () => {
    bench = await GuardBench.start(at("config-map"));
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  function takes(stage: Stage): void {
    test(
      `${stage} is planned, applied, and planned again without changes`,
      async () => {
        await bench.apply(at(stage));
        expect(await bench.passes(at(stage))).toContain("No changes.");
      },
      PATIENCE,
    );
  }

  /** Everything that comes later than the next stage. */
  function refusesToSkipFrom(stage: Stage, sentence: Readonly<Partial<Record<Stage, string>>>): void {
    test.each(STAGES.slice(STAGES.indexOf(stage) + 2))(
      `${stage} -> %s is refused`,
      async (later) => {
        expect(await bench.refused(at(later))).toContain(sentence[later] ?? "[live-mode]");
      },
      PATIENCE,
    );
  }

  describe("at config-map", () => {
    takes("config-map");
    refusesToSkipFrom("config-map", {
      entries:
        "Cluster demo is in authentication mode CONFIG_MAP, and migration.stage entries of its cluster file plans from API_AND_CONFIG_MAP only: set the stage that fits and apply the stages one after the other [live-mode].",
    });

    test(
      "-target does not get past the mode",
      async () => {
        expect(await bench.refused(at("entries"), "-target=aws_eks_access_entry.admin")).toContain("[live-mode]");
        expect(await bench.refused(at("api"), "-target=aws_eks_cluster.this")).toContain("[live-mode]");
      },
      PATIENCE,
    );
  });

  describe("at dual", () => {
    takes("dual");
    refusesToSkipFrom("dual", {
      retire: 'data.aws_eks_access_entry.row_without_live_access_entry["admin"]',
      api: "[row-left]",
    });
  });

  describe("at entries", () => {
    takes("entries");
    refusesToSkipFrom("entries", { api: "[row-left]" });
  });

  describe("an AccessStack at entries", () => {
    const access = (stage: Stage): ClusterDefinition => ({ ...at(stage), render: "access" });

    test(
      "passes at its stage, and skips none",
      async () => {
        await bench.passes(access("entries"), "-state=access.tfstate");
        expect(await bench.refused(access("api"), "-state=access.tfstate")).toContain("[row-left]");
      },
      PATIENCE,
    );
  });

  describe("at retire", () => {
    takes("retire");
    refusesToSkipFrom("retire", {});

    test(
      "goes back to entries, and forward again",
      async () => {
        await bench.apply(at("entries"));
        expect((await bench.kube.configMap("aws-auth"))?.mapRoles).toBe(encodeAwsAuth(rowsOf(at("entries"))).mapRoles);
        await bench.apply(at("retire"));
        expect((await bench.kube.configMap("aws-auth"))?.mapRoles?.trim()).toBe("[]");
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

    test(
      "a file without migration plans no changes in the cluster's own mode, and none in another",
      async () => {
        const { migration, awsAuth, ...end } = at("done");
        await bench.passes({ ...end, authenticationMode: "API" });
        expect(await bench.refused({ ...end, authenticationMode: "API_AND_CONFIG_MAP" })).toContain(
          "Cluster demo is in authentication mode API, and authentication_mode of its cluster file comes to API_AND_CONFIG_MAP",
        );
      },
      PATIENCE,
    );
  });
});
