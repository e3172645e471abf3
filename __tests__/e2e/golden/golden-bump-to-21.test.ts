import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GoldenBench, withModule } from "../../support/golden/golden-bench";
import { changesIn, printedEdits, withEdits } from "../../support/golden/edits-to-21";
import { remainingLines } from "../../support/golden/named-changes";
import { GOLDEN_STATES, type GoldenName, listOf } from "../../support/golden/golden-state";
import { fieldsOf } from "../../support/terraform/provider-schema";

const PATIENCE = 600_000;

/** What of access a bump must not touch, and what must not be made anew. */
const ACCESS = /aws_eks_access_(?:entry|policy_association)/;
const RUNS = /aws_eks_cluster|aws_eks_node_group|aws_eks_fargate_profile|aws_autoscaling_group|aws_iam_role\./;

/** What each group has of its defaults in v20, by the state: the values for the edits that name none. */
const V20 = `enable_efa_only = false
enable_monitoring = true
metadata_options = { http_endpoint = "enabled", http_put_response_hop_limit = 2, http_tokens = "required" }
`;
const MANAGED = `${V20}use_latest_ami_release_version = false
instance_types = ["m6i.large", "m5.large"]
iam_role_attach_cni_policy = true
`;
const SSM = 'iam_role_additional_policies = { ssm = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" }\n';

