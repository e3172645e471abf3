import { readSources } from "../../../lib/sources/read-sources";
import { cluster, configMap, iam, shown } from "../../support/terraform/shown-state";

interface Placed {
  readonly module?: string;
  /** The instance of the resource. */
  readonly key?: string;
}

const resources: object[] = [];
const modules = new Map<string, object[]>();

afterEach(() => {
  resources.length = 0;
  modules.clear();
});

function put(resource: object, { module = "", key }: Placed): void {
  const own = key === undefined ? resource : { ...resource, index: key };
  if (module === "") resources.push(own);
  else modules.set(module, [...(modules.get(module) ?? []), own]);
}

const makes = (name: string, at: Placed): void => put(cluster(name), at);
const writes = (name: string, at: Placed, over: object = {}): void => {
  const data = { mapRoles: `- rolearn: ${iam(`role/${name}`)}\n`, mapUsers: "[]", mapAccounts: "[]" };
  put(configMap({ values: { metadata: [{ name: "aws-auth", namespace: "kube-system" }], data }, ...over }), at);
};

/** Names of the roles of a cluster's rows; undefined where no ConfigMap is its own. */
function rowsOf(name: string): string[] | undefined {
  const children = [...modules].map(([address, own]) => ({ address, resources: own }));
  const { sources } = readSources([{ name: "state", text: shown(resources, children) }], name);
  return sources.awsAuth?.value.roles.map(({ row }) => String(row.rolearn).replace(/.*\//, ""));
}

describe("besideCluster", () => {
  test.each<[string, (name: string) => { readonly cluster: Placed; readonly rows: Placed }]>([
    [
      "calls of the module and of its sub-module side by side",
      (name) => ({ cluster: { module: `module.eks["${name}"]` }, rows: { module: `module.aws_auth["${name}"]` } }),
    ],
    [
      "the same within another call",
      (name) => ({
        cluster: { module: `module.platform.module.eks["${name}"]` },
        rows: { module: `module.platform.module.aws_auth["${name}"]` },
      }),
    ],
    ["bare resources", (name) => ({ cluster: { key: name }, rows: { key: name } })],
    [
      "bare resources of one module",
      (name) => ({ cluster: { module: "module.a", key: name }, rows: { module: "module.a", key: name } }),
    ],
    [
      "a bare ConfigMap beside the call",
      (name) => ({ cluster: { module: `module.eks["${name}"]` }, rows: { key: name } }),
    ],
    [
      "one call around both",
      (name) => ({
        cluster: { module: `module.platform["${name}"].module.eks` },
        rows: { module: `module.platform["${name}"].module.aws_auth` },
      }),
    ],
    ["one module of both", (name) => ({ cluster: { module: `module.${name}` }, rows: { module: `module.${name}` } })],
    [
      "keys with a dot and a bracket",
      (name) => ({
        cluster: { module: `module.eks["${name}].a.b"]` },
        rows: { module: `module.aws_auth["${name}].a.b"]` },
      }),
    ],
  ])("each of two clusters has its rows: %s", (_, place) => {
    for (const name of ["blue", "green"]) {
      makes(name, place(name).cluster);
      writes(name, place(name).rows);
    }
    expect([rowsOf("blue"), rowsOf("green")]).toEqual([["blue"], ["green"]]);
  });

  const CALLED = ["blue", "green"].map((name) => [name, { module: `module.eks["${name}"]` }] as const);

  test.each<[string, () => void]>([
    ["a call without a key", () => writes("blue", { module: "module.aws_auth" })],
    ["the root", () => writes("blue", {})],
    ["a key of another call within", () => writes("blue", { module: 'module.other.module.aws_auth["blue"]' })],
    ["the key of no cluster", () => writes("blue", { module: 'module.aws_auth["red"]' })],
    ["numbers, which every count has", () => writes("blue", { module: "module.aws_auth[0]" })],
    [
      "two calls with the key",
      () => {
        writes("blue", { module: 'module.aws_auth["blue"]' });
        writes("other", { module: 'module.aws_auth_old["blue"]' });
      },
    ],
    [
      "the key of a third cluster too",
      () => {
        makes("third", { module: 'module.other_eks["blue"]' });
        writes("blue", { module: 'module.aws_auth["blue"]' });
      },
    ],
  ])("rows of %s are nobody's", (_, place) => {
    for (const [name, at] of CALLED) makes(name, at);
    place();
    expect([rowsOf("blue"), rowsOf("green")]).toEqual([undefined, undefined]);
  });

  test("of two clusters in one module without keys nobody knows whose the rows are", () => {
    makes("blue", { module: "module.both" });
    makes("green", { module: "module.both" });
    writes("blue", { module: "module.both" });
    expect([rowsOf("blue"), rowsOf("green")]).toEqual([undefined, undefined]);
  });

  test("what the root makes counts before what the module of the cluster looks up", () => {
    for (const [name, at] of CALLED) makes(name, at);
    writes("read", { module: 'module.eks["blue"]' }, { mode: "data", type: "kubernetes_config_map_v1" });
    expect(rowsOf("blue")).toEqual(["read"]);
    writes("blue", { module: 'module.aws_auth["blue"]' });
    expect(rowsOf("blue")).toEqual(["blue"]);
  });
});
