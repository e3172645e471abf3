import { parseClusterFile } from "../../lib/inventory/cluster-file/parse-cluster-file";
import { definitionOf, problems } from "./cluster-yaml";
import { HEAD, PROVIDERS, refused } from "./module-yaml";

const PARTS =
  "aws-auth, eks-managed-node-group, fargate-profile, hybrid-node-role, karpenter, self-managed-node-group, _user_data, capability";

describe("names of module calls", () => {
  test.each(["eks", "eks-2", "_e", "\u00e9ks"])("%s is one", (name) => {
    expect(refused(`module: { name: "${name}", aws_auth_name: "${name}_a" }\n`)).toEqual([]);
  });

  test.each(['eks["prod"]', "2eks", "platform.module.eks", "module.eks"])("%s is none", (name) => {
    expect(refused(`module: { name: '${name}' }\n`)).toEqual([
      expect.stringContaining(`4:17 name-invalid module.name: not the name of a module call, expected letters`),
    ]);
  });

  test.each(["old", 'eks["prod"]', "eks[0]", "platform.module.eks", 'p["a"].module.eks'])(
    "a call was at %s",
    (name) => {
      expect(refused(`module: { formerly: '${name}' }\n`)).toEqual([]);
    },
  );

  test.each(["module.eks", 'eks["${x}', "eks[prod]", "a.b", "eks."])("no call was at %s", (name) => {
    expect(refused(`module: { formerly: '${name}' }\n`)).toEqual([
      expect.stringContaining("name-invalid module.formerly: "),
    ]);
  });
});

describe("outputs of a stack", () => {
  test.each([
    ["a list", "[a]", "outputs.a: wrong type, expected text or a map, got a list (write text, in quotes"],
    ["nothing", "null", "outputs.a: wrong type, expected text or a map, got nothing (write text, in quotes"],
    ["a truth value", "true", "outputs.a: wrong type, expected text or a map, got `true` (write text, in quotes"],
    ["an empty name", '""', "outputs.a: empty name, expected text, got ``"],
    [
      "half of a map",
      "{ module: karpenter }",
      "5:12 key-missing outputs.a.output: missing, expected text (write `output: VALUE` under `a`)",
    ],
    ["a list within", "{ module: karpenter, output: [b] }", "outputs.a.output: wrong type, expected text, got a list"],
    [
      "another key",
      "{ module: karpenter, output: b, ouptut: c }",
      "outputs.a.ouptut: unknown key, expected one of module",
    ],
    ["two sources", "{ module: karpenter, from: network, output: b }", "expected one of module and from, got both"],
    ["no source", "{ output: b }", "expected one of module and from, got neither"],
    [
      "an unknown state",
      "{ from: netwrok, output: b }",
      "outputs.a.from: expected a name of terraform.remote_states, got",
    ],
  ])("are told what they are to be: %s", (_, value, told) => {
    const [only, ...others] = refused(`modules: { karpenter: { source: ./k } }\noutputs: { a: ${value} }\n`);
    expect(only).toContain(told);
    expect(others).toEqual([]);
  });

  test.each(["cluster_arn", "{ module: karpenter, output: queue_name }", "{ from: network, output: vpc_id }"])(
    "%s is one",
    (value) => {
      const head = HEAD.replace("region:", "remote_states: { network: { local: { path: n.tfstate } } }, region:");
      expect(refused("", `${head}modules: { karpenter: { source: ./k } }\noutputs: { a: ${value} }\n`)).toEqual([]);
    },
  );
});

