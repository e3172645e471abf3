import { encodeAwsAuth } from "../../lib/access/aws-auth-encode";
import { rowsOf } from "../../lib/migration/rendering";
import { ACCOUNT, role } from "../support/arns";
import { accepting } from "../support/definitions";
import { GuardBench, guarded, sentences } from "../support/guard-bench";
import { withMirror } from "../support/terraform";

const PATIENCE = 240_000;
const at = guarded;
const STRANGER = `- RoleARN: ${role("stranger")}\n  UserName: stranger\n  GROUPS: [system:masters]\n`;
/** Nobody is served by them: an STS session, a role with a path, text that is no row. */
const DEAD = `- rolearn: arn:aws:sts::${ACCOUNT}:assumed-role/dead/session\n- rolearn: ${role("team/dead")}\n- dead\n`;

function rows(): Readonly<Record<string, string>> {
  return encodeAwsAuth(rowsOf(at("entries")));
}

withMirror("kubernetes", "guards refuse, on real providers, at stage entries", () => {
  let bench: GuardBench;

  beforeAll(async () => {
    bench = await GuardBench.start(at("config-map"));
    for (const stage of ["config-map", "dual", "entries"] as const) await bench.apply(at(stage));
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  async function restoreRows(): Promise<void> {
    await bench.writeAwsAuth(rows());
  }

  test(
    "a stranger's row in odd key case is refused, also with -target; leaving lets it pass",
    async () => {
      await bench.writeAwsAuth({ ...rows(), mapRoles: `${rows().mapRoles ?? ""}${STRANGER}` });
      const sentence = `aws-auth of cluster demo serves ${role("stranger")}, whom its cluster file does not know: add the row under aws_auth and an entry under access_entries, or name the principal under leaving [row-unknown].`;
      expect(await bench.refused(at("entries"))).toContain(sentence);
      expect(await bench.refused(at("retire"), "-target=kubernetes_config_map_v1_data.aws_auth")).toContain(sentence);
      await bench.passes(at("retire", { leaving: [role("stranger")] }));
    },
    PATIENCE,
  );

  test(
    "strangers among users and accounts are refused, whom no role row shadows",
    async () => {
      const mapUsers = `[{"userarn": "arn:aws:iam::${ACCOUNT}:user/team/Eve"}, {"UserARN": "${role("dev")}"}]`;
      await bench.writeAwsAuth({ ...rows(), mapUsers, mapAccounts: "- 012345678901 # 999999999999\n" });
      expect(await bench.refused(at("entries"))).toContain(
        `serves arn:aws:iam::${ACCOUNT}:user/team/Eve, account 012345678901, whom`,
      );
    },
    PATIENCE,
  );

  test(
    "dead rows and earlier duplicates count for nothing",
    async () => {
      const earlier = `- rolearn: ${role("DEV")}\n  username: other\n`;
      await bench.writeAwsAuth({
        ...rows(),
        mapRoles: `${earlier}${rows().mapRoles ?? ""}${DEAD}`,
        mapUsers: "# none\n",
      });
      await bench.passes(at("retire"));
    },
    PATIENCE,
  );

  test(
    "a changed row is refused, unless accepted",
    async () => {
      const mapRoles = (rows().mapRoles ?? "").replace("developers", "owners");
      await bench.writeAwsAuth({ ...rows(), mapRoles });
      expect(await bench.refused(at("entries"))).toContain(
        `aws-auth of cluster demo gives ${role("dev")} another username or other groups than the rows of its cluster file`,
      );
      const accept = [...(at("entries").accept ?? []), { ...accepting("row-changed"), principal: role("dev") }];
      await bench.passes(at("entries", { accept }));
    },
    PATIENCE,
  );

  test.each(["mapRoles", "mapUsers", "mapAccounts"])(
    "unreadable %s is refused",
    async (section) => {
      await bench.writeAwsAuth({ ...rows(), [section]: "- {broken" });
      expect(await bench.refused(at("entries"))).toContain(
        `${section} of aws-auth in cluster demo is no readable YAML list, so nobody can say whom it serves`,
      );
    },
    PATIENCE,
  );

  test(
    "an absent ConfigMap is refused",
    async () => {
      await bench.kube.deleteConfigMap("aws-auth");
      expect(await bench.refused(at("entries"))).toContain("[config-map-absent]");
      await restoreRows();
    },
    PATIENCE,
  );

  test(
    "another cluster's API server is refused, whatever its rows say",
    async () => {
      const { "ca.crt": own = "" } = (await bench.kube.configMap("kube-root-ca.crt")) ?? {};
      await bench.kube.writeConfigMap("kube-root-ca.crt", { "ca.crt": "-----BEGIN CERTIFICATE-----\nother\n" });
      expect(await bench.refused(at("entries"))).toContain("has not the certificate authority of cluster demo");
      await bench.kube.writeConfigMap("kube-root-ca.crt", { "ca.crt": own });
    },
    PATIENCE,
  );

  test(
    "another live entry than the file's is refused at retire, also with -target",
    async () => {
      const path = `/clusters/demo/access-entries/${encodeURIComponent(role("dev"))}`;
      await bench.eks("POST", path, { kubernetesGroups: ["owners"], username: "dev:{{SessionName}}" });
      const sentence = `The live access entry of ${role("dev")} in cluster demo (STANDARD, user name dev:{{SessionName}}, groups owners) is not what access_entries of its cluster file says for key dev`;
      expect(await bench.refused(at("retire"))).toContain(sentence);
      expect(await bench.refused(at("retire"), "-target=kubernetes_config_map_v1_data.aws_auth")).toContain(sentence);
      await bench.eks("POST", path, { kubernetesGroups: ["developers"], username: "dev:{{SessionName}}" });
    },
    PATIENCE,
  );

  test(
    "a missing entry is refused at retire by the address that looks for it, also with -target",
    async () => {
      await bench.eks("DELETE", `/clusters/demo/access-entries/${encodeURIComponent(role("dev"))}`);
      const address = 'with data.aws_eks_access_entry.row_without_live_access_entry["dev"]';
      expect(await bench.refused(at("retire"))).toContain(address);
      expect(await bench.refused(at("retire"), "-target=kubernetes_config_map_v1_data.aws_auth")).toContain(address);
      await bench.apply(at("entries"));
    },
    PATIENCE,
  );

  test(
    "the cluster of another region is refused",
    async () => {
      const { terraform } = at("entries");
      expect(await bench.refused(at("entries", { terraform: { ...terraform, region: "eu-west-1" } }))).toContain(
        "Cluster demo is arn:aws:eks:ap-northeast-2:111122223333:cluster/demo, and terraform.account_id and terraform.region",
      );
    },
    PATIENCE,
  );

  test(
    "a role made anew after its entry is refused at retire",
    async () => {
      await bench.iam("DeleteRole", { RoleName: "dev" });
      await bench.createRole("dev");
      expect(await bench.refused(at("retire"))).toContain(`The IAM role ${role("dev")} was made at`);
      await bench.must(at("entries"), "apply", "-auto-approve", "-replace=aws_eks_access_entry.dev");
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
      expect(await bench.refused(at("entries"))).toContain(
        `EKS has made the access entry of ${role("node")} for the managed node group workers`,
      );
      await bench.passes(at("entries", { imported: ["node"] }));
      await bench.eks("DELETE", "/clusters/demo/node-groups/workers");
    },
    PATIENCE,
  );

  test(
    "an edit between plan and apply is refused in apply, [changed-since-plan], before any row goes",
    async () => {
      await bench.passes(at("retire"), "-out=saved");
      await bench.writeAwsAuth({ ...rows(), mapUsers: `[{"userarn": "arn:aws:iam::${ACCOUNT}:user/eve"}]` });
      const result = await bench.runSaved();
      expect(sentences(result)).toContain("aws-auth of cluster demo has changed since this plan was made");
      expect((await bench.kube.configMap("aws-auth"))?.mapRoles).toBe(rows().mapRoles);
      await restoreRows();
    },
    PATIENCE,
  );
});
