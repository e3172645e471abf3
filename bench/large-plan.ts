import { closeSync, openSync, writeSync } from "node:fs";

type Json = Readonly<Record<string, unknown>>;

const ACCOUNT = "111122223333";
const PEOPLE = 40;
/** Resources beside a cluster that have nothing to do with access: most of any large plan. */
const OTHERS = 2000;

interface Resource {
  readonly address: string;
  readonly module: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string;
  readonly before: Json | null;
  readonly after: Json | null;
}

/**
 * Writes the JSON of a plan of at least `size` bytes, as `terraform show -json` has it: module after module with a cluster,
 * entries, rows and whatever else stands around it. Returns its number of clusters.
 */
export function writeLargePlan(path: string, size: number): number {
  const one = modulePart(0);
  const count = Math.ceil(size / (one.change.length + one.state.length + one.planned.length));
  const file = openSync(path, "w");
  const list = (part: "change" | "state" | "planned"): void => {
    for (let i = 0; i < count; i += 1) writeSync(file, `${i === 0 ? "" : ","}${modulePart(i)[part]}`);
  };
  writeSync(
    file,
    '{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{"child_modules":[',
  );
  list("planned");
  writeSync(file, ']}},"resource_changes":[');
  list("change");
  writeSync(file, '],"prior_state":{"format_version":"1.0","values":{"root_module":{"child_modules":[');
  list("state");
  writeSync(
    file,
    `]}}},"configuration":${JSON.stringify(configuration())},"complete":true,"applyable":true,"errored":false}\n`,
  );
  closeSync(file);
  return count;
}

interface ModulePart {
  readonly change: string;
  readonly state: string;
  readonly planned: string;
}

function modulePart(i: number): ModulePart {
  const module = `module.platform["c${i}"]`;
  const resources = [...access(module, i), ...others(module)];
  return {
    change: resources.map((resource) => JSON.stringify(changeOf(resource))).join(","),
    state: JSON.stringify(moduleOf(module, resources, "before")),
    planned: JSON.stringify(moduleOf(module, resources, "after")),
  };
}

function changeOf({ address, module, type, name, index, before, after }: Resource): Json {
  const actions = before === null ? ["create"] : before === after ? ["no-op"] : ["update"];
  return {
    address,
    module_address: module,
    mode: "managed",
    type,
    name,
    ...(index === undefined ? {} : { index }),
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: { actions, before, after, after_unknown: {}, before_sensitive: {}, after_sensitive: {} },
  };
}

function moduleOf(module: string, resources: readonly Resource[], side: "before" | "after"): Json {
  const values = resources.flatMap(({ address, type, name, index, [side]: value }) =>
    value === null
      ? []
      : [
          {
            address,
            mode: "managed",
            type,
            name,
            ...(index === undefined ? {} : { index }),
            values: value,
            sensitive_values: {},
          },
        ],
  );
  return { address: module, resources: values };
}

function arnOf(i: number, person: number): string {
  return `arn:aws:iam::${ACCOUNT}:role/person-${i}-${person}`;
}

function access(module: string, i: number): Resource[] {
  const cluster = `cluster-${i}`;
  const arn = `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/${cluster}`;
  const own = (type: string, name: string, index?: string) => ({
    address: `${module}.${type}.${name}${index === undefined ? "" : `["${index}"]`}`,
    module,
    type,
    name,
    ...(index === undefined ? {} : { index }),
  });
  const values = { name: cluster, arn, access_config: [{ authentication_mode: "API_AND_CONFIG_MAP" }] };
  const rows = Array.from({ length: PEOPLE }, (_, n) => n);
  const mapRoles = rows
    .map((n) => `- rolearn: ${arnOf(i, n)}\n  username: person-${n}\n  groups: [developers]\n`)
    .join("");
  const metadata = [{ name: "aws-auth", namespace: "kube-system" }];
  const held = { metadata, data: { mapRoles } };
  return [
    { ...own("aws_eks_cluster", "this"), before: values, after: values },
    { ...own("kubernetes_config_map", "aws_auth"), before: held, after: { metadata, data: { mapRoles: "[]" } } },
    ...rows.map((n): Resource => {
      const entry = { cluster_name: cluster, principal_arn: arnOf(i, n), type: "STANDARD" };
      const after = { ...entry, user_name: `person-${n}`, kubernetes_groups: n === 0 ? [] : ["developers"] };
      return { ...own("aws_eks_access_entry", "this", `p${n}`), before: null, after };
    }),
  ];
}

function others(module: string): Resource[] {
  return Array.from({ length: OTHERS }, (_, n): Resource => {
    const statement = {
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:ListBucket"],
      Resource: `arn:aws:s3:::bucket-${n}/*`,
    };
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const values = {
      arn: `arn:aws:iam::${ACCOUNT}:policy/p${n}`,
      name: `p${n}`,
      path: "/",
      policy,
      tags: { Team: "platform" },
    };
    const index = `p${n}`;
    const address = `${module}.aws_iam_policy.this["${index}"]`;
    return { address, module, type: "aws_iam_policy", name: "this", index, before: values, after: values };
  });
}

function configuration(): Json {
  const types = {
    aws_eks_cluster: "this",
    kubernetes_config_map: "aws_auth",
    aws_eks_access_entry: "this",
    aws_iam_policy: "this",
  };
  const resources = Object.entries(types).map(([type, name]) => ({
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    provider_config_key: type.startsWith("aws") ? "aws" : "module.platform:kubernetes",
    expressions: {},
  }));
  return {
    provider_config: {
      aws: { name: "aws" },
      "module.platform:kubernetes": {
        name: "kubernetes",
        module_address: "module.platform",
        expressions: { host: { references: ["aws_eks_cluster.this.endpoint", "aws_eks_cluster.this"] } },
      },
    },
    root_module: { module_calls: { platform: { source: "./platform", module: { resources } } } },
  };
}
