import { judgeParsed } from "../../../lib/inventory/fleet";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { newCluster } from "../../support/definitions/sample-definitions";
import { stateNotNamed } from "../../../lib/inventory/state-contents/state-not-named";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";

type Backend = NonNullable<ClusterDefinition["terraform"]["backend"]>;

const s3 = (key: string, bucket = "acme-states"): Backend => ({ s3: { bucket, key, region: "eu-west-1" } });
const cloud = (name: string): Backend => ({ cloud: { organization: "payments-prod", workspaces: { name } } });
const remote = (name: string): Backend => ({ remote: { organization: "acme", workspaces: { name } } });

function told(backend: Backend, more: object = {}, clusterName = "payments-prod"): readonly string[] {
  const base = newCluster();
  const definition = { ...base, clusterName, terraform: { ...base.terraform, backend }, ...more };
  const found = stateNotNamed(definition, { stack: `eu.${clusterName}`, file: "clusters/eu/shop.yaml" });
  return found.map(({ code, severity, path }) => `${severity} ${code} ${path}`);
}

const KEY = ["warning state-not-named terraform.backend.s3.key"];

describe("stateNotNamed", () => {
  test.each([
    ["a root module's state", s3("terraform.tfstate")],
    ["that of a network", s3("prod/vpc/terraform.tfstate")],
    ["a part of the name", s3("prod/eks/terraform.tfstate")],
    ["a name that only begins like it", s3("payments-production/terraform.tfstate")],
    ["logs of access in the bucket's name", s3("infra/terraform.tfstate", "access-states")],
  ])("asks whose it is: %s", (_, backend) => {
    expect(told(backend)).toEqual(KEY);
    expect(told(backend, { render: "access" })).toEqual(KEY);
    expect(told(backend, { render: "access", adopt: { import: true } })).toEqual(KEY);
  });

  test.each([
    ["cloud", cloud("infrastructure")],
    ["remote", remote("infrastructure")],
  ])("asks of a workspace too: %s", (kind, backend) => {
    expect(told(backend)).toEqual([`warning state-not-named terraform.backend.${kind}.workspaces.name`]);
  });

  test.each([
    ["the cluster in the key", s3("eks/payments-prod/terraform.tfstate")],
    ["its words in folders, the other way round", s3("prod/payments/eks.tfstate")],
    ["its words in one", s3("paymentsprod.tfstate")],
    ["in other letters", s3("Payments_Prod.tfstate")],
    ["in the bucket", s3("terraform.tfstate", "payments-prod-states")],
    ["the name of the file", s3("eks/shop.tfstate")],
    ["a state of access", s3("prod/eks-access.tfstate")],
    ["a workspace", cloud("eks-payments-prod")],
    ["a workspace by remote", remote("payments-prod-access")],
    ["a file, which is read", { local: { path: "../../../infra.tfstate" } }],
    ["the stack's own file", { local: {} }],
    ["workspaces that init chooses", { cloud: { organization: "acme", workspaces: { tags: ["infra"] } } }],
    ["workspaces by a prefix", { remote: { organization: "acme", workspaces: { prefix: "infra-" } } }],
  ])("takes %s", (_, backend) => {
    expect(told(backend)).toEqual([]);
  });

  test("takes a name of common words by all of them", () => {
    expect(told(s3("eks-cluster.tfstate"), {}, "eks-cluster")).toEqual([]);
    expect(told(s3("eks/terraform.tfstate"), {}, "eks-cluster")).toEqual(KEY);
    expect(told(s3("eks/billing.tfstate"), {}, "billing-eks-cluster")).toEqual([]);
  });

  test.each([
    ["another state is asked for as a whole", { adopt: { module: "module.eks" } }],
    ["that of the rows, too", { adopt: { awsAuthModule: "module.aws_auth" } }],
    ["calls have their state", { render: "module" }],
    ["an overlay has that of its root", { render: "overlay" }],
    ["no backend is a file of the stack's own", { terraform: { region: "eu-west-1" } }],
  ])("says nothing where %s", (_, more) => {
    expect(told(s3("terraform.tfstate"), more)).toEqual([]);
  });

  test("is accepted in the file", () => {
    const file = `cluster_name: demo
render: access
terraform:
  account_id: "111122223333"
  region: eu-west-1
  backend: { s3: { bucket: states, key: infra/eks, region: eu-west-1, use_lockfile: true } }
`;
    const accept = "accept: [{ code: state-not-named, reason: terraform state list is empty, until: 2027-01-31 }]\n";
    const said = (text: string) =>
      judgeParsed(parseClusterFile("clusters/demo.yaml", text), "2026-11-22").map(
        ({ code, line, accepted }) => `${code} in line ${line ?? 0}${accepted === undefined ? "" : ", accepted"}`,
      );
    expect(said(file)).toEqual(["state-not-named in line 6"]);
    expect(said(file + accept)).toEqual(["state-not-named in line 6, accepted"]);
    expect(said(file.replace("infra/eks", "infra/demo"))).toEqual([]);
  });
});
