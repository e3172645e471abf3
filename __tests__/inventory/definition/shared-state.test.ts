import { resolve } from "node:path";
import { parseInventory } from "../../../lib/inventory/inventory";
import { printLocated } from "../../../lib/inventory/finding/located-finding";
import { isShared, type StateBackend, stateOf } from "../../../lib/inventory/definition/shared-state";

const s3 = (key: string, rest: { bucket?: string; region?: string } = {}): StateBackend => ({
  s3: { bucket: "states", key, region: "eu-west-1", ...rest },
});
const cloud = (name: string, rest: { organization?: string; hostname?: string } = {}): StateBackend => ({
  cloud: { organization: "acme", workspaces: { name }, ...rest },
});
const tags = (...all: readonly string[]): StateBackend => ({
  cloud: { organization: "acme", workspaces: { tags: all } },
});
const remote = (name: string): StateBackend => ({ remote: { organization: "acme", workspaces: { name } } });
const prefix = (text: string): StateBackend => ({ remote: { organization: "acme", workspaces: { prefix: text } } });
const local = (path?: string): StateBackend => ({ local: path === undefined ? {} : { path } });

function areShared(a: StateBackend, b: StateBackend): boolean {
  const [one, other] = [
    stateOf({ name: "a", folder: "/srv/cdktf.out/stacks/a", backend: a }),
    stateOf({ name: "b", folder: "/srv/cdktf.out/stacks/b", backend: b }),
  ];
  expect(isShared(other, one)).toBe(isShared(one, other));
  return isShared(one, other);
}

describe("isShared", () => {
  test.each([
    ["one key of one bucket", s3("eks.tfstate"), s3("eks.tfstate")],
    ["a bucket whose region somebody mistook", s3("eks.tfstate"), s3("eks.tfstate", { region: "us-east-1" })],
    ["one workspace", cloud("eks"), cloud("eks")],
    ["one workspace, on the host that is the default", cloud("eks"), cloud("eks", { hostname: "app.terraform.io" })],
    ["one workspace, in other letters", cloud("eks"), cloud("EKS", { organization: "Acme" })],
    ["one workspace by cloud and by remote", cloud("eks"), remote("eks")],
    ["one workspace by remote", remote("eks"), remote("eks")],
    ["the same tags in another order", tags("eks", "prod"), tags("prod", "eks")],
    ["tags that hold the other's", tags("eks"), tags("eks", "prod")],
    ["one prefix", prefix("eks-"), prefix("eks-")],
    ["a prefix that begins with the other", prefix("demo-"), prefix("demo-2-")],
    ["a workspace that the other's prefix reaches", prefix("demo-"), cloud("demo-prod")],
    ["one absolute path", local("/var/state/eks"), local("/var/state/eks")],
    ["one path, written in two ways", local("/var/state/eks"), local("/var/./state//x/../eks")],
    ["an absolute and a relative path", local("/srv/eks.tfstate"), local("../../../eks.tfstate")],
    ["relative paths of two folders", local("../../../eks.tfstate"), local("./../../.././eks.tfstate")],
    ["a path within the other's folder", local("own.tfstate"), local("../a/own.tfstate")],
    ["the other's default", local(), local("../../../terraform.a.tfstate")],
    ["the backup that Terraform keeps beside the other's", local("/state/eks"), local("/state/eks.backup")],
    ["the lock that Terraform keeps beside the other's", s3("eks.tfstate"), s3("eks.tfstate.tflock")],
    ["paths that differ in case, one file on some disks", local("/state/eks"), local("/State/EKS")],
  ])("%s", (_, a, b) => {
    expect(areShared(a, b)).toBe(true);
  });

  test.each([
    ["two keys of one bucket", s3("eks/a.tfstate"), s3("eks/b.tfstate")],
    ["keys that differ in case, which S3 tells apart", s3("eks.tfstate"), s3("EKS.tfstate")],
    ["keys that differ as texts, which S3 tells apart", s3("eks.tfstate"), s3("./eks.tfstate")],
    ["a path that only begins like the other", local("/state/eks"), local("/state/eks.old")],
    ["the name of a local backup, which S3 does not make", s3("eks.tfstate"), s3("eks.tfstate.backup")],
    ["one key of two buckets", s3("eks.tfstate"), s3("eks.tfstate", { bucket: "others" })],
    ["a bucket of another partition", s3("eks.tfstate"), s3("eks.tfstate", { region: "cn-north-1" })],
    ["two workspaces", cloud("a"), cloud("b")],
    ["a workspace of another organization", cloud("eks"), cloud("eks", { organization: "other" })],
    ["a workspace of another host", cloud("eks"), cloud("eks", { hostname: "tfe.acme.example" })],
    ["tags that each have one of their own", tags("eks", "a"), tags("eks", "b")],
    ["tags and a name, whose tags no file tells", tags("eks"), cloud("eks")],
    ["two prefixes", prefix("a-"), prefix("b-")],
    ["a name that only begins a prefix", prefix("demo-"), cloud("demo")],
    ["no backend twice", local(), local()],
    ["one relative path, each in its own folder", local("own.tfstate"), local("own.tfstate")],
    ["two kinds", s3("eks"), local("eks")],
  ])("not: %s", (_, a, b) => {
    expect(areShared(a, b)).toBe(false);
  });
});

