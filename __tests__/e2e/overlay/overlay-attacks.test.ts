import type { AccessEntry } from "../../../lib/access/access-entry/access-entry";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { Stage } from "../../../lib/migration/stage";
import { role } from "../../support/definitions/arns";
import { BREAK_GLASS, CREATOR } from "../../support/definitions/definitions";
import { entryNotThere } from "../../support/guards/entry-not-there";
import { attacked, attackedBench, withWorkers, WORKERS } from "../../support/overlay/attacked";
import { OverlayBench } from "../../support/overlay/overlay-bench";
import { AWS_AUTH, entriesHcl, moduleRoot } from "../../support/overlay/overlay-roots";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 400_000;
const CLUSTER = "module.eks.aws_eks_cluster.this[0]";
const OUTDATED = /IAM role break-glass was made at .*--principal-arn arn:\S+role\/break-glass\).*\[entry-outdated\]/;
const WITH_WORKERS = withWorkers(AWS_AUTH);
/** As stage retire writes it. */
const EMPTY = AWS_AUTH.replace(/(aws_auth_roles = )\[[^]*?\n {2}\]/, "$1[]").replace(/(aws_auth_users = ).*/, "$1[]");
/** Ways in which one may try to get past the guards. */
const WAYS: readonly (readonly string[])[] = [
  ["plan"],
  ["plan", "-refresh=false"],
  ["plan", `-target=${CLUSTER}`],
  ["apply", "-auto-approve"],
];

const at = (stage: Stage, entries: Readonly<Record<string, AccessEntry>> = {}): ClusterDefinition =>
  attacked(stage, { entries });

