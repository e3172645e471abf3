import type { AccessEntry } from "../../../../lib/access/access-entry/access-entry";
import type { ClusterDefinition } from "../../../../lib/inventory/definition/cluster-definition";
import type { Stage } from "../../../../lib/migration/stage";
import { parsePlan } from "../../../../lib/plan/reading/read-plan";
import { role } from "../../../support/definitions/arns";
import { reviewed } from "../../../support/reviews/review-clusters";
import { called, ModuleBench } from "../../../support/terraform/module-bench";
import { withMirror } from "../../../support/terraform/terraform";

const PATIENCE = 900_000;

withMirror("kubernetes", "a stack that calls the module, and what is done between its plan and its apply", () => {
  let bench: ModuleBench;

  beforeAll(async () => {
    bench = await ModuleBench.start();
    for (const stage of ["config-map", "dual", "entries"] as const) await bench.apply(called(stage));
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  const rows = async (): Promise<string> => ((await bench.bench.kube.configMap("aws-auth"))?.mapRoles ?? "").trim();

  /** Plans a stage, makes a role anew, applies: what Terraform says; then the entry is made anew at the stage before. */
  async function madeAnewBefore(stage: Stage, name: string, before: Stage): Promise<string> {
    await bench.plan(called(stage), "-out=saved");
    await bench.bench.iam("DeleteRole", { RoleName: name });
    await bench.bench.createRole(name);
    const said = await bench.applySaved();
    await bench.bench.changeEntry("DELETE", role(name));
    await bench.apply(called(before));
    return said;
  }

  /** Codes of what the review finds in a plan that no guard refuses. */
  async function found(definition: ClusterDefinition): Promise<readonly string[]> {
    const read = parsePlan(await bench.planJson(definition));
    if (read.kind !== "plan") throw new Error("expected a plan");
    return reviewed(read.plan).clusters.flatMap(({ findings }) => findings.map(({ code }) => code));
  }

  const madeAnew = (name: string): string =>
    `IAM role ${name}, for which cluster demo has an access entry, has changed since this plan was made`;

  test(
    "retire, a role made anew: the apply is refused, and no row goes",
    async () => {
      const before = await rows();
      expect(await madeAnewBefore("retire", "dev", "entries")).toContain(madeAnew("dev"));
      expect(await rows()).toBe(before);
      expect(before).toContain(role("dev"));
      expect(await bench.apply(called("retire"))).toContain("Apply complete!");
      expect(await rows()).toBe("[]");
    },
    PATIENCE,
  );

  test(
    "at retire an entry of another type, or of another principal under its key, is made anew, and the review says danger",
    async () => {
      await bench.bench.createRole("admin-2");
      const { accessEntries } = called("retire");
      const others: readonly Readonly<Record<string, AccessEntry>>[] = [
        { node: { principalArn: role("node"), type: "EC2_WINDOWS" } },
        {
          node: { principalArn: role("admin-2"), type: "EC2_LINUX" },
          workers: { principalArn: role("node"), type: "EC2_LINUX" },
        },
      ];
      for (const changed of others) {
        expect(await found(called("retire", { accessEntries: { ...accessEntries, ...changed } }))).toContain(
          "entry-replaced",
        );
      }
      expect(await found(called("retire"))).toEqual([]);
    },
    PATIENCE,
  );

  test(
    "api, a role made anew: the mode stays, and is switched without it",
    async () => {
      const mode = async (): Promise<string | undefined> => bench.bench.proxy.stateOf("demo").mode();
      expect(await madeAnewBefore("api", "admin", "retire")).toContain(madeAnew("admin"));
      expect(await mode()).toBe("API_AND_CONFIG_MAP");
      expect(await bench.apply(called("api"))).toContain("Apply complete!");
      expect(await mode()).toBe("API");
    },
    PATIENCE,
  );
});
