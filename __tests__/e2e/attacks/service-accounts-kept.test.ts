import { before, judged } from "../../support/terraform/before";
import { fieldsOf } from "../../support/terraform/provider-schema";
import { jsonOf } from "../../support/definitions/sample-stacks";
import { type Workspace, workspace } from "../../support/terraform/terraform";

const READ = "{ read: arn:aws:iam::aws:policy/ReadOnlyAccess, logs: arn:aws:iam::aws:policy/CloudWatchLogsFullAccess }";
const ACCOUNTS = `service_accounts:
  agent: { namespace: monitoring, name: agent, policies: ${READ} }
  there/already: { namespace: monitoring, name: there, create: false }
`;
const RENDERED = [
  "aws_iam_role.service_account_agent",
  "aws_iam_role.service_account_there_already",
  'aws_iam_role_policy_attachment.service_account_agent["logs"]',
  'aws_iam_role_policy_attachment.service_account_agent["read"]',
  "kubernetes_annotations.there_already",
  "kubernetes_service_account_v1.agent",
];

/** A resource of a stack's JSON. */
interface Rendered {
  readonly type: string;
  readonly name: string;
  readonly keys: readonly string[];
}

describe("service accounts of a cluster whose `render` changes from `resources` to `access` in one state", () => {
  const [resources, access] = [before("render-resources", "billing-prod"), before("render-access", "billing-prod")];
  const withAccounts = judged({ ...resources, text: resources.text + ACCOUNTS }).definition;
  let terraform: Workspace;

  beforeAll(async () => {
    terraform = workspace([]);
    terraform.write("cdk.tf.json", JSON.stringify({ terraform: { backend: { local: {} } } }));
    await terraform.must("init", "-input=false", "-no-color");
    terraform.write(
      "terraform.tfstate",
      stateOf([...ofAccounts(), { type: "aws_eks_cluster", name: "this", keys: [] }]),
    );
  }, 120_000);

  afterAll(() => {
    terraform.remove();
  });

  /** What the section adds to the stack. */
  function ofAccounts(): Rendered[] {
    const { serviceAccounts: _, ...without } = withAccounts;
    const others = rendered(jsonOf(without)).map(({ type, name }) => `${type}.${name}`);
    return rendered(jsonOf(withAccounts)).filter(({ type, name }) => !others.includes(`${type}.${name}`));
  }

  test("are in the state, each at an address with a key of the file", async () => {
    const list = (await terraform.must("state", "list")).trimEnd().split("\n");
    expect(list.sort()).toEqual(["aws_eks_cluster.this", ...RENDERED].sort());
  }, 60_000);

  test("stay where they are: the stack of the access alone has them at the same addresses", async () => {
    const { serviceAccounts } = withAccounts;
    const definition = judged(access).definition;
    const after = rendered(jsonOf({ ...definition, ...(serviceAccounts === undefined ? {} : { serviceAccounts }) }));
    const kept = after.flatMap(({ type, name, keys }) =>
      keys.length === 0 ? [`${type}.${name}`] : keys.map((key) => `${type}.${name}["${key}"]`),
    );
    const list = (await terraform.must("state", "list")).trimEnd().split("\n");
    expect(list.filter((address) => !kept.includes(address))).toEqual(["aws_eks_cluster.this"]);
  }, 60_000);
});

function rendered(json: string): Rendered[] {
  const { resource } = fieldsOf(JSON.parse(json));
  return Object.entries(fieldsOf(resource)).flatMap(([type, named]) =>
    Object.entries(fieldsOf(named)).map(([name, body]) => ({ type, name, keys: keysOf(fieldsOf(body).for_each) })),
  );
}

/** The keys of `for_each`, which the stack writes as an expression of a map. */
function keysOf(forEach: unknown): string[] {
  if (forEach === undefined) return [];
  const text = typeof forEach === "string" ? forEach : JSON.stringify(forEach);
  return ["logs", "read"].filter((key) => text.includes(key));
}

function stateOf(all: readonly Rendered[]): string {
  const resources = all.map(({ type, name, keys }) => ({
    mode: "managed",
    type,
    name,
    provider: `provider["registry.terraform.io/hashicorp/${type.split("_")[0] ?? ""}"]`,
    instances: (keys.length === 0 ? [undefined] : keys).map((key) => ({
      ...(key === undefined ? {} : { index_key: key }),
      schema_version: 0,
      attributes: { id: name },
    })),
  }));
  const lineage = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
  return JSON.stringify({ version: 4, terraform_version: "1.10.0", serial: 1, lineage, outputs: {}, resources });
}
