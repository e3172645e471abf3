import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { Stage } from "../../../lib/migration/stage";
import { role } from "../../support/definitions/arns";
import { ADMIN_ROW, CREATOR, DEV_ROW, NODE_ROW } from "../../support/definitions/definitions";
import { jsonOf } from "../../support/definitions/sample-stacks";
import { isWriting } from "../../support/eks/eks-request";
import { GuardBench, guarded, sentences } from "../../support/guards/guard-bench";
import { CallFault } from "../../support/kill/call-fault";
import { fieldsOf } from "../../support/terraform/provider-schema";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 300_000;
const WORKERS_ROW = { ...NODE_ROW, rolearn: role("workers") };
const AWS_AUTH = {
  awsAuthRoles: [ADMIN_ROW, DEV_ROW, NODE_ROW, WORKERS_ROW],
  awsAuthUsers: [],
  awsAuthAccounts: [],
};
const FORBIDDEN = { refusal: { exception: "Forbidden", status: 403, text: "forbidden" } };

/** The cluster of the bench beside a managed node group of role workers, whose entry EKS makes. */
function at(
  stage: Stage,
  change: Partial<ClusterDefinition> = {},
  expected: readonly string[] = [],
): ClusterDefinition {
  const { migration, ...rest } = guarded(stage, { awsAuth: AWS_AUTH, ...change });
  const keys = Object.keys(rest.accessEntries);
  const waves = (migration?.waves ?? []).map((wave) => wave.filter((key) => keys.includes(key)));
  const known = [CREATOR, role("workers"), ...expected];
  return {
    ...rest,
    migration: { stage, ...migration, waves: waves.filter((wave) => wave.length > 0), expected: known },
  };
}

const { node: _, ...PEOPLE } = at("entries").accessEntries;
/** The entry of the nodes moves to the list of those that EKS makes: no node group has this role. */
const MOVED = at("entries", { accessEntries: PEOPLE }, [role("node")]);

const { dev: __, ...WITHOUT_DEV } = at("entries").accessEntries;
const CREATING = { ...AWS_AUTH, createAwsAuthConfigmap: true };
/** The entry of dev leaves the file, whose row is to be in the ConfigMap that the plan makes. */
const DEV_LEFT = at("entries", { accessEntries: WITHOUT_DEV, awsAuth: CREATING });

/** The JSON of a stack as it was before: with another list of those whose row has to be live. */
function asBefore(definition: ClusterDefinition, listed: (list: string) => string): string {
  const root = fieldsOf(JSON.parse(jsonOf(definition)));
  const locals = fieldsOf(root.locals);
  const rows_not_live_at_all = listed(String(locals.rows_not_live_at_all));
  return JSON.stringify({ ...root, locals: { ...locals, rows_not_live_at_all } });
}

withMirror("kubernetes", "an entry that goes while no row of the file is live", () => {
  let bench: GuardBench;

  beforeAll(async () => {
    bench = await GuardBench.start(at("config-map"), { creator: CREATOR, isKubeProxied: true });
    const blue = { nodegroupName: "blue", nodeRole: role("workers"), subnets: ["subnet-0a1b2c3d4e5f60001"] };
    await bench.eks("POST", "/clusters/demo/node-groups", blue);
    for (const stage of ["dual", "entries", "retire"] as const) await bench.apply(at(stage));
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  const has = async (name: string): Promise<boolean> =>
    (await bench.proxy.stateOf("demo").principals()).includes(role(name));
  const rows = async (): Promise<string | undefined> => (await bench.kube.configMap("aws-auth"))?.mapRoles?.trim();

  /** Applies a plan of the JSON as it was before, while a call to Kubernetes is refused: the calls of EKS that wrote. */
  async function appliedBefore(json: string, call: string): Promise<readonly string[]> {
    expect(await bench.runJson(json, "plan", "-out=saved")).toMatchObject({ exitCode: 0 });
    const first = bench.proxy.calls.length;
    bench.kubeProxy.inject(new CallFault(call, FORBIDDEN, 99));
    expect(await bench.runSaved()).toMatchObject({ exitCode: 1 });
    bench.kubeProxy.inject(undefined);
    const writes = bench.proxy.calls.slice(first).filter(({ request }) => isWriting(request));
    return writes.map(({ request }) => `${request.operation} ${request.principalArn}`);
  }

  /** What a refused plan says; nothing was written by it. */
  async function refused(definition: ClusterDefinition): Promise<string> {
    const first = bench.proxy.calls.length;
    const result = await bench.run(definition, "plan");
    expect(result.exitCode).toBe(1);
    expect(bench.proxy.calls.slice(first).filter(({ request }) => isWriting(request))).toEqual([]);
    return sentences(result);
  }

  describe("back from retire, and an entry moves to migration.expected", () => {
    test(
      "the JSON before deleted it, and where the rows could not be written the nodes had neither",
      async () => {
        const json = asBefore(MOVED, () => "${[]}");
        expect(await appliedBefore(json, "PATCH configmaps/aws-auth")).toEqual([`DeleteAccessEntry ${role("node")}`]);
        expect([await has("node"), await rows()]).toEqual([false, "[]"]);
        for (const stage of ["entries", "retire"] as const) await bench.apply(at(stage));
        expect([await has("node"), await rows()]).toEqual([true, "[]"]);
      },
      PATIENCE,
    );

    test.each([["entries", MOVED] as const, ["dual", { ...MOVED, ...dual(MOVED) }] as const])(
      "the plan of %s is refused, and names the nodes",
      async (_stage, definition) => {
        expect(await refused(definition)).toMatch(
          /has none of the rows of its cluster file yet, and the file has no access entry for [^:]*role node\b[^[]*\[row-not-live\]/,
        );
        expect(await has("node")).toBe(true);
      },
      PATIENCE,
    );

    test(
      "the way back of the whole file passes beside the row of a managed node group, whose entry is EKS's",
      async () => {
        expect(await has("workers")).toBe(true);
        await bench.apply(at("entries"));
        expect(await rows()).toContain(role("workers"));
        expect(await bench.passes(MOVED)).toContain("0 to add, 1 to change, 1 to destroy");
      },
      PATIENCE,
    );
  });

  describe("somebody deletes the ConfigMap, and an entry leaves the file that creates it anew", () => {
    test(
      "the JSON before deleted it, and where the ConfigMap could not be made dev had neither",
      async () => {
        await bench.kube.deleteConfigMap("aws-auth");
        const json = asBefore(DEV_LEFT, (list) =>
          list.replace("&& length(", "&& local.live_config_map_exists && length("),
        );
        expect(await appliedBefore(json, "POST configmaps")).toEqual([`DeleteAccessEntry ${role("dev")}`]);
        expect([await has("dev"), await rows()]).toEqual([false, undefined]);
        await bench.apply(at("entries", { awsAuth: CREATING }));
        expect(await has("dev")).toBe(true);
        await bench.kube.deleteConfigMap("aws-auth");
      },
      PATIENCE,
    );

    test(
      "the plan is refused, and names dev; with the entry in the file it passes",
      async () => {
        expect(await refused(DEV_LEFT)).toMatch(
          /the file has no access entry for role dev: keep the entry[^[]*\[row-not-live\]/,
        );
        expect([await has("dev"), await rows()]).toEqual([true, undefined]);
        await bench.passes(at("entries", { awsAuth: CREATING }));
      },
      PATIENCE,
    );
  });
});

/** The same file at `dual`. */
function dual({ migration }: ClusterDefinition): Pick<ClusterDefinition, "migration"> {
  return migration === undefined ? {} : { migration: { ...migration, stage: "dual" } };
}
