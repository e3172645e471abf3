import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";

/**
 * What somebody writes who knows CDKTF and needs access entries, nothing else: no files are read, nothing is checked. Draws as many
 * entries and associations as the files of a fleet: `plain-cdktf.ts CLUSTERS ENTRIES`, into CDKTF_OUTDIR.
 */
const [clusters = 1, entries = 1] = process.argv.slice(2).map(Number);
const app = new App({ skipValidation: true });

for (let c = 0; c < clusters; c += 1) {
  const clusterName = `cluster-${c}`;
  const stack = new TerraformStack(app, clusterName);
  new LocalBackend(stack, { path: `../../../terraform.${clusterName}.tfstate` });
  new AwsProvider(stack, "aws", { region: "eu-west-1", allowedAccountIds: ["111122223333"] });
  for (let e = 0; e < entries; e += 1) {
    const entry = new EksAccessEntry(stack, `entry_${e}`, {
      clusterName,
      principalArn: `arn:aws:iam::111122223333:role/person-${e}`,
      type: "STANDARD",
      kubernetesGroups: [],
      userName: `person-${e}:{{SessionName}}`,
    });
    new EksAccessPolicyAssociation(stack, `association_${e}`, {
      clusterName,
      principalArn: entry.principalArn,
      policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
      accessScope: { type: "cluster" },
    });
  }
}
app.synth();
