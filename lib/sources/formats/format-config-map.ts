import { SECTIONS } from "../../access/aws-auth/aws-auth";
import type { Facts, Format } from "../facts";
import { AWS_AUTH_FORMAT } from "../dump";
import { foreignObject } from "../foreign-object";
import type { SourceNode } from "../source";

/** `kubectl get configmap -n kube-system aws-auth -o yaml|json`: one ConfigMap; its `kind` may have been cut off. */
export const configMapFormat: Format = {
  name: "kubectl get configmap",
  recognizes: (source) => kindOf(source) === "ConfigMap" || (!source.has("kind") && hasRows(source)),
  read: readConfigMap,
};

/** `kubectl get … -o yaml|json` of several objects, aws-auth among them. */
export const kubernetesListFormat: Format = {
  name: "kubectl get, a List",
  recognizes: (source) => /^(?:ConfigMap)?List$/.test(kindOf(source) ?? "") && source.has("items"),
  read: (source, facts) => {
    const items = source.child("items")?.items() ?? [];
    const maps = items.filter((item) => [undefined, "ConfigMap"].includes(kindOf(item)));
    const known = maps.filter((item) => isNamed(item, "aws-auth") || isNamed(item, "kube-root-ca.crt"));
    for (const item of known) readConfigMap(item, facts);
    if (isWithoutAwsAuth(maps)) {
      facts.absent.push({ value: AWS_AUTH_FORMAT, at: source.at });
      facts.configMaps.push({ value: undefined, at: source.at });
      return;
    }
    if (known.length > 0) return;
    const help = "`kubectl get configmap -n kube-system aws-auth -o yaml` prints it";
    const what = foreignObject(source)?.name ?? "a List";
    source.report("import-source-unknown", { message: `${what} without the ConfigMap kube-system/aws-auth`, help });
  },
};

/** The `data` of the ConfigMap alone. */
export const configMapDataFormat: Format = {
  name: "the data of aws-auth",
  recognizes: (source) => source.keys.some((key) => SECTIONS.some((section) => section === key)),
  read: (source, facts) => readData(source, facts),
};

function readConfigMap(source: SourceNode, facts: Facts): void {
  if (isNamed(source, "kube-root-ca.crt")) {
    facts.rootCas.push(...(source.child("data")?.child("ca.crt")?.sourced() ?? []));
    return;
  }
  if (isNamed(source, "aws-auth") || (isNameless(source) && hasRows(source))) {
    const data = source.child("data");
    if (data === undefined) facts.configMaps.push({ value: undefined, at: source.at });
    else readData(data, facts);
    const binary = source.child("binaryData");
    if (binary !== undefined) binary.wrong("no binaryData: the authenticator reads data alone");
    return;
  }
  const [name, namespace] = ["name", "namespace"].map((key) => source.child("metadata")?.child(key)?.text() ?? "");
  source.report("import-source-unknown", {
    message: `another ConfigMap, expected kube-system/aws-auth, got \`${namespace}/${name}\``,
    help: "`kubectl get configmap -n kube-system aws-auth -o yaml` prints it",
  });
}

/** Every value has to be text: the API server takes nothing else. */
function readData(data: SourceNode, facts: Facts): void {
  if (data.map() === undefined) return;
  const wrong = data.keys.filter((key) => {
    const value = data.child(key);
    return value !== undefined && !(value.node.kind === "scalar" && typeof value.node.value === "string");
  });
  for (const key of wrong) {
    data.child(key)?.wrong("the text of a section, as a block: `|`");
  }
  if (wrong.length === 0) facts.configMaps.push({ value: data, at: data.at });
}

/**
 * Whether this is every ConfigMap of kube-system, and aws-auth is none of them. The API server puts one there for its
 * extensions, which nobody asks for by name.
 * @see https://github.com/kubernetes/kubernetes pkg/controlplane/controller/clusterauthenticationtrust
 */
function isWithoutAwsAuth(maps: readonly SourceNode[]): boolean {
  return !maps.some((item) => isNamed(item, "aws-auth")) && maps.some((item) => isNamed(item, OF_EXTENSIONS));
}

const OF_EXTENSIONS = "extension-apiserver-authentication";

function isNamed(source: SourceNode, wanted: string): boolean {
  const metadata = source.child("metadata");
  const [name, namespace] = ["name", "namespace"].map((key) => metadata?.child(key)?.text());
  return name === wanted && (namespace === undefined || namespace === "kube-system");
}

/** What an editor or a template left of a ConfigMap: what its sections are called says whose data it is. */
function isNameless(source: SourceNode): boolean {
  const metadata = source.child("metadata");
  return metadata?.child("name") === undefined && [undefined, "kube-system"].includes(metadata?.plainText("namespace"));
}

function hasRows(source: SourceNode): boolean {
  const data = source.child("data");
  return data !== undefined && SECTIONS.some((section) => data.has(section));
}

function kindOf(source: SourceNode): string | undefined {
  const { node } = source;
  const kind = node.kind === "map" ? node.entries.get("kind")?.value : undefined;
  return kind?.kind === "scalar" && typeof kind.value === "string" ? kind.value : undefined;
}
