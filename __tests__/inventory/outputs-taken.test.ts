import { parseInventory } from "../../lib/inventory/inventory";
import { printLocated } from "../../lib/inventory/finding/located-finding";

const S3 = "{ s3: { bucket: states, key: network, region: eu-west-1 } }";
const WORKSPACE = (choice: string): string => `{ cloud: { organization: acme, workspaces: { ${choice} } } }`;

const source = (name: string, lines: readonly string[]) => ({
  file: `clusters/${name}.yaml`,
  bytes: Buffer.from(`cluster_name: ${name}\n${lines.join("\n")}\n`),
});

/** Takes `output` of the state `read`. */
const taker = (output: string, read = S3, more: readonly string[] = []) =>
  source("shop", [
    "render: module",
    "authentication_mode: API",
    "accept: [{ code: adopt-whole-state, reason: new, until: 2027-06-30 }]",
    "access_entries: {}",
    `vpc_id: { from: network, output: ${output} }`,
    `terraform: { region: eu-west-1, account_id: "111122223333", remote_states: { network: ${read} } }`,
    ...more,
  ]);

/** Passes on what its outputs are. */
const owner = (outputs: readonly string[], { backend = S3, render = "module" } = {}) =>
  source("network", [
    `render: ${render}`,
    "authentication_mode: API",
    ...(render === "module" ? ["accept: [{ code: adopt-whole-state, reason: new, until: 2027-06-30 }]"] : []),
    "access_entries: {}",
    `terraform: { region: eu-west-1, account_id: "111122223333", backend: ${backend} }`,
    ...(outputs.length === 0 ? [] : [`outputs: { ${outputs.map((name) => `${name}: vpc_id`).join(", ")} }`]),
  ]);

const found = (...sources: Parameters<typeof parseInventory>[0]): string[] =>
  parseInventory(sources).findings.map((one) => `${one.code} ${printLocated(one)}`);

describe("outputs of another file's state", () => {
  test("that it does not have are refused, with both places", () => {
    expect(found(taker("vpc"), owner(["vpc_id", "subnets"]))).toEqual([
      "reference-unknown clusters/shop.yaml:6:34 vpc_id.output: `terraform.remote_states.network` is the state of clusters/network.yaml:7:1, expected one of its `outputs`, vpc_id, subnets, got `vpc`",
    ]);
    expect(found(taker("vpc"), owner([]))).toEqual([
      "reference-unknown clusters/shop.yaml:6:34 vpc_id.output: `terraform.remote_states.network` is the state of clusters/network.yaml:2:9, which passes on no outputs, got `vpc`",
    ]);
  });

  test("are refused of a stack that passes on nothing", () => {
    expect(found(taker("vpc_id"), owner([], { render: "access" }))).toHaveLength(1);
  });

  test("are told what to type", () => {
    const helps = (...sources: Parameters<typeof parseInventory>[0]) =>
      parseInventory(sources).findings.map(({ help }) => help);
    expect(helps(taker("vpc_di"), owner(["vpc_id"]))).toEqual(["did you mean `vpc_id`?"]);
    expect(helps(taker("queue"), owner(["vpc_id"]))).toEqual([
      "declare it there under `outputs`, which is for `render: module`, and apply that stack first",
    ]);
  });

  test("are looked for in arguments of other modules, and in lists, too", () => {
    const more = [
      "modules:",
      "  fn: { source: ./fn, subnets: [{ from: network, output: a }, { from: network, output: b }] }",
    ];
    expect(found(taker("vpc_id", S3, more), owner(["vpc_id", "a"]))).toEqual([
      expect.stringContaining("reference-unknown clusters/shop.yaml:9:88 modules.fn.subnets[1].output: "),
    ]);
  });

  test("are looked for in files beside those that are read", () => {
    const neighbours = [owner(["vpc_id"])];
    const codes = (output: string) =>
      parseInventory([taker(output)], { neighbours }).findings.map(({ code, file }) => `${code} ${file}`);
    expect(codes("vpc")).toEqual(["reference-unknown clusters/shop.yaml"]);
    expect(codes("vpc_id")).toEqual([]);
  });

  const named = WORKSPACE("name: network");

  test.each([
    ["has them", taker("vpc_id"), owner(["vpc_id"])],
    ["is no state of a file", taker("vpc", S3.replace("network", "other")), owner(["vpc_id"])],
    [
      "is one of the workspaces that tags choose",
      taker("vpc", named),
      owner(["vpc_id"], { backend: WORKSPACE("tags: [a]") }),
    ],
    ["has them, as a workspace", taker("vpc_id", named), owner(["vpc_id"], { backend: named })],
  ])("are taken of a state that %s", (_, one, other) => {
    expect(found(one, other)).toEqual([]);
  });

  test("are refused of a workspace by its name", () => {
    expect(found(taker("vpc", named), owner(["vpc_id"], { backend: named }))).toHaveLength(1);
  });
});
