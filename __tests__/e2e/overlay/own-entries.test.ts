import type { AccessEntry } from "../../../lib/access/access-entry/access-entry";
import type { Stage } from "../../../lib/migration/stage";
import { role } from "../../support/definitions/arns";
import { OverlayBench, overlaid } from "../../support/overlay/overlay-bench";
import { entriesHcl, moduleRoot } from "../../support/overlay/overlay-roots";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 240_000;
const DATA = "eks_access.tf.json";
const LATE: AccessEntry = { principalArn: role("late"), kubernetesGroups: ["developers"] };
const MADE = `
resource "aws_iam_role" "late" {
  name               = "late"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
`;

/** Whether the module makes the entry of whoever runs Terraform hangs on a variable: the file says that it makes none. */
const CREATOR = "enable_cluster_creator_admin_permissions";
const BY_VARIABLE = `variable "creator" {\n  type    = bool\n  default = false\n}\n`;

/** Entries that a root has before anybody lays a file over it, as text of HCL. */
const entries = (principal: string, more = ""): string =>
  `  access_entries = {\n    late = { principal_arn = ${principal}, kubernetes_groups = ["developers"] }\n${more}  }`;

const SHAPES = [
  { name: "literal", principal: `"${role("late")}"` },
  { name: "by reference", principal: "aws_iam_role.late.arn" },
];

describe.each(SHAPES)("an overlay over a root that has an entry, $name", ({ principal }) => {
  withMirror("kubernetes", "from the stage at which it is on", () => {
    let bench: OverlayBench;
    const root = ({ entries: lines = entries(principal), ...more }: Parameters<typeof moduleRoot>[0] = {}): string => {
      const creator = lines.includes(CREATOR) ? lines : `  ${CREATOR} = var.creator\n${lines}`;
      return `${moduleRoot({ mode: "API_AND_CONFIG_MAP", entries: creator, ...more })}${MADE}${BY_VARIABLE}`;
    };
    const at = (stage: Stage) => {
      const definition = overlaid(stage);
      const accessEntries = { ...definition.accessEntries, late: LATE };
      return { ...definition, accessEntries, enableClusterCreatorAdminPermissions: false };
    };
    const takes = (stage: Stage): void => {
      test(
        `${stage} is applied, and planned again without changes`,
        async () => {
          expect((await bench.takes(at(stage))).again).toContain("No changes.");
        },
        PATIENCE,
      );
    };

    beforeAll(async () => {
      bench = await OverlayBench.start(root());
    }, PATIENCE);

    afterAll(async () => bench.stop(), PATIENCE);

    test("a stage that does not render it is refused: its plan would destroy the entry", async () => {
      expect(await bench.refusals(at("dual"))).toEqual([
        expect.stringMatching(/^overlay-entry-dropped \S+main\.tf:\d+$/),
      ]);
    });

    test("a misspelt argument under the override is refused, and nothing is written", async () => {
      bench.write("main.tf", root().replace("access_entries =", "acess_entries ="));
      expect(await bench.refusals(at("entries"))).toEqual([
        expect.stringMatching(/^overlay-argument-unknown \S+main\.tf:\d+$/),
      ]);
      bench.write("main.tf", root());
    });

    takes("entries");

    test("a colleague's later entry is refused until the file has it", async () => {
      const colleague = `    bob = { principal_arn = "${role("bob")}" }\n`;
      bench.write("main.tf", root({ entries: entries(principal, colleague) }));
      expect(await bench.refusals(at("entries"))).toEqual([
        expect.stringMatching(/^overlay-entry-unknown \S+main\.tf:\d+$/),
      ]);
      bench.write("main.tf", root());
    });

    test("the principal stands in our file as it stands in main.tf", () => {
      const text = principal.startsWith('"') ? principal : `"\${${principal}}"`;
      expect(bench.read(DATA)).toContain(`"principal_arn": ${text}`);
    });

    takes("retire");
    takes("entries");

    test("back from retire the rows are there, and every entry too", async () => {
      expect((await bench.bench.kube.configMap("aws-auth"))?.mapRoles).toContain(role("admin"));
      expect(await bench.bench.proxy.stateOf("demo").principals()).toHaveLength(5);
    });

    takes("retire");
    takes("api");
    takes("done");

    test(
      "it settles, by a literal where an expression would count again",
      async () => {
        const hcl = await bench.settled(at("done"));
        const creator = new RegExp(`^${CREATOR} .*$`, "m").exec(hcl)?.[0] ?? "";
        expect(creator).toMatch(/ = false$/);
        bench.remove();
        bench.write("main.tf", root({ mode: "API", entries: `${creator}\n${entriesHcl(hcl)}`, awsAuth: "" }));
        for (const value of ["false", "true"])
          expect(await bench.plan(`-var=creator=${value}`)).toContain("No changes.");
        expect(await bench.bench.proxy.stateOf("demo").principals()).toContain(role("late"));
      },
      PATIENCE,
    );
  });
});