/** What a person writes beside the edits that say everything themselves. */
const BY_HAND: Readonly<Partial<Record<GoldenName, (main: string) => string>>> = {
  fargate: (main) => main.replaceAll(/(?<=(?:backend|kube-system) += \{)/g, `\n${SSM}`),
  "managed-node-groups": (main) =>
    main
      .replaceAll(/(?<=^ {4}(?:default|spot|bare) = \{)/gm, `\n${MANAGED}`)
      .replaceAll(/(coredns|kube-proxy) ( *)= \{\}/g, "$1$2= { most_recent = false }")
      .replace("before_compute = true", "before_compute = true, most_recent = false"),
  "self-managed": (main) =>
    main
      .replaceAll(/(?<=^ {4}(?:workers|mixed) = \{)/gm, `\n${V20}`)
      .replace("mixed = {", 'mixed = {\nami_type = "AL2_x86_64"\nmin_size = 0')
      .replace(/(override = \[.*?\}\]) \}/, "launch_template = { $1 } }"),
};

/** Policies of the cluster's role. */
const ROLE = [
  'aws_iam_role_policy_attachment.this["AmazonEKSVPCResourceController"] destroyed',
  "aws_iam_policy.custom[0] destroyed",
  "aws_iam_role_policy_attachment.custom[0] destroyed",
];
const CLUSTER = ["aws_eks_cluster.this[0] updated", "time_sleep.this[0] replaced"];
const RULE = 'aws_security_group_rule.node["ingress_cluster_10251_webhook"] created';
const KEY = "module.kms.aws_kms_key.this[0] updated";
const ADDONS = ['before_compute["vpc-cni"]', 'this["coredns"]', 'this["kube-proxy"]'];

/** All that the plan of each changes, within module.eks. */
const CHANGED: Readonly<Record<GoldenName, readonly string[]>> = {
  access: [...CLUSTER, ...ROLE, RULE],
  "auto-mode": [...CLUSTER, RULE, KEY],
  fargate: [...CLUSTER, ...ROLE],
  karpenter: [...CLUSTER, ...ROLE, RULE],
  "managed-node-groups": [...CLUSTER, ...ROLE, RULE, KEY, ...ADDONS.map((each) => `aws_eks_addon.${each} updated`)],
  "self-managed": [...CLUSTER, ...ROLE, RULE],
};

/** What changes of Karpenter's own call. */
const KARPENTER = [
  'aws_cloudwatch_event_rule.this["capacity_reservation_interruption"] created',
  'aws_cloudwatch_event_target.this["capacity_reservation_interruption"] created',
  "aws_iam_policy.controller[0] updated",
  "aws_iam_role.controller[0] updated",
  'aws_iam_role_policy_attachment.node["AmazonEC2ContainerRegistryPullOnly"] created',
  'aws_iam_role_policy_attachment.node["AmazonEC2ContainerRegistryReadOnly"] destroyed',
  "aws_sqs_queue_policy.this[0] updated",
];

/** By which words `upgrade-module` names a change. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^module\.karpenter\./, "modules/karpenter: policies of the controller and of the queue"],
  [/aws_eks_cluster/, "cluster: the tag `terraform-aws-modules` goes"],
  [/aws_kms_key/, "`terraform-aws-modules` goes, of its key as well"],
  [/time_sleep/, "its `time_sleep` is made anew"],
  [/AmazonEKSVPCResourceController/, "AmazonEKSVPCResourceController goes"],
  [/\.custom\[0\]/, "the policy `custom` goes"],
  [/10251/, "a rule for the webhook at port 10251 is made"],
  [/aws_eks_addon/, "add-ons: resolve_conflicts_on_create"],
];

/** Lines that name nothing which the plan changes. */
function absentIn(lines: readonly string[], changes: readonly string[]): string[] {
  const isThere = (line: string): boolean =>
    WORDS.some(([address, words]) => line.includes(words) && changes.some((change) => address.test(change)));
  return lines.filter((line) => !line.startsWith("node groups: v21 declares") && !isThere(line));
}

/** The root of a state whose migration is done: mode API, no call of modules/aws-auth. */
function mainAtEnd(main: string): string {
  return main
    .replace(/module "aws_auth" \{\n[^]*?\n\}\n/, "")
    .replace(/ {2}authentication_mode .*\n/, "")
    .replace(/( {2}cluster_name .*\n)/, (line) => `${line}  authentication_mode = "API"\n`);
}

function stateAtEnd(text: string): string {
  const state = fieldsOf(JSON.parse(text.replaceAll('"API_AND_CONFIG_MAP"', '"API"')));
  const resources = listOf(state.resources).filter(({ module }) => !String(module).startsWith("module.aws_auth"));
  return JSON.stringify({ ...state, resources });
}

withModule("a state that the real module left, at its end, goes to v21 as upgrade-module says", () => {
  test.each(GOLDEN_STATES)(
    "%s: the plan by 21.19.0, for AWS provider 5, changes what was named and nothing of access",
    async (name) => {
      const bench = await GoldenBench.start(name, { main: mainAtEnd, state: stateAtEnd });
      try {
        expect(await bench.plan()).toContain("No changes.");
        const main = bench.read("stack/main.tf");
        const { exitCode, stdout: told } = await bench.eksAccess(
          ...["upgrade-module", "--root", "stack", "--state", "stack/terraform.tfstate", "--to", "21"],
        );
        expect([exitCode, told.split("\n")[0]]).toEqual([0, expect.stringContaining(": 20.37.2 -> 21.19.0")]);
        bench.write("main.tf", (BY_HAND[name] ?? String)(withEdits(main, printedEdits(told))));
        await bench.init();
        const changes = changesIn(await bench.plan("-out=saved"));
        const own = CHANGED[name].map((change) => `module.eks.${change}`);
        const karpenter = name === "karpenter" ? KARPENTER.map((change) => `module.karpenter.${change}`) : [];
        expect(changes).toEqual([...own, ...karpenter].sort());
        expect(changes.filter((change) => ACCESS.test(change))).toEqual([]);
        expect(changes.filter((change) => RUNS.test(change) && / (?:destroyed|replaced)$/.test(change))).toEqual([]);
        for (const change of changes)
          expect([change, told]).toEqual([
            change,
            expect.stringContaining(WORDS.find(([address]) => address.test(change))?.[1] ?? "no words"),
          ]);
        expect(absentIn(remainingLines(told), changes)).toEqual([]);
        mkdirSync(join(bench.home, "before"));
        writeFileSync(join(bench.home, "before/main.tf"), main);
        writeFileSync(join(bench.home, "plan.json"), await bench.shown());
        const review = await bench.eksAccess("review", "plan.json", "--before", "before");
        expect(review.stdout).toContain("module eks goes from 20.37.2 to 21.19.0");
        expect([review.exitCode, review.stdout.match(/danger|irreversible/g)]).toEqual([0, null]);
      } finally {
        await bench.stop();
      }
    },
    PATIENCE,
  );
});
