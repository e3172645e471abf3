import { encodeAwsAuth } from "../../lib/access/aws-auth-encode";
import type { ClusterDefinition } from "../../lib/inventory/cluster-definition";
import { rowsOf } from "../../lib/migration/rendering";
import { type Stage, STAGES } from "../../lib/migration/stage";
import { ACCOUNT, role } from "../support/arns";
import { accepting } from "../support/definitions";
import { GuardBench } from "../support/guard-bench";
import { cluster } from "../support/sample-definitions";
import { hasMirror, type TerraformResult } from "../support/terraform";

const PATIENCE = 120_000;
const TERRAFORM = { accountId: ACCOUNT, region: "ap-northeast-2", kubernetesAuth: "kubeconfig" } as const;
const ROLES = ["admin", "dev", "node", "break-glass"];
const STRANGER = `- RoleARN: ${role("stranger")}\n  UserName: stranger\n  GROUPS: [system:masters]\n`;
/** Nobody is served by them: an STS session, a role with a path, text that is no row. */
const DEAD = `- rolearn: arn:aws:sts::${ACCOUNT}:assumed-role/dead/session\n- rolearn: ${role("team/dead")}\n- dead\n`;

function at(stage: Stage, rest: Partial<ClusterDefinition> = {}): ClusterDefinition {
  const accept = [accepting("masters-by-name"), { ...accepting("row-not-live"), principal: role("break-glass") }];
  return cluster({ stage }, { terraform: TERRAFORM, accept, ...rest });
}

/** What a refusal prints, on one line, as wide as it is. */
function sentences({ stdout, stderr }: TerraformResult): string {
  return `${stdout}\n${stderr}`.replace(/[\n│╷╵ ]+/g, " ");
}

const KUBERNETES = hasMirror("kubernetes");
if (!KUBERNETES) console.info("guards on real providers: skipped, KUBERNETES_PROVIDER_MIRROR is not set");

