import type { AuthenticationMode } from "../../lib/access/access-entry/authentication-mode";
import type { ClusterDefinition } from "../../lib/inventory/definition/cluster-definition";
import type { Stage } from "../../lib/migration/stage";
import { role } from "../support/definitions/arns";
import { CREATOR } from "../support/definitions/definitions";
import { GuardBench, sentences } from "../support/guards/guard-bench";
import { unread } from "../support/guards/guard-cases";
import { viewOf } from "../support/kubernetes/kubernetes-view";
import { staged, STAGED_CALLERS, WORKERS } from "../support/definitions/staged-cluster";
import { withMirror } from "../support/terraform/terraform";
import { describeLoss, Watcher } from "../support/eks/watcher";

const PATIENCE = 240_000;

/** One run that plans and applies. */
function applies(definition: () => ClusterDefinition, bench: () => GuardBench, what: string): void {
  test(
    what,
    async () => {
      expect(await bench().must(definition(), "apply", "-auto-approve")).toContain("Apply complete!");
    },
    PATIENCE,
  );
}

/**
 * Every stage on one state; whoever manages the cluster switches its mode between them. `afterEntries` are the tests before
 * `retire`. Which stages a mode refuses is tried in guards-verdicts.test.
 */
function inOrder(at: (stage: Stage) => ClusterDefinition, bench: () => GuardBench, afterEntries: () => void): void {
  const takes = (stage: Stage): void => {
    test(
      `${stage} is validated, planned, applied, and planned again without changes`,
      async () => {
        await bench().validates(at(stage));
        await bench().must(at(stage), "apply", "-auto-approve");
        expect(await bench().passes(at(stage))).toContain("No changes.");
      },
      PATIENCE,
    );
  };

  const switches = (mode: AuthenticationMode): void => {
    test(
      `whoever manages the cluster switches it to ${mode}`,
      async () => {
        await bench().switchMode(mode);
        expect(await bench().eks("GET", "/clusters/demo")).toMatchObject({
          cluster: { accessConfig: { authenticationMode: mode } },
        });
      },
      PATIENCE,
    );
  };

  takes("config-map");
  switches("API_AND_CONFIG_MAP");
  takes("dual");
  takes("entries");
  afterEntries();
  takes("retire");
  applies(() => at("api"), bench, "api is planned and applied before the switch");
  switches("API");

  test(
    "api plans no changes after the switch",
    async () => {
      expect(await bench().passes(at("api"))).toContain("No changes.");
    },
    PATIENCE,
  );

  takes("done");
}

withMirror("kubernetes", "an AccessStack on real providers, stage after stage on one state, watched", () => {
  const at = (stage: Stage): ClusterDefinition => staged({ stage }, { render: "access" });
  let bench: GuardBench;
  let watcher: Watcher;

  beforeAll(async () => {
    bench = await GuardBench.live(at("config-map"), { creator: CREATOR });
    for (const nodegroupName of ["blue", "green"]) {
      const subnets = ["subnet-0a1b2c3d4e5f60001"];
      await bench.eks("POST", "/clusters/demo/node-groups", { nodegroupName, nodeRole: WORKERS, subnets });
    }
    await bench.init(at("config-map"));
    const kubernetes = viewOf(bench.kube);
    watcher = await Watcher.start({ proxy: bench.proxy, kubernetes, clusterName: "demo", callers: STAGED_CALLERS });
  }, PATIENCE);

  afterAll(async () => {
    await watcher.stop();
    await bench.stop();
  }, PATIENCE);

  /** Break-glass has no row to fall back on, which its acceptance says: the way back to dual takes its entry. */
  afterEach(() => {
    const losses = watcher.losses.filter(({ who }) => !who.startsWith("role break-glass of ")).map(describeLoss);
    expect(losses).toEqual([]);
  });

  inOrder(
    at,
    () => bench,
    () => {
      const steps = [
        ["retire", "retire is planned and applied"],
        ["entries", "back to entries, which puts the rows back"],
        ["dual", "back to dual, which takes the entries away"],
        ["entries", "forward again to entries"],
      ] as const;
      for (const [stage, what] of steps)
        applies(
          () => at(stage),
          () => bench,
          what,
        );
    },
  );

  test("aws-auth has no row any more, and every entry is live", async () => {
    const sections = Object.values((await bench.kube.configMap("aws-auth")) ?? {});
    expect(sections.filter((text) => text.trim() !== "[]")).toEqual([]);
    expect(await bench.proxy.stateOf("demo").principals()).toHaveLength(
      Object.keys(at("done").accessEntries).length + [CREATOR, WORKERS].length,
    );
  });
});

describe("an AccessStack without aws-auth, whose runner reaches no Kubernetes API, stage after stage on one state", () => {
  let bench: GuardBench;

  beforeAll(async () => {
    bench = await GuardBench.live(unread("config-map"), { isUnread: true, creator: CREATOR });
    await bench.init(unread("config-map"));
  }, PATIENCE);

  afterAll(async () => {
    await bench.stop();
  }, PATIENCE);

  const withGroups = async (...kubernetesGroups: readonly string[]): Promise<void> =>
    bench.changeEntry("POST", role("dev"), { kubernetesGroups });

  inOrder(
    unread,
    () => bench,
    () => {
      test(
        "an entry that somebody changes between plan and apply of retire is refused in apply",
        async () => {
          await bench.passes(unread("retire"), "-out=saved");
          await withGroups("owners");
          const result = await bench.runSaved();
          await withGroups("developers");
          expect(result.exitCode).toBe(1);
          expect(sentences(result)).toContain(
            `The access entry of role dev in cluster demo has changed since this plan was made`,
          );
        },
        PATIENCE,
      );
    },
  );

  test("every entry is live, and EKS's own of the creator", async () => {
    const declared = Object.values(unread("done").accessEntries).map(({ principalArn }) => principalArn);
    expect([...(await bench.proxy.stateOf("demo").principals())].sort()).toEqual([...declared, CREATOR].sort());
  });
});