withMirror("kubernetes", "an overlay in front of a cluster that somebody changed", () => {
  let bench: OverlayBench;
  let settled: string;

  beforeAll(async () => {
    bench = await OverlayBench.over(await attackedBench(), { main: moduleRoot({ awsAuth: WITH_WORKERS }) });
    settled = entriesHcl(await bench.settled(at("done")));
    for (const stage of ["config-map", "dual"] as const) await bench.takes(at(stage));
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  /** The root with the arguments of a stage in its own block, and none of our files. */
  async function withoutFiles(mode: string, entries: string): Promise<void> {
    bench.remove();
    bench.write("main.tf", moduleRoot({ mode, entries, awsAuth: EMPTY }));
    const { exitCode, writes } = await bench.tries("plan");
    expect([exitCode, writes]).toEqual([0, []]);
    bench.write("main.tf", moduleRoot({ awsAuth: WITH_WORKERS }));
  }

  /** Each way is refused by a sentence, and no call writes. */
  async function refused(definition: ClusterDefinition, said: RegExp | string): Promise<void> {
    await bench.lay(definition);
    for (const way of WAYS) {
      const { exitCode, said: text, writes } = await bench.tries(...way);
      expect([way, exitCode, writes]).toEqual([way, 1, []]);
      expect(text).toMatch(said);
    }
  }

  async function passes(definition: ClusterDefinition): Promise<void> {
    await bench.lay(definition);
    expect(await bench.tries("plan")).toMatchObject({ exitCode: 0, writes: [] });
  }

  async function createEntry(principalArn: string, type: string): Promise<void> {
    await bench.bench.eks("POST", "/clusters/demo/access-entries", { principalArn, type });
  }

  const near = (arn: string): string => ` (IAM has ${arn} by that name)`;

  test.each([
    ["a typo", role("braek-glass"), ""],
    ["a wrong path", role("ops/break-glass"), near(role("break-glass"))],
    ["another case", role("Break-Glass"), near(role("break-glass"))],
  ])(
    "entries, a principal with %s: Terraform alone plans it, the overlay refuses it, and takes it as it is written in IAM",
    async (_, principalArn, hint) => {
      await withoutFiles("API_AND_CONFIG_MAP", settled.replace(`"${role("break-glass")}"`, `"${principalArn}"`));
      await refused(
        at("entries", { break_glass: { ...BREAK_GLASS, principalArn } }),
        `IAM has no ${principalArn}, and access_entries of the cluster file of demo declares an entry for it${hint}: write each ARN as aws iam get-role or aws iam get-user prints it, with its path and in the same upper and lower case, or delete the entry from the file [principal-not-found].`,
      );
      await passes(at("entries"));
    },
    PATIENCE,
  );

  test(
    "entries is applied",
    async () => {
      expect((await bench.takes(at("entries"))).again).toContain("No changes.");
    },
    PATIENCE,
  );

  /** What somebody does to the cluster or to IAM, and takes back. */
  interface Attack {
    readonly edit: () => Promise<unknown>;
    readonly undo: () => Promise<unknown>;
    readonly said: RegExp | string;
  }

  const vanished = (principal: string, type: string, key = principal): Attack => ({
    edit: () => bench.bench.changeEntry("DELETE", principal),
    undo: () => createEntry(principal, type),
    said: entryNotThere(key, "eks_access_demo_"),
  });
  /** An entry made again by the plan of the stage before. */
  const remade = async (stage: Stage): Promise<void> => {
    await bench.bench.changeEntry("DELETE", role("break-glass"));
    await bench.takes(at(stage));
  };
  const deleted = async (): Promise<string> => bench.bench.iam("DeleteRole", { RoleName: "break-glass" });

  test.each<[string, Attack]>([
    ["the entry of a declared node role vanished", vanished(role("node"), "EC2_LINUX", "node")],
    [
      "somebody changed the groups of a declared entry",
      {
        edit: () => bench.bench.changeEntry("POST", role("dev"), { kubernetesGroups: [] }),
        undo: () => bench.bench.changeEntry("POST", role("dev"), { kubernetesGroups: ["developers"] }),
        said: "[entry-not-live].",
      },
    ],
  ])(
    "retire, %s: refused, and takes it when that is undone",
    async (_, { edit, undo, said }) => {
      await edit();
      await withoutFiles("API_AND_CONFIG_MAP", settled);
      await refused(at("retire"), said);
      await undo();
      await passes(at("retire"));
    },
    PATIENCE,
  );

  test(
    "retire is applied, and the rows are empty",
    async () => {
      expect((await bench.takes(at("retire"))).again).toContain("No changes.");
      expect((await bench.bench.kube.configMap("aws-auth"))?.mapRoles?.trim()).toBe("[]");
    },
    PATIENCE,
  );

  test.each<[string, Attack]>([
    ["the entry of an expected node role vanished", vanished(WORKERS, "EC2_LINUX")],
    [
      "the entry of an expected node role has another type",
      {
        edit: async () => {
          await bench.bench.changeEntry("DELETE", WORKERS);
          await createEntry(WORKERS, "EC2_WINDOWS");
        },
        undo: async () => {
          await bench.bench.changeEntry("DELETE", WORKERS);
          await createEntry(WORKERS, "EC2_LINUX");
        },
        said: "The live access entry of role workers in cluster demo (EC2_WINDOWS, ",
      },
    ],
    ["the creator's entry vanished", vanished(CREATOR, "STANDARD")],
    [
      "the break-glass role was deleted",
      {
        edit: deleted,
        undo: async () => {
          await bench.bench.createRole("break-glass");
          await remade("retire");
        },
        said: `IAM has no ${role("break-glass")}, and access_entries of the cluster file of demo declares an entry for it`,
      },
    ],
    [
      "the break-glass role was made anew: its entry is older, and serves nobody",
      {
        edit: async () => {
          await deleted();
          await bench.bench.createRole("break-glass");
        },
        undo: () => remade("retire"),
        said: OUTDATED,
      },
    ],
  ])(
    "api, %s: Terraform alone would switch the mode, the overlay refuses it, and takes it when that is undone",
    async (_, { edit, undo, said }) => {
      await edit();
      await withoutFiles("API", settled);
      await refused(at("api"), said);
      await undo();
      await passes(at("api"));
    },
    PATIENCE,
  );

  test(
    "api is applied; then a plan that repairs an entry passes",
    async () => {
      expect((await bench.takes(at("api"))).again).toContain("No changes.");
      expect(await bench.bench.proxy.stateOf("demo").mode()).toBe("API");
      await bench.bench.changeEntry("DELETE", role("dev"));
      expect(await bench.apply()).toContain('# module.eks.aws_eks_access_entry.this["dev"] will be created');
      expect(await bench.bench.proxy.stateOf("demo").principals()).toContain(role("dev"));
    },
    PATIENCE,
  );
});