describe("a cluster file with `render: module`", () => {
  test("takes every variable of the module, node groups and add-ons too, as it is", () => {
    const text = `${HEAD}vpc_id: vpc-0a1b2c3d
cluster_version: 1.31
cluster_addons: { coredns: { most_recent: true, timeouts: { create: 20m } } }
eks_managed_node_group_defaults: { ami_type: AL2023_x86_64_STANDARD }
eks_managed_node_groups:
  blue:
    min_size: 2
    labels: { pool: blue }
    taints: [{ key: dedicated, value: gpu, effect: NO_SCHEDULE }]
    block_device_mappings: { xvda: { device_name: /dev/xvda, ebs: { volume_size: 80, encrypted: true } } }
`;
    expect(problems(text)).toEqual([]);
    expect(refused(text.slice(HEAD.length))).toEqual([]);
    expect(definitionOf(text).moduleVariables).toEqual({
      vpc_id: "vpc-0a1b2c3d",
      cluster_version: "1.31",
      cluster_addons: { coredns: { most_recent: true, timeouts: { create: "20m" } } },
      eks_managed_node_group_defaults: { ami_type: "AL2023_x86_64_STANDARD" },
      eks_managed_node_groups: {
        blue: {
          min_size: 2,
          labels: { pool: "blue" },
          taints: [{ key: "dedicated", value: "gpu", effect: "NO_SCHEDULE" }],
          block_device_mappings: { xvda: { device_name: "/dev/xvda", ebs: { volume_size: 80, encrypted: true } } },
        },
      },
    });
  });

  test.each([
    [
      "eks_managed_node_groups: { blue: { min_szie: 1 } }",
      "4:46 key-unknown eks_managed_node_groups.blue.min_szie: unknown key, expected one that the module reads, got `min_szie` (did you mean `min_size`?)",
    ],
    [
      "self_managed_node_groups: { blue: { block_device_mappings: { xvda: { ebs: { volume_szie: 80 } } } } }",
      "4:90 key-unknown self_managed_node_groups.blue.block_device_mappings.xvda.ebs.volume_szie: unknown key, expected one of delete_on_termination, encrypted, iops, kms_key_id, snapshot_id, throughput, volume_size, volume_type, got `volume_szie` (did you mean `volume_size`?)",
    ],
    [
      "fargate_profiles: { dns: { selectors: [{ namespace: kube-system, label: { a: b } }] } }",
      "4:66 key-unknown fargate_profiles.dns.selectors[0].label: unknown key, expected one of labels, namespace, got `label` (did you mean `labels`?)",
    ],
    [
      "cluster_addons: { coredns: { addon_verison: v1 } }",
      "4:45 key-unknown cluster_addons.coredns.addon_verison: unknown key, expected one that the module reads, got `addon_verison` (did you mean `addon_version`?)",
    ],
    [
      "eks_managed_node_groups: { blue: { kubernetes_version: '1.31' } }",
      "4:56 key-unknown eks_managed_node_groups.blue.kubernetes_version: unknown key, expected one that the module reads, got `kubernetes_version` (did you mean `cluster_version`?)",
    ],
    ["subnet_ids: subnet-1", "4:13 type-wrong subnet_ids: wrong type, expected a list, got `subnet-1`"],
    [
      "eks_managed_node_groups: { blue: { min_size: two } }",
      "4:46 type-wrong eks_managed_node_groups.blue.min_size: wrong type, expected a number, got `two`",
    ],
    [
      "vpc_id: { from: netwrok, output: vpc_id }",
      "4:17 reference-unknown vpc_id.from: expected a name of terraform.remote_states, got `netwrok`",
    ],
    [
      "module: { version: 20.8.5 }",
      "4:20 module-version module.version: expected one version from 20.13.1 to 21.19.0, got `20.8.5` (write `version: 20.37.2`: v20 before 20.13.1 destroys a cluster that v19 or older made, and makes it anew)",
    ],
    [
      "module: { version: 21.19.0 }\naws_auth: { aws_auth_accounts: ['444455556666'] }",
      "4:20 module-version module.version: a version without modules/aws-auth while rows are written, expected one up to 20.37.2, got `21.19.0` (stay on v20 until the migration is done)",
    ],
    [
      "module: { version: 20.13.1 }\nenable_auto_mode_custom_tags: false",
      "5:31 key-unknown enable_auto_mode_custom_tags: expected a variable of the module 20.13.1, got `enable_auto_mode_custom_tags` (`enable_auto_mode_custom_tags` exists from 20.31.4 on: delete it, or write such a version under module.version)",
    ],
    [
      "modules: { karpenter: { source: terraform-aws-modules/eks/aws//modules/karpenter, cluster_nmae: demo } }",
      "4:97 key-unknown modules.karpenter.cluster_nmae: unknown key, expected one that the module reads, got `cluster_nmae` (did you mean `cluster_name`?)",
    ],
    [
      "aws_auth: { aws_auth_roles: [{ rolearn: 'arn:aws:iam::111122223333:role/a', username: a, groups: [x] }, { rolearn: 'arn:aws:iam::111122223333:role/b', username: b }] }",
      "4:105 module-rows-unlike aws_auth.aws_auth_roles[1]: Terraform refuses these rows, for modules/aws-auth takes rows with the same keys alone, expected the keys of the rows before it (groups, rolearn, username), got rolearn, username (write the missing keys into the live row first, `kubectl edit configmap -n kube-system aws-auth`, then into this one; or write `render: overlay` with `config_map` under `overlay`, which takes any rows)",
    ],
    [
      "vpc_id: ${module.vpc.vpc_id}",
      "4:9 expression-in-text vpc_id: an expression of Terraform, which the module would get as a text and nobody would evaluate, expected a value, got `${module.vpc.vpc_id}` (write `{ module: vpc, output: vpc_id }` in place of the text)",
    ],
    [
      "outputs: { arn: cluster_anr }",
      "4:17 reference-unknown outputs.arn: expected an output of the module 20.37.2, got `cluster_anr` (did you mean `cluster_arn`?)",
    ],
    [
      "outputs: { rows: { module: eks, output: aws_auth_configmap_yaml } }",
      "4:41 reference-unknown outputs.rows.output: expected an output of the module 20.37.2, got `aws_auth_configmap_yaml` (delete it: that version has no such output)",
    ],
    [
      "modules: { karpenter: { source: terraform-aws-modules/eks/aws//modules/karpenter } }\noutputs: { queue: { module: karpenter, output: irsa_arn } }",
      "5:48 reference-unknown outputs.queue.output: expected an output of modules/karpenter 20.37.2, got `irsa_arn` (delete it: that version has no such output)",
    ],
    [
      "adopt: { import: true }",
      "4:1 variable-unused adopt: has no effect with `render: module`, expected it left out (delete it: the resources are where the module has them; give the state by terraform.backend, and the names of the calls by module.name)",
    ],
    [
      "modules: { eks: { source: terraform-aws-modules/vpc/aws, version: 5.0.0 } }",
      "4:12 address-shared modules.eks: two calls have the name module.eks, expected a name for each, got `module.name` and `modules.eks` (keep the name of the call that `terraform state list` shows under it, and give the other one a new name: a call that is in the state and gets another name is destroyed and made anew)",
    ],
    [
      "modules: { kar penter: { source: ./karpenter } }",
      "4:12 name-invalid modules.kar penter: not a name that Terraform takes, expected letters, digits, `_` and `-`, a letter or `_` first, got `kar penter` (rename the key)",
    ],
    [
      "outputs: { 1a: cluster_endpoint }",
      "4:16 name-invalid outputs.1a: not a name that Terraform takes, expected letters, digits, `_` and `-`, a letter or `_` first, got `1a` (rename the key)",
    ],
    [
      "module: { aws_auth_name: eks }",
      "4:26 address-shared module.aws_auth_name: two calls have the name module.eks, expected a name for each, got `module.name` and `module.aws_auth_name` (keep the name of the call that `terraform state list` shows under it, and give the other one a new name: a call that is in the state and gets another name is destroyed and made anew)",
    ],
    [
      "modules: { karpenter: { source: terraform-aws-modules/eks/aws//modules/karpentr, cluster_name: demo } }",
      `4:33 value-unknown modules.karpenter.source: no sub-module of the module, expected one of ${PARTS}, got \`karpentr\` (did you mean \`karpenter\`?)`,
    ],
    [
      "modules: { k: { source: 'git::https://github.com/terraform-aws-modules/terraform-aws-eks.git//modules/fargate?ref=v20.37.2' } }",
      `4:25 value-unknown modules.k.source: no sub-module of the module, expected one of ${PARTS}, got \`fargate\` (write one of them: \`terraform init\` finds no other)`,
    ],
    [
      "module: { source: terraform-aws-modules/eks/aws//modules/karpenter }",
      "4:19 value-unknown module.source: another part of the module, expected the module itself, got its sub-module `karpenter` (write `terraform-aws-modules/eks/aws`, or leave the key out)",
    ],
    [
      "module: { aws_auth_source: terraform-aws-modules/eks/aws }",
      "4:28 value-unknown module.aws_auth_source: another part of the module, expected its sub-module `aws-auth`, got the module itself (write `terraform-aws-modules/eks/aws//modules/aws-auth`, or leave the key out)",
    ],
  ])("refuses %s", (text, expected) => {
    expect(refused(`${text}\n`)).toEqual([expected]);
  });

  test.each([
    "modules: { karpenter: { source: terraform-aws-modules/eks/aws//modules/karpenter, cluster_name: demo } }",
    "modules: { karpenter: { source: terraform-aws-modules/eks/aws//modules/karpenter, version: 20.37.2, enable_irsa: true } }",
    "modules: { acm: { source: terraform-aws-modules/eks/aws//modules/capability, version: 21.19.0, type: ACK } }",
    "modules: { new: { source: terraform-aws-modules/eks/aws//modules/brand-new, version: 99.0.0 } }",
    "modules: { own: { source: ./modules/karpentr } }",
    "module: { aws_auth_source: terraform-aws-modules/eks/aws//modules/aws-auth }",
    "modules: { vpc: { source: terraform-aws-modules/vpc/aws, version: 5.0.0, anything: 1 } }",
    "aws_auth: { aws_auth_roles: [{ rolearn: 'arn:aws:iam::111122223333:role/a', username: a }, { rolearn: 'arn:aws:iam::111122223333:role/b', username: b }] }",
    "outputs: { endpoint: cluster_endpoint, end-point: cluster_endpoint, _e1: cluster_endpoint }",
  ])("takes %s", (text) => {
    expect(refused(`${text}\n`)).toEqual([]);
  });

  test("an argument that a version of a sub-module has no more is refused, by the table of that version", () => {
    const call =
      "modules: { karpenter: { source: terraform-aws-modules/eks/aws//modules/karpenter, version: 21.0.0, enable_irsa: true } }\n";
    const whole = `${PROVIDERS(">= 6.0, < 7.0")}module: { version: 21.0.0 }\n${call}`;
    expect(refused("", whole)).toEqual([
      expect.stringContaining(
        "5:113 key-unknown modules.karpenter.enable_irsa: unknown key, expected one that the module reads",
      ),
    ]);
  });

  test("a version without its quotes loses its zero", () => {
    expect(refused("cluster_version: 1.30\n")).toEqual([
      '4:18 number-loses-text cluster_version: a number, expected text in quotes, got `1.30`, which is 1.3 in YAML (write "1.30")',
    ]);
  });
});

