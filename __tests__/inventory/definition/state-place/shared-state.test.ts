import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseInventory } from "../../../../lib/inventory/inventory";
import { printLocated } from "../../../../lib/inventory/finding/located-finding";
import { isShared, type StateBackend, stateOf } from "../../../../lib/inventory/definition/state-place/shared-state";

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
    ["one host, by its port", cloud("eks"), cloud("eks", { hostname: "app.terraform.io:443" })],
    ["one host, by its last dot", cloud("eks"), cloud("eks", { hostname: "app.terraform.io." })],
    ["one host, by both", cloud("eks"), cloud("eks", { hostname: "app.terraform.io.:443" })],
    ["one host, by a URL", cloud("eks"), cloud("eks", { hostname: "https://app.terraform.io/" })],
    ["one host, in other letters", cloud("eks"), cloud("eks", { hostname: "App.Terraform.IO" })],
    [
      "one host, in Unicode and in ASCII",
      cloud("eks", { hostname: "tfe.bücher.example" }),
      cloud("eks", { hostname: "tfe.xn--bcher-kva.example" }),
    ],
    ["tags that have one in common", tags("eks", "a"), tags("eks", "b")],
    ["tags without one in common: a workspace can have all of them", tags("a"), tags("b")],
    ["tags and a name: the workspace can have the tags", tags("eks"), cloud("eks")],
    ["tags and a prefix", tags("eks"), prefix("demo-")],
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
    ["the lock of a local state", local("/state/eks.tfstate"), local("/state/.eks.tfstate.lock.info")],
    ["the lock of the other's default", local(), local("../../../.terraform.a.tfstate.lock.info")],
    ["the lock that Terraform keeps beside the other's", s3("eks.tfstate"), s3("eks.tfstate.tflock")],
    ["paths that differ in case, one file on some disks", local("/state/eks"), local("/State/EKS")],
  ])("%s", (_, a, b) => {
    expect(areShared(a, b)).toBe(true);
  });

  test.each([
    ["two keys of one bucket", s3("eks/a.tfstate"), s3("eks/b.tfstate")],
    ["keys that differ in case, which S3 tells apart", s3("eks.tfstate"), s3("EKS.tfstate")],
    ["keys that differ as texts, which S3 tells apart", s3("eks.tfstate"), s3("./eks.tfstate")],
    ["the name of a lock in another folder", local("/state/eks.tfstate"), local("/states/.eks.tfstate.lock.info")],
    ["a path that only begins like the other", local("/state/eks"), local("/state/eks.old")],
    ["the name of a local backup, which S3 does not make", s3("eks.tfstate"), s3("eks.tfstate.backup")],
    ["one key of two buckets", s3("eks.tfstate"), s3("eks.tfstate", { bucket: "others" })],
    ["a bucket of another partition", s3("eks.tfstate"), s3("eks.tfstate", { region: "cn-north-1" })],
    ["two workspaces", cloud("a"), cloud("b")],
    ["a workspace of another organization", cloud("eks"), cloud("eks", { organization: "other" })],
    ["a workspace of another host", cloud("eks"), cloud("eks", { hostname: "tfe.acme.example" })],
    ["a host of another port", cloud("eks"), cloud("eks", { hostname: "app.terraform.io:8443" })],
    ["a host that only begins alike", cloud("eks"), cloud("eks", { hostname: "app.terraform.io.example" })],
    [
      "the same tags in another organization",
      tags("eks"),
      { cloud: { organization: "other", workspaces: { tags: ["eks"] } } },
    ],
    ["tags on another host", tags("eks"), cloud("eks", { hostname: "tfe.acme.example" })],
    ["tags and a bucket", tags("eks"), s3("eks")],
    ["two prefixes", prefix("a-"), prefix("b-")],
    ["a name that only begins a prefix", prefix("demo-"), cloud("demo")],
    ["no backend twice", local(), local()],
    ["one relative path, each in its own folder", local("own.tfstate"), local("own.tfstate")],
    ["two kinds", s3("eks"), local("eks")],
  ])("not: %s", (_, a, b) => {
    expect(areShared(a, b)).toBe(false);
  });
});

