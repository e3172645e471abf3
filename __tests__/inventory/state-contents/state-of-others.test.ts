import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseInventory } from "../../../lib/inventory/inventory";

const managed = (type: string, name: string, module?: string) => ({
  mode: "managed",
  type,
  name,
  ...(module === undefined ? {} : { module }),
  instances: [{ attributes: { id: "1" } }],
});
const VPC = managed("aws_vpc", "this", "module.vpc");
const ROLE = managed("aws_iam_role", "deployer");
const OWN = [
  managed("aws_eks_access_entry", "dev"),
  managed("terraform_data", "stage"),
  managed("aws_eks_cluster", "this"),
  managed("aws_eks_node_group", "this", 'module.eks.module.eks_managed_node_group["default"]'),
  managed("aws_eks_cluster", "this", 'module.eks["prod"]'),
  managed("kubernetes_config_map", "aws_auth", "module.aws_auth"),
  { ...VPC, mode: "data" },
  { ...VPC, instances: [] },
];

describe("stateOfOthersFindings", () => {
  let top = "";
  beforeEach(() => {
    top = realpathSync(mkdtempSync(join(tmpdir(), "eks-access-state-of-others-")));
    mkdirSync(join(top, "infra"));
  });
  afterEach(() => rmSync(top, { recursive: true }));

  const PATH = "../../../infra/terraform.tfstate";

  function told(state: unknown, { render = "access", more = "", path = PATH } = {}): readonly string[] {
    const text = typeof state === "string" ? state : JSON.stringify(state);
    writeFileSync(join(top, "infra/terraform.tfstate"), text);
    const backend = `{ local: ${path === "" ? "{}" : `{ path: ${path} }`} }`;
    const terraform = `{ account_id: "111122223333", region: eu-west-1, backend: ${backend} }`;
    const file = `cluster_name: demo\nrender: ${render}\nterraform: ${terraform}\n${more}`;
    const { findings } = parseInventory([{ file: join(top, "clusters/demo.yaml"), bytes: Buffer.from(file) }], {
      outdir: join(top, "cdktf.out"),
    });
    return findings
      .filter(({ code }) => code === "state-of-others")
      .map(({ code, line, path: at, message }) => `${line ?? 0} ${at}: ${message} [${code}]`);
  }

  const found = (what: string): readonly string[] => [
    `3 terraform.backend: the plan destroys what this state holds and the stack does not make, ${what}, expected a state of the stack's own, got \`${PATH}\` [state-of-others]`,
  ];

  test("refuses the state of a root module, and names what would be destroyed", () => {
    const state = { version: 4, resources: [...OWN, VPC, ROLE] };
    expect(told(state)).toEqual(found("`aws_iam_role.deployer`, `module.vpc.aws_vpc.this`"));
    expect(told(state, { render: "resources" })).toEqual(told(state));
    expect(told(state, { more: "adopt: { import: true }\n" })).toEqual(told(state));
    const many = ["a", "b", "c", "d", "e", "f", "g"].map((name) => managed("aws_subnet", name));
    expect(told({ resources: many })[0]).toContain(
      "`aws_subnet.a`, `aws_subnet.b`, `aws_subnet.c`, `aws_subnet.d`, `aws_subnet.e` and 2 more, ",
    );
    expect(told({ resources: [managed("aws_eks_cluster", "this", "module.eks_old")] })).toHaveLength(1);
  });

  test.each([
    ["the stack's own, with what another `render` left", { version: 4, resources: OWN }],
    ["a new one", { version: 4, resources: [] }],
    ["one that is encrypted", { serial: 1, lineage: "a", encrypted_data: "b" }],
    ["one that is no JSON", "{"],
    ["one of another shape", { resources: [1, null, { mode: "managed", instances: [1] }] }],
  ])("takes %s", (_, state) => {
    expect(told(state)).toEqual([]);
  });

  test.each([
    ["calls have their state", { render: "module" }],
    ["the state is taken over, which is asked for", { render: "resources", more: "adopt: { module: module.eks }\n" }],
    ["the rows' is", { render: "resources", more: "adopt: { aws_auth_module: module.aws_auth }\n" }],
    ["an overlay has that of its root", { render: "overlay", more: "overlay: { root: ../infra }\n" }],
    ["the state lies elsewhere", { path: "../../../infra/other.tfstate" }],
  ])("says nothing where %s", (_, more) => {
    expect(told({ resources: [VPC] }, more)).toEqual([]);
  });

  test("reads the stack's own file, too", () => {
    writeFileSync(join(top, "terraform.demo.tfstate"), JSON.stringify({ resources: [VPC] }));
    expect(told({}, { path: "" })[0]).toContain("`module.vpc.aws_vpc.this`");
  });
});
