import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { typed, answered } from "../support/cli/story-steps";
import { compileCli } from "../support/cli/compiled-cli";
import { cli, folderWith } from "../support/cli/cli-run";
import {
  adminEntryDumps,
  describeCluster,
  describeNodegroup,
  listRoles,
  nodesRow,
  roleArn,
  type Row,
} from "../support/cli/story-dumps";
import { ACCOUNT } from "../support/definitions/arns";
import { newCluster } from "../support/definitions/sample-definitions";
import { guarded, GuardBench } from "../support/guards/guard-bench";
import { OverlayBench, overlaid } from "../support/overlay/overlay-bench";
import { entriesHcl, moduleRoot } from "../support/overlay/overlay-roots";
import { fieldsOf } from "../support/terraform/provider-schema";
import { succeededText, withMirror } from "../support/terraform/terraform";

const PATIENCE = 400_000;

/** The API server of a bench takes no tokens of IAM: Terraform reaches it by the runner's kubeconfig. */
const REACHED = "  kubernetes_auth: kubeconfig\n";

/** Imports dumps of a folder, answers what the file asks, and lets Terraform reach the API server. */
async function imported(cwd: string, dumps: readonly string[], { file, creator }: { file: string; creator: string }) {
  await cli(["import", ...dumps, "--output", file], { cwd });
  const path = join(cwd, file);
  const text = answered(readFileSync(path, "utf8"), creator);
  writeFileSync(
    path,
    text.replace(/^terraform:\n/m, (line) => `${line}${REACHED}`),
  );
}

