import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { App } from "cdktf";
import { parseInventory } from "../../../lib/inventory/inventory";
import { printLocated } from "../../../lib/inventory/finding/located-finding";
import { stackOf } from "../../../stacks/stack-json";
import { AwsClient, succeeded } from "../../support/eks/aws-client";
import { before, judged } from "../../support/terraform/before";
import { type Fakecloud, startFakecloud } from "../../support/eks/fakecloud";
import { jsonOf } from "../../support/definitions/sample-stacks";
import { type Workspace, workspace } from "../../support/terraform/terraform";

const PATIENCE = 300_000;
const ACCOUNT = "111122223333";
const REGION = "ap-northeast-2";
const OWN_KEY = { s3: { bucket: "example-states", key: "eks/orders.tfstate", region: REGION } };

describe("two clusters whose files have one backend", () => {
  const [ledger, orders] = [before("one-state-ledger", "ledger"), before("one-state-orders", "orders")];
  const cleanups: (() => unknown)[] = [];
  let cloud: Fakecloud;

  beforeAll(async () => {
    cloud = await startFakecloud({ accountId: ACCOUNT, region: REGION });
    cleanups.push(cloud.stop);
    const url = cloud.environment.AWS_ENDPOINT_URL ?? "";
    const aws = new AwsClient(url, REGION);
    succeeded("bucket", await aws.createBucket(OWN_KEY.s3.bucket));
    // Guards ask IAM whether the principals of entries are there.
    for (const name of ["orders-operators", "orders-platform"]) {
      const made = { RoleName: name, Path: "/", AssumeRolePolicyDocument: "{}" };
      succeeded("role", await aws.iam("CreateRole", made));
    }
    for (const name of ["ledger", "orders"]) {
      const body = {
        name,
        roleArn: `arn:aws:iam::${ACCOUNT}:role/cluster`,
        accessConfig: { authenticationMode: "API" },
      };
      const network = { resourcesVpcConfig: { subnetIds: ["subnet-0a1b2c3d4e5f60001"] } };
      succeeded("cluster", await aws.eks("POST", "/clusters", JSON.stringify({ ...body, ...network })));
    }
  }, PATIENCE);

  afterAll(async () => {
    for (const cleanup of cleanups.reverse()) await cleanup();
  }, PATIENCE);

  async function stack(json: string): Promise<Workspace> {
    const folder = workspace(["aws"], cloud.environment);
    cleanups.push(folder.remove);
    folder.write("cdk.tf.json", json);
    await folder.must("init", "-input=false", "-no-color");
    return folder;
  }

  test(
    "the first plan of the second file took the entries of the first cluster away",
    async () => {
      const first = await stack(ledger.json);
      await first.must("apply", "-input=false", "-no-color", "-auto-approve");
      const second = await stack(orders.json);
      const plan = await second.must("plan", "-input=false", "-no-color");
      expect(plan).toContain("# aws_eks_access_entry.ledger will be destroyed");
      expect(plan).toContain("# aws_eks_access_entry.platform must be replaced");
      expect(plan).toMatch(/~ cluster_name += "ledger" -> "orders" # forces replacement/);
    },
    PATIENCE,
  );

  test("is refused today, naming both files", () => {
    const sources = [ledger, orders].map(({ file, text }) => ({ file: `clusters/${file}`, bytes: Buffer.from(text) }));
    const { findings } = parseInventory(sources);
    expect(findings.map(({ code }) => code)).toEqual(["state-shared"]);
    expect(findings.map(printLocated)).toEqual([
      "clusters/orders.yaml:14:3 terraform.backend: the stack of clusters/ledger.yaml has this state too, expected a state for each file, got `s3://example-states/eks/ledger.tfstate`",
    ]);
  });

  test("two stacks of one App are refused too", () => {
    const app = new App({ skipValidation: true, stackTraces: false });
    const both = (): unknown =>
      [ledger, orders].map((one) => {
        const { definition } = judged(one);
        return stackOf(app, { staged: new StagedCluster(definition), stack: definition.clusterName });
      });
    expect(both).toThrow("terraform.backend: stack `ledger` has this state too");
  });

  test(
    "another key of the same bucket leaves the first cluster alone",
    async () => {
      const { definition } = judged(orders);
      const own = await stack(jsonOf({ ...definition, terraform: { ...definition.terraform, backend: OWN_KEY } }));
      expect(await own.must("plan", "-input=false", "-no-color")).toContain(
        "Plan: 3 to add, 0 to change, 0 to destroy.",
      );
    },
    PATIENCE,
  );
});