test("`terraform.protect` is refused where nothing can be protected, and `protect: false` too", () => {
  for (const value of ["true", "false"]) {
    expect(refused("", HEAD.replace("region:", `protect: ${value}, region:`))).toEqual([
      expect.stringContaining(
        "3:14 variable-unused terraform.protect: has no effect with `render: module`, expected it left out",
      ),
    ]);
  }
});

describe("sections of `render: module`", () => {
  test.each(["module: { name: eks }", "modules: {}", "outputs: { a: b }"])("%s is of no use elsewhere", (text) => {
    const [section = ""] = text.split(":");
    expect(problems(`${HEAD.replace("module", "access")}${text}\n`)).toEqual([
      `4:1 variable-unused ${section}: has no effect without \`render: module\`, expected it left out`,
    ]);
  });
});

describe("sections of `render: module` in a file that renders something else", () => {
  test.each([
    [
      "module: { name: cluster, aws_auth_name: rows }",
      "write `render: module`, or delete the section; where this state was applied with `render: module`, first run `terraform state rm module.cluster module.rows`, or the next plan destroys what they hold",
    ],
    [
      "modules: { karpenter: { source: ./karpenter } }",
      "write `render: module`, or delete the section; where this state was applied with `render: module`, first run `terraform state rm module.karpenter`, or the next plan destroys what they hold",
    ],
    ["module: { version: 20.37.2 }", "write `render: module`, or delete the section"],
  ])("%s: what the state may hold is named before the section goes", (section, help) => {
    const { findings } = parseClusterFile("clusters/demo.yaml", `${HEAD.replace("module", "access")}${section}\n`);
    expect(findings.map((each) => [each.code, each.help])).toEqual([["variable-unused", help]]);
  });
});
