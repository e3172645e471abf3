import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printLocated } from "../../../lib/inventory/finding/located-finding";
import { readFolder } from "../../../lib/inventory/folder/read-folder";
import { mergedSource } from "../../../lib/inventory/inventory";
import { readInventory } from "../../support/definitions/read-fleet";

const OWN = (name: string, more = ""): string =>
  `cluster_name: ${name}\nrender: access\nauthentication_mode: API\n${more}`;
const ACCEPT = (code: string): string => `accept:\n  - { code: ${code}, reason: looked at, until: 2027-01-31 }\n`;

describe("defaults.yaml", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "defaults-"));
    for (const name of ["prod", "dev"]) mkdirSync(join(folder, name));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  const read = () => {
    const inventory = readInventory(folder);
    if ("unreadable" in inventory) throw new Error(inventory.reason);
    const findings = inventory.findings.map((found) => `${found.code} ${printLocated(found).replaceAll(folder, "F")}`);
    return { clusters: inventory.clusters, findings };
  };

  test("says for all clusters below it what they do not say themselves; the nearest one wins, key by key", () => {
    write("defaults.yaml", "owner: platform\ntags: { Team: platform, Cost: a }\nterraform: { region: eu-west-1 }\n");
    write("prod/defaults.yaml", 'terraform: { account_id: "111122223333", region: eu-central-1 }\n');
    write("prod/shop.yaml", OWN("shop", "tags: { Cost: b }\n"));
    write("dev/shop.yaml", OWN("shop", 'owner: shop\nterraform: { account_id: "444455556666" }\n'));
    const { clusters, findings } = read();
    expect(findings).toEqual([]);
    expect(clusters.map(({ stack, staged: { definition } }) => [stack, definition])).toMatchObject([
      [
        "dev.shop",
        { owner: "shop", tags: { Team: "platform" }, terraform: { accountId: "444455556666", region: "eu-west-1" } },
      ],
      [
        "prod.shop",
        {
          owner: "platform",
          tags: { Team: "platform", Cost: "b" },
          terraform: { accountId: "111122223333", region: "eu-central-1" },
        },
      ],
    ]);
  });

  test("gives each cluster a state of its own where the backend names the stack", () => {
    write(
      "defaults.yaml",
      'terraform: { region: eu-west-1, backend: { s3: { bucket: b, key: "eks/{stack}", region: eu-west-1 } } }\n',
    );
    write("prod/shop.yaml", OWN("shop", 'terraform: { account_id: "111122223333" }\n'));
    write("dev/shop.yaml", OWN("shop", 'terraform: { account_id: "444455556666" }\n'));
    const { clusters, findings } = read();
    expect(findings).toEqual([]);
    expect(clusters.map(({ staged }) => staged.definition.terraform.backend)).toEqual(
      ["dev.shop", "prod.shop"].map((name) => ({ s3: { bucket: "b", key: `eks/${name}`, region: "eu-west-1" } })),
    );
  });

  test("whose backend is one for all is refused: clusters would share a state", () => {
    write(
      "defaults.yaml",
      "terraform: { region: eu-west-1, backend: { s3: { bucket: b, key: k, region: eu-west-1 } } }\n",
    );
    write("prod/shop.yaml", OWN("shop"));
    write("dev/ledger.yaml", OWN("ledger"));
    expect(read().findings).toEqual([
      "state-shared F/defaults.yaml:1:33 terraform.backend: the stack of F/dev/ledger.yaml has this state too, expected a state for each file, got `s3://b/k`",
    ]);
  });

  test("adds its acceptances to those of the file, and is named where one is wrong", () => {
    write("defaults.yaml", `${ACCEPT("gap-remains")}terraform: { region: nowhere }\n`);
    write("prod/shop.yaml", OWN("shop", ACCEPT("creator-unknown")));
    const { clusters, findings } = read();
    expect(clusters).toEqual([]);
    expect(findings).toEqual([expect.stringMatching(/^region-malformed F\/defaults\.yaml:3:22 terraform\.region: /)]);
    write("defaults.yaml", `${ACCEPT("gap-remains")}terraform: { region: eu-west-1 }\n`);
    expect(read().clusters.map(({ staged }) => staged.definition.accept?.map(({ code }) => code))).toEqual([
      ["creator-unknown", "gap-remains"],
    ]);
  });

  test("is shown within the file, each value with its place", () => {
    write("defaults.yaml", "owner: platform\ntags: { Team: platform, Cost: a }\nterraform: { region: eu-west-1 }\n");
    write("prod/shop.yaml", OWN("shop", "tags: { Cost: 'on', Empty: {} }\nleaving: []\n"));
    const read = readFolder(folder);
    if ("unreadable" in read) throw new Error(read.reason);
    expect(read.sources.map((source) => mergedSource(source)?.replaceAll(folder, "F").split("\n"))).toEqual([
      [
        "cluster_name: shop",
        "render: access",
        "authentication_mode: API",
        "tags:",
        '  Cost: "on"',
        "  Empty: {}",
        "  Team: platform # F/defaults.yaml:2",
        "leaving: []",
        "owner: platform # F/defaults.yaml:1",
        "terraform:",
        "  region: eu-west-1 # F/defaults.yaml:3",
        "",
      ],
    ]);
  });

  test.each(["adopt-whole-state", "import-by-name"])("accepts nothing of one state for all: %s", (code) => {
    const accept = (what: string): string => `accept: [{ code: ${what}, reason: looked at, until: 2099-12-31 }]\n`;
    write("prod/shop.yaml", OWN("shop"));
    write("defaults.yaml", `terraform: { region: eu-west-1 }\n${accept(code)}`);
    expect(read().findings).toEqual([
      `value-unknown F/defaults.yaml:2:18 accept[0].code: for every cluster of the folder, expected a code that says nothing of one state, got \`${code}\``,
    ]);
    write("defaults.yaml", `terraform: { region: eu-west-1 }\n${accept("masters-by-name")}`);
    expect(read().findings.filter((one) => !one.includes("accept-unused"))).toEqual([]);
  });

  test("holds nothing but what clusters share", () => {
    write("defaults.yaml", "cluster_version: '1.30'\nterraform: { region: eu-west-1 }\n");
    write("prod/shop.yaml", OWN("shop"));
    expect(read().findings).toEqual([
      "key-unknown F/defaults.yaml:1:1 cluster_version: a key that clusters do not share, expected one of terraform, tags, accept, owner, got `cluster_version`",
    ]);
  });
});

