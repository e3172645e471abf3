import { App } from "cdktf";
import { inspect } from "node:util";
import { ValidationError } from "../../../../lib/finding/validation-error";
import { parseClusterFile } from "../../../../lib/inventory/cluster-file/parse-cluster-file";
import { GUARDS } from "../../../../lib/migration/guard/guards";
import { EksStack } from "../../../../stacks/eks-stack";
import { newCluster } from "../../definitions/sample-definitions";
import { blocksOf, compiledGuards, stackOf } from "../../guards/compiled-guards";
import { readable } from "../guards-page";
import { arnOf, migrating } from "./bases";
import { lineDifference } from "./difference/line-difference";
import { FILE, type RuleExamples, type TriedExample } from "./rule-example";

/** Props of `EksStack`, in TypeScript. */
function props(refused: object, mended: object): TriedExample {
  const text = (value: object): string => inspect(value, { depth: 9, compact: 2, breakLength: 100 });
  return {
    shown: lineDifference(text(refused), text(mended)),
    tried: () => ({ before: thrown(refused), after: thrown(mended) }),
  };
}

/** What a constructor throws. */
function thrown(rest: object): string {
  try {
    new EksStack(new App({ skipValidation: true }), "demo", newCluster(rest));
    return "";
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    const { code, message, help } = error;
    if (message.includes("\n")) return `${message}\n`;
    return `error ${message} [${code}]\n${help === undefined ? "" : `    ${help}\n`}`;
  }
}

const entry = (change: object): object => ({ accessEntries: { dev: { principalArn: arnOf("dev"), ...change } } });
const scoped = (accessScope: object): object =>
  entry({
    policyAssociations: {
      view: { policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy", accessScope },
    },
  });

/** What cluster files cannot say: their schema refuses it with another code. */
export const PROPS_EXAMPLES: RuleExamples = {
  "rbac-binding-role": props(
    { rbacBindings: { viewers: { group: "viewers" } } },
    { rbacBindings: { viewers: { group: "viewers", clusterRole: "view" } } },
  ),
  "iam-role-nobody": props(
    { iamRoles: { ops: { name: "ops", assumedBy: {} } } },
    { iamRoles: { ops: { name: "ops", assumedBy: { services: ["ec2.amazonaws.com"] } } } },
  ),
  "entry-key-missing": props(
    { accessEntries: { dev: { kubernetesGroups: ["developers"] } } },
    entry({ kubernetesGroups: ["developers"] }),
  ),
  "entry-scope-type": props(scoped({ type: "node" }), scoped({ type: "cluster" })),
  "entry-type-unknown": props(entry({ type: "EC2_MACOS" }), entry({ type: "EC2_LINUX" })),
  "entry-unknown-key": props(entry({ kubernetesGroup: ["developers"] }), entry({ kubernetesGroups: ["developers"] })),
  "entry-value-type": props(entry({ kubernetesGroups: "developers" }), entry({ kubernetesGroups: ["developers"] })),
  "principal-list-malformed": props(
    { leaving: [arnOf("intern").replace("iam", "IAM")] },
    { leaving: [arnOf("intern")] },
  ),
};

/** What Terraform says of a file at stage entries, and of the file that is mended. */
function terraform(code: string, wrong: string, right: string): TriedExample {
  const [refused, mended] = [migrating(), migrating().replace(wrong, () => right)];
  return {
    shown: lineDifference(refused, mended),
    tried: () => ({ before: toldByTerraform(code, refused), after: toldByTerraform(code, mended) }),
  };
}

/** The sentences and addresses of a code in the stack of a file, as Terraform prints them: `…` for what is live. */
function toldByTerraform(code: string, text: string): string {
  const { cluster, findings } = parseClusterFile(FILE, text);
  if (cluster === undefined) throw new Error(JSON.stringify(findings));
  const { definition } = cluster.staged;
  const guard = GUARDS.find((each) => each.code === code);
  const blocks = Object.keys(blocksOf(stackOf(definition)));
  const addresses = (guard?.addresses ?? []).filter((address) => blocks.includes(address));
  const sentences = compiledGuards(definition)
    .filter((each) => each.code === code)
    .map(({ sentence }) => readable(sentence));
  return [
    ...sentences.map((sentence) => `error ${sentence}`),
    ...addresses.map((address) => `error ${providerError(address)}, with ${address} [${code}]`),
  ]
    .map((line) => `${line}\n    ${guard?.advice ?? ""}\n`)
    .join("");
}

/** What the provider says above the address, by an example. */
function providerError(address: string): string {
  if (address.includes("kubernetes"))
    return "`configmaps is forbidden`, or that no connection is made (the provider's own words)";
  const action = address.includes("users") ? "iam:ListUsers" : "iam:ListRoles";
  return `\`AccessDenied: not authorized to perform: ${action}\` (the provider's own words)`;
}

/** What no file shows: Terraform asks the live cluster. */
export const TERRAFORM_EXAMPLES: RuleExamples = {
  "config-map-unread": terraform(
    "config-map-unread",
    "aws_auth:\n",
    "accept: [{ code: config-map-unread, reason: no way in, until: 2099-12-31 }]\naws_auth:\n  manage_aws_auth_configmap: false\n",
  ),
  "principal-unread": terraform(
    "principal-unread",
    "aws_auth:\n",
    "accept: [{ code: principal-unread, reason: IAM is not ours, until: 2099-12-31 }]\naws_auth:\n",
  ),
  "changed-since-plan": {
    shown: [
      "-terraform apply saved     # somebody has changed aws-auth since the plan",
      "+terraform plan -out=saved",
      "+terraform apply saved",
    ],
    tried: () => ({ before: toldByTerraform("changed-since-plan", migrating()) }),
  },
};
