import { App, TerraformOutput, TerraformStack } from "cdktf";
import { AccessStack, type ClusterStackProps, EksStack, ValidationError } from "eks-access";
import { check, clusterFileOf } from "eks-access/use-cases";

const account = { accountId: "111122223333", region: "eu-west-1" };
const admin = {
  principalArn: "arn:aws:iam::111122223333:role/break-glass",
  policyAssociations: {
    admin: {
      policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      accessScope: { type: "cluster" },
    },
  },
} as const;

/** The access of a cluster that eksctl made and goes on managing, half way through its migration. */
const ledger: ClusterStackProps = {
  clusterName: "ledger",
  migration: { stage: "entries", expected: ["arn:aws:iam::111122223333:role/cluster-creator"] },
  accessEntries: { break_glass: { ...admin, userName: "break-glass" } },
  awsAuth: {
    awsAuthRoles: [{ rolearn: admin.principalArn, username: "break-glass", groups: ["system:masters"] }],
    awsAuthUsers: [],
    awsAuthAccounts: [],
  },
  accept: [
    {
      code: "masters-by-name",
      principal: admin.principalArn,
      reason: "nothing in this cluster names the group system:masters",
      until: "2099-12-31",
    },
  ],
  terraform: { ...account, backend: { local: {} } },
};

const app = new App({ skipValidation: true, stackTraces: false });

// A stack of this app that has nothing to do with access.
const own = new TerraformStack(app, "own");
new TerraformOutput(own, "team", { value: "payments" });

new EksStack(app, "payments", {
  clusterName: "payments",
  clusterVersion: "1.33",
  subnetIds: ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"],
  authenticationMode: "API",
  createClusterSecurityGroup: false,
  createNodeSecurityGroup: false,
  createKmsKey: false,
  accessEntries: { break_glass: admin },
  terraform: { ...account, backend: { local: {} } },
});
new AccessStack(app, "ledger", ledger);

try {
  new AccessStack(new App({ skipValidation: true }), "mistaken", { ...ledger, leaving: ["nobody"] });
} catch (error) {
  if (!(error instanceof ValidationError)) throw error;
  process.stdout.write(`refused: ${error.code}\n`);
}

// Use cases take texts and answer findings; nothing is read or printed.
const { findings } = check({ sources: [clusterFileOf("demo.yaml", "cluster_nmae: demo\n")] }, "2026-11-27");
const [unknown] = findings.filter(({ code }) => code === "key-unknown");
process.stdout.write(`found: ${unknown?.path ?? "nothing"}: ${unknown?.help ?? ""}\n`);

app.synth();
