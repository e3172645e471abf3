import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument, visit } from "yaml";
import { cli, folderWith } from "../support/cli/cli-run";
import { someOf } from "../support/laws/law-runs";

const CLUSTERS = join(__dirname, "../../clusters");
const PLANS = join(__dirname, "../fixtures/plans");
/** Nothing that AWS, Kubernetes or Terraform takes is as long. */
const TAIL = "x".repeat(5000);
const RUN = /x{2100}/;

/** Makes a text with one value very long: of many, few are made. */
type Make = () => string;

/** A YAML or JSON text with one of its texts, keys too, made very long in each of the answers. */
function lengthened(text: string): Make[] {
  const places: number[] = [];
  visit(parseDocument(text), {
    Scalar: (_, node) => {
      if (typeof node.value === "string") places.push(places.length);
    },
  });
  return places.map((place) => () => {
    let i = 0;
    const document = parseDocument(text);
    visit(document, {
      Scalar: (_, node) => {
        if (typeof node.value === "string" && i++ === place) node.value += TAIL;
      },
    });
    return document.toString({ lineWidth: 0 });
  });
}

const SOURCES: Readonly<Record<string, string>> = {
  "config-map": `{"kind": "ConfigMap", "apiVersion": "v1", "metadata": {"name": "aws-auth", "namespace": "kube-system"}, "data": {"mapRoles": "- rolearn: arn:aws:iam::111122223333:role/admin\\n  username: admin\\n  groups: [system:masters]\\n"}}`,
  cluster: `{"cluster": {"name": "demo", "arn": "arn:aws:eks:eu-west-1:111122223333:cluster/demo", "version": "1.31", "accessConfig": {"authenticationMode": "API_AND_CONFIG_MAP"}}}`,
  entry: `{"accessEntry": {"clusterName": "demo", "principalArn": "arn:aws:iam::111122223333:role/admin", "kubernetesGroups": ["viewers"], "accessEntryArn": "arn:aws:eks:eu-west-1:111122223333:access-entry/demo/role/111122223333/admin/1", "username": "admin", "type": "STANDARD"}}`,
  entries: `{"accessEntries": ["arn:aws:iam::111122223333:role/admin"]}`,
};

/** Of many, a few from all over. */
function some<Value>(values: readonly Value[], count: number): Value[] {
  const step = Math.max(1, values.length / count);
  return values.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
}

/** The plan with one of its texts made very long wherever it stands. */
function lengthenedPlan(text: string): Make[] {
  const quoted = [...new Set(text.match(/"[^"\\]{3,}"(?!:)/g))];
  return quoted.map((one) => () => text.replaceAll(one, `${one.slice(0, -1)}${TAIL}"`));
}

describe("no value fills a log", () => {
  const long = async (args: readonly string[], world: Parameters<typeof cli>[1]): Promise<string> => {
    const { stdout, stderr } = await cli(args, world);
    return around(stdout + stderr);
  };

  test.each([
    ["check -", "console-cluster"],
    ["check --format github -", "orders-cluster"],
    ["check --format json -", "eksctl-cluster"],
    ["explain -", "console-cluster"],
    ["explain --can list\u00a0pods -", "demo-eks-cluster"],
  ])("%s of %s", async (command, name) => {
    const args = command.split(" ").map((word) => word.replace("\u00a0", " "));
    const inputs = someOf(some(lengthened(readFileSync(join(CLUSTERS, `${name}.yaml`), "utf8")), 25));
    for (const make of inputs) expect(await long(args, { input: make() })).toBe("");
  });

  test.each(Object.keys(SOURCES))("import of %s, but for the file that it writes", async (source) => {
    for (const make of lengthened(SOURCES[source] ?? "")) {
      const cwd = folderWith({ ...SOURCES, [source]: make() });
      expect(await long(["import", ...Object.keys(SOURCES), "--output", "demo.yaml"], { cwd })).toBe("");
    }
  });

  test.each(["bare-entry-removed", "bare-groups-changed", "legacy-mode-and-entries", "stage-entries"])(
    "review of %s",
    async (plan) => {
      const inputs = someOf(some(lengthenedPlan(readFileSync(join(PLANS, `${plan}.json`), "utf8")), 25));
      for (const [i, make] of inputs.entries()) {
        const format = ["text", "markdown", "github", "json"][i % 4] ?? "text";
        expect(await long(["review", "--format", format, "-"], { input: make() })).toBe("");
      }
    },
  );
});

/** What stands before a value that is too long; nothing where none is. */
function around(text: string): string {
  const at = text.search(RUN);
  return at < 0 ? "" : text.slice(Math.max(0, at - 200), at + 20);
}
