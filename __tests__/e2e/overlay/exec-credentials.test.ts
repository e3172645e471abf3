import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { Stage } from "../../../lib/migration/stage";
import { role } from "../../support/definitions/arns";
import { GuardBench, guarded } from "../../support/guards/guard-bench";
import { OverlayBench, overlaid } from "../../support/overlay/overlay-bench";
import { moduleRoot } from "../../support/overlay/overlay-roots";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 400_000;

/** The program `aws` of a runner, which notes how it was called and answers with a token. */
const AWS = `#!/bin/sh
echo "$*" >> "$AWS_CALLS"
printf '{"apiVersion":"client.authentication.k8s.io/v1beta1","kind":"ExecCredential","status":{"token":"%s"}}' "$TF_VAR_kubernetes_token"
`;

const at = (stage: Stage): ClusterDefinition =>
  overlaid(stage, { terraform: { ...guarded(stage).terraform, kubernetesAuth: "exec" } });

withMirror("kubernetes", "an overlay whose provider takes its credentials from the program of the runner", () => {
  const folder = mkdtempSync(join(tmpdir(), "exec-credentials-"));
  const calls = join(folder, "calls");
  let bench: OverlayBench;

  beforeAll(async () => {
    mkdirSync(join(folder, "bin"));
    writeFileSync(join(folder, "bin/aws"), AWS);
    chmodSync(join(folder, "bin/aws"), 0o700);
    const live = await GuardBench.live(at("config-map"));
    const PATH = `${join(folder, "bin")}:${process.env.PATH ?? ""}`;
    bench = await OverlayBench.over(live, {
      main: moduleRoot(),
      hasServers: true,
      environment: { PATH, AWS_CALLS: calls },
    });
  }, PATIENCE);

  afterAll(async () => {
    await bench.stop();
    rmSync(folder, { recursive: true });
  }, PATIENCE);

  test(
    "config-map is valid, and plans no changes; the program was asked for this cluster",
    async () => {
      await bench.lay(at("config-map"));
      expect(await bench.validates()).toContain("The configuration is valid");
      expect(await bench.plan()).toContain("No changes.");
      expect([...new Set(readFileSync(calls, "utf8").trim().split("\n"))]).toEqual([
        "eks get-token --cluster-name demo --region ap-northeast-2",
      ]);
    },
    PATIENCE,
  );

  test.each(["dual", "entries"] as const)(
    "%s is valid, is applied, and planned again without changes",
    async (stage) => {
      await bench.lay(at(stage));
      expect(await bench.validates()).toContain("The configuration is valid");
      expect((await bench.takes(at(stage))).again).toContain("No changes.");
    },
    PATIENCE,
  );

  test(
    "a stranger's row is read by it, and refused",
    async () => {
      await bench.lay(at("retire"));
      const [said] = await bench.refusedWithRow(role("stranger"), [[]]);
      expect(said).toContain(`aws-auth of cluster demo serves ${role("stranger")}`);
    },
    PATIENCE,
  );
});