describe("isShared, of local files behind links", () => {
  let top = "";
  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), "eks-access-state-"));
    mkdirSync(join(top, "states", "eu"), { recursive: true });
    mkdirSync(join(top, "others"));
  });
  afterEach(() => rmSync(top, { recursive: true }));
  const shared = (one: string, other: string): boolean => areShared(local(join(top, one)), local(join(top, other)));

  test("a linked folder leads to the same file, whether it is there yet or not", () => {
    symlinkSync("states", join(top, "link"));
    expect(shared("states/eks.tfstate", "link/eks.tfstate")).toBe(true);
    expect(shared("others/eks.tfstate", "link/eks.tfstate")).toBe(false);
    writeFileSync(join(top, "states/eks.tfstate"), "{}");
    expect(shared("states/eks.tfstate", "link/eks.tfstate")).toBe(true);
    expect(shared("states/eks.tfstate.backup", "link/eks.tfstate")).toBe(true);
  });

  test("the parent of a linked folder is that of its target", () => {
    symlinkSync(join(top, "states/eu"), join(top, "others/link"));
    const behind = local(`${top}/others/link/../eks.tfstate`);
    expect(areShared(behind, local(join(top, "states/eks.tfstate")))).toBe(true);
    expect(areShared(behind, local(join(top, "others/eks.tfstate")))).toBe(false);
  });

  test("a link to a state that is not there yet, and a second name of one that is", () => {
    symlinkSync("../states/eks.tfstate", join(top, "others/link.tfstate"));
    expect(shared("others/link.tfstate", "states/eks.tfstate")).toBe(true);
    writeFileSync(join(top, "states/eks.tfstate"), "{}");
    linkSync(join(top, "states/eks.tfstate"), join(top, "others/hard.tfstate"));
    expect(shared("others/hard.tfstate", "states/eks.tfstate")).toBe(true);
    writeFileSync(join(top, "others/copy.tfstate"), "{}");
    expect(shared("others/copy.tfstate", "states/eks.tfstate")).toBe(false);
  });

  test("a link in a circle is a file of its own", () => {
    symlinkSync("circle", join(top, "circle"));
    expect(shared("circle", "states/eks.tfstate")).toBe(false);
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

  test("says what to write where tags choose the workspace", () => {
    const tagged = (tag: string) => `, backend: { cloud: { organization: acme, workspaces: { tags: [${tag}] } } }`;
    const { findings } = parseInventory([file("a", tagged("eks")), file("b", tagged("prod"))]);
    expect(findings.map(({ code, message, help }) => ({ code, message, help }))).toEqual([
      {
        code: "state-shared",
        message:
          "the stack of clusters/a.yaml may choose this state too, expected a state for each file, got `app.terraform.io/acme/tags prod`",
        help: "give each file a state of its own: the plan of one would destroy what the other one made; write the workspace's name: a workspace can have the tags of both",
      },
    ]);
  });

  test("asks neighbours for their names and states, and judges them not", () => {
    const neighbours = [file("z", bucket("x"), "tgas: {}\n"), file("y", bucket("y"))];
    const codes = (...sources: Parameters<typeof parseInventory>[0]) =>
      parseInventory(sources, { neighbours }).findings.map((one) => `${one.code} ${one.file}`);
    expect(codes(file("a", bucket("x")))).toEqual(["state-shared clusters/a.yaml"]);
    expect(codes({ ...file("z", bucket("z")), file: "clusters/z.yml" })).toEqual(["cluster-name-twice clusters/z.yml"]);
    expect(codes(file("a", bucket("a")))).toEqual([]);
  });

  test("local states are relative to the stack in the folder of the output", () => {
    const sources = [file("a", ""), file("b", ", backend: { local: { path: /srv/terraform.a.tfstate } }")];
    const codes = (outdir: string) => parseInventory(sources, { outdir }).findings.map(({ code }) => code);
    expect(codes("/srv/deep/out")).toEqual([]);
    expect(codes("/srv/out")).toEqual(["state-shared"]);
  });

  test("a copied file with one name and one backend is told of both", () => {
    const copy = { ...file("a", bucket("x")), file: "clusters/a.yml" };
    expect(found(file("a", bucket("x")), copy).map((one) => one.split(" ")[0])).toEqual([
      "cluster-name-twice",
      "state-shared",
    ]);
  });
});