(KUBERNETES ? describe : describe.skip)(
  "guards of an EksStack, on real providers, stage after stage on one state",
  () => {
    let bench: GuardBench;

    beforeAll(async () => {
      bench = await GuardBench.start(at("config-map"));
      for (const name of ROLES) await createRole(name);
      restoreRows();
      const first = at("config-map", { adopt: { import: true } });
      bench.init(first);
      bench.apply(first);
    }, PATIENCE);

    afterAll(async () => bench.stop());

    async function createRole(name: string): Promise<void> {
      await bench.iam("CreateRole", { RoleName: name, AssumeRolePolicyDocument: "{}" });
    }

    function rows(): Readonly<Record<string, string>> {
      return encodeAwsAuth(rowsOf(at("entries")));
    }

    function restoreRows(): void {
      bench.writeAwsAuth(rows());
    }

    function refused(definition: ClusterDefinition, ...args: readonly string[]): string {
      const result = bench.run(definition, "plan", ...args);
      expect(result.exitCode).toBe(1);
      return sentences(result);
    }

    function passes(definition: ClusterDefinition, ...args: readonly string[]): string {
      const result = bench.run(definition, "plan", ...args);
      expect(result.exitCode === 0 ? "" : sentences(result)).toBe("");
      return result.stdout;
    }

    function takes(stage: Stage): void {
      test(
        `${stage} is planned, applied, and planned again without changes`,
        () => {
          bench.apply(at(stage));
          expect(passes(at(stage))).toContain("No changes.");
        },
        PATIENCE,
      );
    }

    /** Everything that comes later than the next stage. */
    function refusesToSkipFrom(stage: Stage, sentence: Readonly<Partial<Record<Stage, string>>>): void {
      const skipping = STAGES.slice(STAGES.indexOf(stage) + 2);
      test.each(skipping)(
        `${stage} -> %s is refused`,
        (later) => {
          expect(refused(at(later))).toContain(sentence[later] ?? "[live-mode]");
        },
        PATIENCE,
      );
    }

    describe("at config-map", () => {
      takes("config-map");
      refusesToSkipFrom("config-map", {
        entries:
          "Cluster demo is in authentication mode CONFIG_MAP, and migration.stage entries of its cluster file plans from API_AND_CONFIG_MAP only: set the stage that fits and apply the stages one after the other [live-mode].",
      });

      test(
        "-target does not get past the mode",
        () => {
          expect(refused(at("entries"), "-target=aws_eks_access_entry.admin")).toContain("[live-mode]");
          expect(refused(at("api"), "-target=aws_eks_cluster.this")).toContain("[live-mode]");
        },
        PATIENCE,
      );
    });

    describe("at dual", () => {
      takes("dual");
      refusesToSkipFrom("dual", {
        retire: 'data.aws_eks_access_entry.row_without_live_access_entry["admin"]',
        api: "[row-left]",
      });
    });

    describe("at entries", () => {
      takes("entries");
      refusesToSkipFrom("entries", { api: "[row-left]" });

      test(
        "a stranger's row in odd key case is refused, also with -target; leaving lets it pass",
        () => {
          bench.writeAwsAuth({ ...rows(), mapRoles: `${rows().mapRoles ?? ""}${STRANGER}` });
          const sentence = `aws-auth of cluster demo serves ${role("stranger")}, whom its cluster file does not know: add the row under aws_auth and an entry under access_entries, or name the principal under leaving [row-unknown].`;
          expect(refused(at("entries"))).toContain(sentence);
          expect(refused(at("retire"), "-target=kubernetes_config_map_v1_data.aws_auth")).toContain(sentence);
          passes(at("retire", { leaving: [role("stranger")] }));
        },
        PATIENCE,
      );

      test(
        "strangers among users and accounts are refused, whom no role row shadows",
        () => {
          const mapUsers = `[{"userarn": "arn:aws:iam::${ACCOUNT}:user/team/Eve"}, {"UserARN": "${role("dev")}"}]`;
          bench.writeAwsAuth({ ...rows(), mapUsers, mapAccounts: "- 012345678901 # 999999999999\n" });
          expect(refused(at("entries"))).toContain(
            `serves arn:aws:iam::${ACCOUNT}:user/team/Eve, account 012345678901, whom`,
          );
        },
        PATIENCE,
      );

      test(
        "dead rows and earlier duplicates count for nothing",
        () => {
          const earlier = `- rolearn: ${role("DEV")}\n  username: other\n`;
          bench.writeAwsAuth({
            ...rows(),
            mapRoles: `${earlier}${rows().mapRoles ?? ""}${DEAD}`,
            mapUsers: "# none\n",
          });
          passes(at("retire"));
        },
        PATIENCE,
      );

      test(
        "a changed row is refused, unless accepted",
        () => {
          const mapRoles = (rows().mapRoles ?? "").replace("developers", "owners");
          bench.writeAwsAuth({ ...rows(), mapRoles });
          expect(refused(at("entries"))).toContain(
            `aws-auth of cluster demo gives ${role("dev")} another username or other groups than the rows of its cluster file`,
          );
          const accept = [...(at("entries").accept ?? []), { ...accepting("row-changed"), principal: role("dev") }];
          passes(at("entries", { accept }));
        },
        PATIENCE,
      );

      test.each(["mapRoles", "mapUsers", "mapAccounts"])(
        "unreadable %s is refused",
        (section) => {
          bench.writeAwsAuth({ ...rows(), [section]: "- {broken" });
          expect(refused(at("entries"))).toContain(
            `${section} of aws-auth in cluster demo is no readable YAML list, so nobody can say whom it serves`,
          );
        },
        PATIENCE,
      );

      test(
        "an absent ConfigMap is refused",
        () => {
          bench.kubectl(["-n", "kube-system", "delete", "configmap", "aws-auth"]);
          expect(refused(at("entries"))).toContain("[config-map-absent]");
          restoreRows();
        },
        PATIENCE,
      );

      test(
        "another cluster's API server is refused, whatever its rows say",
        () => {
          const { "ca.crt": own = "" } = bench.readConfigMap("kube-root-ca.crt");
          bench.writeConfigMap("kube-root-ca.crt", { "ca.crt": "-----BEGIN CERTIFICATE-----\nother\n" });
          expect(refused(at("entries"))).toContain("has not the certificate authority of cluster demo");
          bench.writeConfigMap("kube-root-ca.crt", { "ca.crt": own });
        },
        PATIENCE,
      );

      test(
        "another live entry than the file's is refused at retire, also with -target",
        async () => {
          const path = `/clusters/demo/access-entries/${encodeURIComponent(role("dev"))}`;
          await bench.eks("POST", path, { kubernetesGroups: ["owners"], username: "dev:{{SessionName}}" });
          const sentence = `The live access entry of ${role("dev")} in cluster demo (STANDARD, user name dev:{{SessionName}}, groups owners) is not what access_entries of its cluster file says for key dev`;
          expect(refused(at("retire"))).toContain(sentence);
          expect(refused(at("retire"), "-target=kubernetes_config_map_v1_data.aws_auth")).toContain(sentence);
          await bench.eks("POST", path, { kubernetesGroups: ["developers"], username: "dev:{{SessionName}}" });
        },
        PATIENCE,
      );

      test(
        "a role made anew after its entry is refused at retire",
        async () => {
          await bench.iam("DeleteRole", { RoleName: "dev" });
          await createRole("dev");
          expect(refused(at("retire"))).toContain(`The IAM role ${role("dev")} was made at`);
          bench.must(at("entries"), "apply", "-auto-approve", "-replace=aws_eks_access_entry.dev");
        },
        PATIENCE,
      );

      test(
        "a declared entry that EKS has made with a node group is refused, unless imported",
        async () => {
          await bench.eks("POST", "/clusters/demo/node-groups", {
            nodegroupName: "workers",
            nodeRole: role("node"),
            subnets: ["subnet-0a1b2c3d4e5f60001"],
          });
          expect(refused(at("entries"))).toContain(
            `EKS has made the access entry of ${role("node")} for the managed node group workers`,
          );
          passes(at("entries", { imported: ["node"] }));
          await bench.eks("DELETE", "/clusters/demo/node-groups/workers");
        },
        PATIENCE,
      );

      test(
        "an edit between plan and apply is refused in apply, before any row goes",
        () => {
          passes(at("retire"), "-out=saved");
          bench.writeAwsAuth({ ...rows(), mapUsers: `[{"userarn": "arn:aws:iam::${ACCOUNT}:user/eve"}]` });
          const result = bench.runSaved();
          expect(sentences(result)).toContain("aws-auth of cluster demo has changed since this plan was made");
          expect(bench.readConfigMap("aws-auth").mapRoles).toBe(rows().mapRoles);
          restoreRows();
        },
        PATIENCE,
      );
    });

    describe("at retire", () => {
      takes("retire");
      refusesToSkipFrom("retire", {});

      test(
        "goes back to entries, and forward again",
        () => {
          bench.apply(at("entries"));
          expect(bench.readConfigMap("aws-auth").mapRoles).toBe(rows().mapRoles);
          bench.apply(at("retire"));
          expect(bench.readConfigMap("aws-auth").mapRoles?.trim()).toBe("[]");
        },
        PATIENCE,
      );
    });

    describe("at api", () => {
      takes("api");

      test(
        "no way back",
        () => {
          expect(refused(at("retire"))).toContain(
            "Cluster demo is in authentication mode API, and migration.stage retire",
          );
        },
        PATIENCE,
      );
    });

    describe("at done", () => {
      takes("done");

      test(
        "a file without migration plans no changes in the cluster's own mode, and none in another",
        () => {
          const { migration, awsAuth, ...end } = at("done");
          passes({ ...end, authenticationMode: "API" });
          expect(refused({ ...end, authenticationMode: "API_AND_CONFIG_MAP" })).toContain(
            "Cluster demo is in authentication mode API, and authentication_mode of its cluster file comes to API_AND_CONFIG_MAP",
          );
        },
        PATIENCE,
      );
    });
  },
);