withMirror("kubernetes", "a root with the module, roles of IAM Identity Center, from dumps to main.tf", () => {
  const path = "aws-reserved/sso.amazonaws.com/ap-northeast-2";
  const [devops = "", sre = ""] = ["devops_engineer", "site_reliability_engineer"].map(
    (one) => `AWSReservedSSO_${one}_0123456789abcdef`,
  );
  const admin = (name: string, username: string): Row => ({
    rolearn: roleArn(name),
    username,
    groups: ["system:masters"],
  });
  const ROWS = [
    admin(devops, "devops:{{SessionName}}"),
    admin(sre, "sre:{{SessionName}}"),
    admin("break-glass", "break-glass:{{SessionName}}"),
    nodesRow("demo-nodes"),
  ];
  const AWS_AUTH = `
module "aws_auth" {
  source                    = "./modules/eks/modules/aws-auth"
  manage_aws_auth_configmap = true
  aws_auth_roles = [
${ROWS.map(({ rolearn, username, groups }) => `    { rolearn = "${String(rolearn)}", username = "${String(username)}", groups = ${JSON.stringify(groups)} },`).join("\n")}
  ]
}
`;
  let bench: OverlayBench;
  let cluster: GuardBench;

  beforeAll(async () => {
    const rows = ROWS.map(({ rolearn, ...rest }) => ({ rolearn: String(rolearn), ...rest }));
    const definition = overlaid("config-map", {
      accessEntries: {},
      awsAuth: { awsAuthRoles: rows, awsAuthUsers: [], awsAuthAccounts: [] },
      migration: {
        stage: "config-map",
        expected: [`${path}/${devops}`, `${path}/${sre}`, "break-glass", "demo-nodes", "demo-creator"].map(roleArn),
      },
    });
    cluster = await GuardBench.live(definition, { creator: roleArn("demo-creator") });
    const group = { nodegroupName: "main", nodeRole: roleArn("demo-nodes"), subnets: ["subnet-0a1b2c3d4e5f60001"] };
    await cluster.eks("POST", "/clusters/demo/node-groups", group);
    bench = await OverlayBench.over(cluster, { main: moduleRoot({ awsAuth: AWS_AUTH }) });
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  test(
    "the first plan changes nothing",
    async () => {
      mkdirSync(join(bench.folder, "clusters"));
      bench.write("state.json", await bench.state());
      bench.write("nodegroup.json", describeNodegroup("demo", "demo-nodes"));
      bench.write(
        "roles.json",
        listRoles(`${path}/${devops}`, `${path}/${sre}`, "break-glass", "demo-nodes", "demo-creator"),
      );
      await imported(bench.folder, ["state.json", "nodegroup.json", "roles.json", "--root", "."], {
        file: "clusters/demo.yaml",
        creator: "demo-creator",
      });
      await typed(bench.folder, "check clusters");
      await typed(bench.folder, "overlay clusters");
      expect(await bench.plan()).toContain("No changes.");
    },
    PATIENCE,
  );

  test(
    "each stage is applied, and planned again without changes",
    async () => {
      const stages: string[] = [];
      while (stages.at(-1) !== "done") {
        await typed(bench.folder, "advance clusters/demo.yaml");
        stages.push(/^ {2}stage: (\S+)/m.exec(bench.read("clusters/demo.yaml"))?.[1] ?? "");
        await bench.apply();
        expect(await bench.plan()).toContain("No changes.");
        expect(stages.length).toBeLessThan(10);
      }
      expect([...new Set(stages)]).toEqual(["dual", "entries", "retire", "api", "done"]);
      expect(await cluster.proxy.stateOf("demo").mode()).toBe("API");
    },
    PATIENCE,
  );

  test(
    "what --settle prints is pasted into main.tf, both files go, and nothing changes",
    async () => {
      const hcl = await typed(bench.folder, "overlay clusters --settle");
      expect(hcl).toContain(roleArn(`${path}/${devops}`));
      bench.remove();
      bench.write("main.tf", moduleRoot({ mode: "API", entries: entriesHcl(hcl), awsAuth: "" }));
      await bench.apply();
      expect(await bench.plan()).toContain("No changes.");
      const live = await cluster.proxy.stateOf("demo").principals();
      expect(live).toEqual(expect.arrayContaining([`${path}/${devops}`, `${path}/${sre}`, "break-glass"].map(roleArn)));
    },
    PATIENCE,
  );
});

withMirror("kubernetes", "service accounts of a cluster that something else manages, from dumps to pods' roles", () => {
  const FILE = "clusters/demo.yaml";
  const ADMIN = roleArn("break-glass");
  // By default the state lies three folders above the stack: here, that is nobody's.
  const INIT = ["init", "-backend-config=path=own.tfstate"];
  let bench: GuardBench;
  // It writes where its process runs.
  const compiled = compileCli();
  let cwd = "";

  const terraform = async (...args: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await compiled.run(["synth"], { cwd });
    if (exitCode !== 0) throw new Error(`${stdout}${stderr}`);
    const json = readFileSync(join(cwd, "cdktf.out/stacks/demo/cdk.tf.json"), "utf8");
    return succeededText(await bench.runJson(json, ...args));
  };

  beforeAll(async () => {
    const { terraform: given } = guarded("dual");
    const accessEntries = { break_glass: { principalArn: ADMIN } };
    bench = await GuardBench.live(
      newCluster({ clusterName: "demo", accountId: ACCOUNT, terraform: given, accessEntries }),
    );
    await bench.switchMode("API_AND_CONFIG_MAP");
    await bench.switchMode("API");
    await bench.eks("POST", "/clusters/demo/access-entries", { principalArn: ADMIN, type: "STANDARD" });
    await bench.eks("POST", `/clusters/demo/access-entries/${encodeURIComponent(ADMIN)}/access-policies`, {
      policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      accessScope: { type: "cluster" },
    });
    const { cluster } = fieldsOf(await bench.eks("GET", "/clusters/demo"));
    const issuer = String(fieldsOf(fieldsOf(fieldsOf(cluster).identity).oidc).issuer);
    await bench.iam("CreateOpenIDConnectProvider", {
      Url: issuer,
      "ClientIDList.member.1": "sts.amazonaws.com",
      "ThumbprintList.member.1": "0123456789abcdef0123456789abcdef01234567",
    });
    for (const namespace of ["amazon-cloudwatch", "monitoring"])
      await bench.kube.call("POST", "/api/v1/namespaces", { metadata: { name: namespace } });
    for (const [namespace, name] of [
      ["amazon-cloudwatch", "cloudwatch-agent"],
      ["monitoring", "exporter"],
    ] as const)
      await bench.kube.call("POST", `/api/v1/namespaces/${namespace}/serviceaccounts`, { metadata: { name } });
    cwd = folderWith({
      "cluster.json": describeCluster("demo", "API"),
      ...adminEntryDumps("demo", "break-glass"),
      "nodegroups.json": '{"nodegroups": []}',
      "roles.json": listRoles("break-glass"),
      "clusters/.keep": "",
    });
  }, PATIENCE);

  afterAll(async () => {
    compiled.remove();
    await bench.stop();
  }, PATIENCE);

  test(
    "the first plan takes the entries over and changes nothing",
    async () => {
      const dumps = ["cluster", "entries", "entry", "policies", "nodegroups", "roles"].map((name) => `${name}.json`);
      await imported(cwd, dumps, { file: FILE, creator: "demo-creator" });
      await terraform(...INIT);
      expect(await terraform("apply", "-auto-approve")).toContain("2 imported, 0 added, 0 changed, 0 destroyed");
      await typed(cwd, `finish ${FILE}`);
      expect(await terraform("plan")).toContain("No changes.");
    },
    PATIENCE,
  );

  test(
    "the next one makes roles, annotation and association",
    async () => {
      const accounts = `service_accounts:
  cloudwatch_agent:
    namespace: amazon-cloudwatch
    name: cloudwatch-agent
    policies: { agent: arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy }
    create: false
  exporter: { namespace: monitoring, name: exporter, pod_identity: true, create: false }
`;
      writeFileSync(join(cwd, FILE), `${readFileSync(join(cwd, FILE), "utf8")}${accounts}`);
      await typed(cwd, `check ${FILE}`);
      // The annotation brings the Kubernetes provider.
      await terraform(...INIT);
      expect(await terraform("apply", "-auto-approve")).toContain("0 changed, 0 destroyed");
      expect(await terraform("plan")).toContain("No changes.");
      const path = "/api/v1/namespaces/amazon-cloudwatch/serviceaccounts/cloudwatch-agent";
      const { json } = await bench.kube.call("GET", path);
      expect(fieldsOf(json.metadata).annotations).toEqual({
        "eks.amazonaws.com/role-arn": roleArn("demo-amazon-cloudwatch-cloudwatch-agent"),
      });
    },
    PATIENCE,
  );
});
