import type { ClusterDefinition } from "../../lib/inventory/cluster-definition";
import type { Stage } from "../../lib/migration/stage";
import { GuardBench, guarded } from "../support/guard-bench";
import { unread } from "../support/guard-cases";
import { withMirror } from "../support/terraform";

const PATIENCE = 240_000;

/** Stage after stage on one state; whoever manages the cluster switches its mode between plans. */
function inOrder(at: (stage: Stage) => ClusterDefinition, bench: () => GuardBench): void {
  const takes = (stage: Stage): void => {
    test(
      `${stage} is planned, applied, and planned again without changes`,
      async () => {
        await bench().must(at(stage), "apply", "-auto-approve");
        expect(await bench().passes(at(stage))).toContain("No changes.");
      },
      PATIENCE,
    );
  };

  takes("config-map");

  test(
    "whoever manages the cluster switches it to API_AND_CONFIG_MAP: config-map is refused from then on",
    async () => {
      await bench().switchMode("API_AND_CONFIG_MAP");
      expect(await bench().refused(at("config-map"))).toContain("[live-mode]");
    },
    PATIENCE,
  );

  takes("dual");
  takes("entries");

  test(
    "back to dual, which takes the entries away, and forward again",
    async () => {
      for (const stage of ["dual", "entries"] as const) await bench().must(at(stage), "apply", "-auto-approve");
    },
    PATIENCE,
  );

  takes("retire");

  test(
    "back to entries, which puts the rows back, and forward again",
    async () => {
      for (const stage of ["entries", "retire"] as const) await bench().must(at(stage), "apply", "-auto-approve");
    },
    PATIENCE,
  );

  takes("api");

  test(
    "whoever manages the cluster switches it to API: api plans no changes, retire is refused from then on",
    async () => {
      await bench().switchMode("API");
      expect(await bench().passes(at("api"))).toContain("No changes.");
      expect(await bench().refused(at("retire"))).toContain("[live-mode]");
    },
    PATIENCE,
  );

  takes("done");
}

withMirror("kubernetes", "an AccessStack on real providers, stage after stage on one state", () => {
  const at = (stage: Stage): ClusterDefinition => guarded(stage, { render: "access" });
  let bench: GuardBench;

  beforeAll(async () => {
    bench = await GuardBench.live(at("config-map"));
    await bench.init(at("config-map"));
  }, PATIENCE);

  afterAll(async () => {
    await bench.stop();
  }, PATIENCE);

  inOrder(at, () => bench);

  test("aws-auth has no row any more, and every entry is live", async () => {
    const { mapRoles = "gone", ...others } = (await bench.kube.configMap("aws-auth")) ?? {};
    expect({ mapRoles, others: Object.values(others).map((text) => text.trim()) }).toEqual({
      mapRoles: "gone",
      others: ["[]", "[]"],
    });
    expect(await bench.proxy.stateOf("demo").principals()).toHaveLength(Object.keys(at("done").accessEntries).length);
  });
});

describe("an AccessStack without aws-auth, whose runner reaches no Kubernetes API, stage after stage on one state", () => {
  let bench: GuardBench;

  beforeAll(async () => {
    bench = await GuardBench.live(unread("config-map"), { isUnread: true });
    await bench.init(unread("config-map"));
  }, PATIENCE);

  afterAll(async () => {
    await bench.stop();
  }, PATIENCE);

  inOrder(unread, () => bench);

  test("every entry is live", async () => {
    const entries = Object.keys(unread("done").accessEntries);
    expect(await bench.proxy.stateOf("demo").principals()).toHaveLength(entries.length);
  });
});
