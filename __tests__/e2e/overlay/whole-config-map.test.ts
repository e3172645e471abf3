import { rmSync } from "node:fs";
import { join } from "node:path";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { Stage } from "../../../lib/migration/stage";
import { role } from "../../support/definitions/arns";
import { OverlayBench, overlaid } from "../../support/overlay/overlay-bench";
import { AWS_AUTH, entriesHcl, FROM_OUTPUTS, moduleRoot } from "../../support/overlay/overlay-roots";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 400_000;
const CLUSTER = "module.eks.aws_eks_cluster.this[0]";
const IMPORT = "rows-import.tf";
const [, ROLES = "", USERS = ""] =
  /aws_auth_roles = (\[\n[^]*?\n {2}\])\n {2}aws_auth_users = (.*)\n/.exec(AWS_AUTH) ?? [];

/** The ConfigMap as a resource of the root's own, with everything that is in it. */
const resource = (type: string): string => `
resource "${type}" "aws_auth" {
  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }
  data = {
    mapRoles = yamlencode(${ROLES})
    mapUsers = yamlencode(${USERS})
  }
}
`;

/** Who owns the ConfigMap as a whole. */
interface Owner {
  readonly name: string;
  /** The ConfigMap's address in the state. */
  readonly address: string;
  readonly awsAuth: string;
  readonly overlay: NonNullable<ClusterDefinition["overlay"]>;
  /** The toggles of the sub-module, as the cluster file has them. */
  readonly toggles: Partial<NonNullable<ClusterDefinition["awsAuth"]>>;
  /** What the plan of `retire` says of the ConfigMap's rows: their address, or nothing where nobody writes them. */
  readonly emptied?: string;
  /** Whether the plan of `done` deletes the ConfigMap; else the plan that settles does. */
  readonly goesAtDone: boolean;
}

const OWNERS: readonly Owner[] = [
  ...["kubernetes_config_map_v1", "kubernetes_config_map"].map((type) => ({
    name: `a ${type} of its own`,
    address: `${type}.aws_auth`,
    awsAuth: resource(type),
    overlay: { root: "../stack", module: "eks", configMap: `${type}.aws_auth` },
    toggles: {},
    emptied: `${type}.aws_auth`,
    goesAtDone: false,
  })),
  {
    name: "the sub-module's own ConfigMap and rows",
    address: "module.aws_auth.kubernetes_config_map.aws_auth[0]",
    awsAuth: AWS_AUTH.replace("manage_aws", "create_aws_auth_configmap = true\n  manage_aws"),
    overlay: { root: "../stack", module: "eks", awsAuthModule: "aws_auth" },
    toggles: { createAwsAuthConfigmap: true },
    emptied: "module.aws_auth.kubernetes_config_map_v1_data.aws_auth[0]",
    goesAtDone: true,
  },
  {
    name: "the sub-module's own ConfigMap, whose rows it does not manage",
    address: "module.aws_auth.kubernetes_config_map.aws_auth[0]",
    awsAuth: AWS_AUTH.replace(
      "manage_aws_auth_configmap = true",
      "create_aws_auth_configmap = true\n  manage_aws_auth_configmap = false",
    ),
    overlay: { root: "../stack", module: "eks", awsAuthModule: "aws_auth" },
    toggles: { createAwsAuthConfigmap: true, manageAwsAuthConfigmap: false },
    goesAtDone: true,
  },
];

describe.each(OWNERS)("an overlay over a root with $name", (owner) => {
  withMirror("kubernetes", "through to the end", () => {
    let bench: OverlayBench;
    const root = (more: Parameters<typeof moduleRoot>[0] = {}): string =>
      moduleRoot({ provider: FROM_OUTPUTS, awsAuth: owner.awsAuth, ...more });
    const at = (stage: Stage): ClusterDefinition => {
      const { awsAuth, ...rest } = overlaid(stage, { overlay: owner.overlay });
      const own = stage === "done" ? {} : owner.toggles;
      return { ...rest, ...(awsAuth && { awsAuth: { ...awsAuth, ...own } }) };
    };
    const configMap = async () => bench.bench.kube.configMap("aws-auth");
    const takes = async (stage: Stage): Promise<string> => {
      const { first, again } = await bench.takes(at(stage));
      expect(again).toContain("No changes.");
      return first;
    };

    beforeAll(async () => {
      const imported = `import {\n  to = ${owner.address}\n  id = "kube-system/aws-auth"\n}\n`;
      bench = await OverlayBench.start(root(), CLUSTER, { [IMPORT]: imported });
      rmSync(join(bench.folder, IMPORT));
    }, PATIENCE);

    afterAll(async () => bench.stop(), PATIENCE);

    test(
      "the first plan changes nothing, and dual and entries leave the ConfigMap alone",
      async () => {
        const before = await configMap();
        expect(await bench.plan()).toContain("No changes.");
        await bench.lay(at("config-map"));
        expect(await bench.plan()).toContain("No changes.");
        expect(await takes("dual")).toContain("1 to change, 0 to destroy");
        expect(await takes("entries")).toContain("0 to change, 0 to destroy");
        expect(await configMap()).toEqual(before);
      },
      PATIENCE,
    );

    test(
      "retire refuses a stranger's row, whatever is targeted",
      async () => {
        await bench.lay(at("retire"));
        const ways = [[], [`-target=${owner.address}`], ["-refresh=false"]];
        for (const said of await bench.refusedWithRow(role("stranger"), ways)) expect(said).toContain(role("stranger"));
      },
      PATIENCE,
    );

    test(
      "retire empties the rows in place, entries puts them back, and the ConfigMap is never destroyed",
      async () => {
        const before = await configMap();
        const first = await takes("retire");
        if (owner.emptied === undefined) {
          expect(first).toContain("No changes.");
          expect(await configMap()).toEqual(before);
          return;
        }
        expect(first).toContain("Plan: 0 to add, 1 to change, 0 to destroy.");
        expect(first).toContain(`# ${owner.emptied} will be updated in-place`);
        expect((await configMap())?.mapRoles?.trim()).toBe("[]");
        await takes("entries");
        expect(await configMap()).toEqual(before);
        await takes("retire");
      },
      PATIENCE,
    );

    test(
      "api switches the mode, and done or the settling plan deletes the ConfigMap, which nothing reads by then",
      async () => {
        expect(await takes("api")).toContain("Plan: 0 to add, 1 to change, 0 to destroy.");
        expect(await bench.bench.proxy.stateOf("demo").mode()).toBe("API");
        const done = await takes("done");
        expect(done.includes(`# ${owner.address} will be destroyed`)).toBe(owner.goesAtDone);
        expect((await configMap()) === undefined).toBe(owner.goesAtDone);
        const hcl = await bench.settled(at("done"));
        bench.remove();
        bench.write("main.tf", root({ mode: "API", entries: entriesHcl(hcl), awsAuth: "" }));
        const settling = await bench.apply();
        if (owner.goesAtDone) expect(settling).toContain("No changes.");
        else expect(settling).toContain("Plan: 0 to add, 0 to change, 1 to destroy.");
        expect(await configMap()).toBeUndefined();
        expect(await bench.plan()).toContain("No changes.");
        expect(await bench.bench.proxy.stateOf("demo").principals()).toHaveLength(4);
      },
      PATIENCE,
    );
  });
});