describe("parseInventory, two files with one state", () => {
  const file = (name: string, terraform: string, more = "") => ({
    file: `clusters/${name}.yaml`,
    bytes: Buffer.from(
      `cluster_name: ${name}\nrender: access\nterraform: { account_id: "111122223333", region: eu-west-1${terraform} }\n${more}`,
    ),
  });
  const found = (...sources: Parameters<typeof parseInventory>[0]) =>
    parseInventory(sources).findings.map((one) => `${one.code} ${printLocated(one)}`);
  const bucket = (key: string) => `, backend: { s3: { bucket: states, key: ${key}, region: eu-west-1 } }`;

  test("names both files, at the backend of the second", () => {
    expect(found(file("b", bucket("eks.tfstate")), file("a", bucket("eks.tfstate")))).toEqual([
      "state-shared clusters/b.yaml:3:61 terraform.backend: the stack of clusters/a.yaml has this state too, expected a state for each file, got `s3://states/eks.tfstate`",
    ]);
  });

  test("takes two keys, and files without a backend", () => {
    expect(found(file("a", bucket("a.tfstate")), file("b", bucket("b.tfstate")))).toEqual([]);
    expect(found(file("a", ""), file("b", ", backend: { local: {} }"))).toEqual([]);
  });

  test("tells it of a file that has other errors, too", () => {
    const codes = found(file("a", bucket("x"), "tgas: {}\n"), file("b", bucket("x"))).map((one) => one.split(" ")[0]);
    expect(codes).toEqual(["key-unknown", "state-shared"]);
  });

  test("is silent about a backend that cannot be read, which has a finding of its own", () => {
    const codes = found(file("a", ", backend: { s3: {} }"), file("b", ", backend: { s3: {} }"));
    expect(codes.filter((one) => one.startsWith("state-shared"))).toEqual([]);
    expect(codes).toHaveLength(6);
  });

  test("finds the default of one file in the path of another, where it is left out too", () => {
    const path = "../../../terraform.a.tfstate";
    expect(found(file("a", ""), file("b", `, backend: { local: { path: ${path} } }`))).toEqual([
      `state-shared clusters/b.yaml:3:61 terraform.backend: the stack of clusters/a.yaml has this state too, expected a state for each file, got \`${path}\``,
    ]);
    const absolute = resolve("terraform.b.tfstate");
    expect(found(file("a", `, backend: { local: { path: ${absolute} } }`), file("b", ""))).toEqual([
      "state-shared clusters/b.yaml:3:1 terraform.backend: the stack of clusters/a.yaml has this state too, expected a state for each file, got `../../../terraform.b.tfstate`",
    ]);
  });

  test("a copied file with one name and one backend is told of both", () => {
    const copy = { ...file("a", bucket("x")), file: "clusters/a.yml" };
    expect(found(file("a", bucket("x")), copy).map((one) => one.split(" ")[0])).toEqual([
      "cluster-name-twice",
      "state-shared",
    ]);
  });
});
