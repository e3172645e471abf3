import type { RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { Acceptance } from "../../../lib/migration/definition";
import { role } from "../../support/definitions/arns";
import { accepting, ADMIN_ROW, CREATOR, DEV_ROW, NODE_ROW } from "../../support/definitions/definitions";
import { atStage } from "../../support/definitions/sample-definitions";
import { isWriting } from "../../support/eks/eks-request";
import { GuardBench, guarded, sentences } from "../../support/guards/guard-bench";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 300_000;
const WORKERS = role("workers");
const MASTERS: RoleRow = { rolearn: WORKERS, username: "workers", groups: ["system:masters"] };

withMirror("kubernetes", "dual, where the role of a managed node group has a row of people", () => {
  let bench: GuardBench;
  const at = (stage: "config-map" | "dual", row: RoleRow, accept: readonly Acceptance[] = []): ClusterDefinition => {
    const base = guarded("config-map");
    const awsAuth = { awsAuthRoles: [ADMIN_ROW, DEV_ROW, NODE_ROW, row], awsAuthUsers: [], awsAuthAccounts: [] };
    return atStage({ ...base, awsAuth, accept: [...(base.accept ?? []), ...accept] }, stage);
  };

  beforeAll(async () => {
    bench = await GuardBench.start(at("config-map", MASTERS), { creator: CREATOR });
    await bench.createRole("workers");
    const subnets = ["subnet-0a1b2c3d4e5f60001"];
    await bench.eks("POST", "/clusters/demo/node-groups", { nodegroupName: "blue", nodeRole: WORKERS, subnets });
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  test(
    "the switch is refused before anything is written, with the role, the node group and what is lost",
    async () => {
      const first = bench.proxy.calls.length;
      const result = await bench.run(at("dual", MASTERS), "plan", "-out=saved");
      expect(result.exitCode).toBe(1);
      expect(sentences(result)).toContain(
        "EKS makes the access entry of role workers with the managed node group blue, and whoever uses that role loses what its row gives beyond nodes (username workers, group system:masters)",
      );
      expect(bench.proxy.calls.slice(first).filter(({ request }) => isWriting(request))).toEqual([]);
    },
    PATIENCE,
  );

  test(
    "the row of nodes alone passes once it is live",
    async () => {
      const nodes = { ...NODE_ROW, rolearn: WORKERS };
      const changes = [{ ...accepting("row-changed"), principal: WORKERS }];
      await bench.apply(at("config-map", nodes, changes));
      expect(await bench.run(at("dual", nodes), "plan", "-out=saved")).toMatchObject({ exitCode: 0 });
      await bench.apply(at("config-map", MASTERS, changes));
    },
    PATIENCE,
  );

  test(
    "where it is accepted, EKS's entry takes the place of the row, and masters are gone",
    async () => {
      const accept = [{ ...accepting("node-group-row"), principal: WORKERS }];
      await bench.apply(at("dual", MASTERS, accept));
      const entry = await bench.eks("GET", `/clusters/demo/access-entries/${encodeURIComponent(WORKERS)}`);
      expect(JSON.stringify(entry)).toContain('"type":"EC2_LINUX"');
      expect(JSON.stringify(entry)).not.toContain("masters");
      expect(await bench.run(at("dual", MASTERS), "plan", "-out=saved")).toMatchObject({ exitCode: 0 });
    },
    PATIENCE,
  );
});
