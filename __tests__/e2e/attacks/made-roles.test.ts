import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { Stage } from "../../../lib/migration/stage";
import { parsePlan } from "../../../lib/plan/reading/read-plan";
import { ACCOUNT } from "../../support/definitions/arns";
import { CREATOR } from "../../support/definitions/definitions";
import { jsonOf } from "../../support/definitions/sample-stacks";
import { GuardBench, guarded, sentences } from "../../support/guards/guard-bench";
import { reviewed } from "../../support/reviews/review-clusters";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 300_000;
const ADMIN = { name: "admin", assumedBy: { principals: [`arn:aws:iam::${ACCOUNT}:root`] } };
const REFUSED = "Resource aws_iam_role.iam_role_admin has lifecycle.prevent_destroy set";

/** A file whose stack makes the role of an access entry itself. */
const making = (stage: Stage, admin: object = {}): ClusterDefinition =>
  guarded(stage, { iamRoles: { admin: { ...ADMIN, ...admin } } });

withMirror("kubernetes", "a role that the stack makes and an access entry names", () => {
  let bench: GuardBench;

  beforeAll(async () => {
    bench = await GuardBench.start(making("config-map"), { creator: CREATOR });
    for (const stage of ["dual", "entries"] as const) await bench.apply(making(stage));
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  test("another path is refused in the file: the entry would name another role", () => {
    expect(() => jsonOf(making("entries", { path: "/team/" }))).toThrow("entry-path-wrong");
  });

  test(
    "another path in the JSON passed before, and is refused by Terraform now",
    async () => {
      const json = jsonOf(making("entries")).replace('"name": "admin"', '"name": "admin", "path": "/team/"');
      expect(json).toContain("/team/");
      const before = json.replace(/"lifecycle": \{\s*"prevent_destroy": true\s*\},\s*("name": "admin")/, "$1");
      expect(sentences(await bench.runJson(before, "plan"))).toContain("iam_role_admin must be replaced");
      const now = await bench.runJson(json, "plan");
      expect([now.exitCode, sentences(now)]).toEqual([1, expect.stringContaining(REFUSED)]);
    },
    PATIENCE,
  );

  test(
    "its key leaves the file: no guard sees it, and the review says danger",
    async () => {
      const read = parsePlan(await bench.planJson(guarded("entries")));
      if (read.kind !== "plan") throw new Error("expected a plan");
      const { clusters, findings } = reviewed(read.plan);
      const found = [...findings, ...clusters.flatMap((one) => one.findings)];
      expect(found.filter(({ code }) => code === "principal-replaced")).toMatchObject([{ severity: "danger" }]);
    },
    PATIENCE,
  );

  test(
    "the file as it is changes nothing",
    async () => {
      expect(await bench.passes(making("entries"))).toContain("No changes.");
    },
    PATIENCE,
  );
});