describe("clusters of one name", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "twins-"));
    for (const name of ["prod", "dev"]) mkdirSync(join(folder, name));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const file = (account: string, region: string): string =>
    OWN("shop", `terraform: { account_id: "${account}", region: ${region} }\n`);
  const findings = (one: string, other: string): readonly string[] => {
    writeFileSync(join(folder, "dev/shop.yaml"), one);
    writeFileSync(join(folder, "prod/shop.yaml"), other);
    const inventory = readInventory(folder);
    if ("unreadable" in inventory) throw new Error(inventory.reason);
    return inventory.findings.map((found) => `${found.code} ${printLocated(found).replaceAll(folder, "F")}`);
  };

  test.each([
    ["account", file("111122223333", "eu-west-1"), file("444455556666", "eu-west-1")],
    ["region", file("111122223333", "eu-west-1"), file("111122223333", "eu-central-1")],
  ])("may stand in folders where another %s has each", (_, one, other) => {
    expect(findings(one, other)).toEqual([]);
  });

  const bare = OWN("shop", "terraform: { region: eu-west-1 }\n");
  const taking = (account: string): string =>
    OWN(
      "shop",
      `terraform: { region: eu-west-1, assume_role: { role_arn: "arn:aws:iam::${account}:role/terraform" } }\n`,
    );
  const MAYBE =
    "cluster-name-twice F/prod/shop.yaml:1:15 cluster_name: may be the cluster of F/dev/shop.yaml, whose region and name it has, expected `terraform.account_id` in both files, got `shop`";

  test.each([
    ["neither says its account", bare, bare],
    ["the first does not", bare, file("111122223333", "eu-west-1")],
    ["the second does not", file("111122223333", "eu-west-1"), bare],
  ])("are refused where region and name are one and %s: they may be one cluster", (_, one, other) => {
    expect(findings(one, other)).toEqual([MAYBE]);
  });

  test.each([
    ["the account of one is that of the role that Terraform takes", taking("444455556666"), taking("111122223333")],
    ["one says it, the other takes a role", file("444455556666", "eu-west-1"), taking("111122223333")],
    ["the region is another", bare, OWN("shop", "terraform: { region: eu-central-1 }\n")],
  ])("are taken where %s", (_, one, other) => {
    expect(findings(one, other)).toEqual([]);
  });

  test("are taken where the defaults of their folders say other accounts", () => {
    const defaults = (account: string): string => `terraform: { account_id: "${account}", region: eu-west-1 }\n`;
    writeFileSync(join(folder, "dev/defaults.yaml"), defaults("111122223333"));
    expect(findings(OWN("shop"), bare)).toEqual([MAYBE]);
    writeFileSync(join(folder, "prod/defaults.yaml"), defaults("444455556666"));
    expect(findings(OWN("shop"), OWN("shop"))).toEqual([]);
  });

  test("by a role that Terraform takes in one account are one cluster", () => {
    expect(findings(file("111122223333", "eu-west-1"), taking("111122223333"))).toEqual([
      expect.stringContaining("second file of one cluster, whose account, region and name F/dev/shop.yaml has too"),
    ]);
  });

  test("are refused where account and region are one: two stacks would write one cluster's access", () => {
    expect(findings(file("111122223333", "eu-west-1"), file("111122223333", "eu-west-1"))).toEqual([
      "cluster-name-twice F/prod/shop.yaml:1:15 cluster_name: second file of one cluster, whose account, region and name F/dev/shop.yaml has too, got `shop`",
    ]);
  });
});
