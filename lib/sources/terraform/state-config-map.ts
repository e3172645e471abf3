import { SECTIONS } from "../../access/aws-auth/aws-auth";
import type { Facts } from "../facts";
import type { SourceNode } from "../source";
import { addressOf, type StateResource } from "./state-resource";

const OBJECTS: readonly string[] = ["kubernetes_config_map", "kubernetes_config_map_v1"];
const DATA = "kubernetes_config_map_v1_data";

/**
 * The ConfigMap aws-auth as Terraform last saw it. A resource of its data alone knows the sections that it owns, and no
 * others; the object itself, beside it, all of them.
 * @see DOMAIN R44
 */
export function configMapFacts(resources: readonly StateResource[], facts: Facts): void {
  const maps = awsAuthMaps(resources);
  const managed = maps.filter(({ mode }) => mode === "managed");
  const known = managed.length > 0 ? managed : maps;
  const whole = known.find(({ type }) => OBJECTS.includes(type));
  const owned = known.find(({ type }) => type === DATA);
  // The object's rows are as old as its last read; whoever writes its data reads them too.
  const [resource] = [owned, whole].filter((one) => one !== undefined);
  facts.addresses.push(...(whole === undefined ? [] : addressOf(whole, "config-map")));
  facts.addresses.push(...(resource === undefined ? [] : addressOf(resource, "rows")));
  if (resource !== undefined) readData(resource, { isWhole: owned === undefined }, facts);
}

/** What makes or reads the ConfigMap aws-auth of a cluster. */
export function awsAuthMaps(resources: readonly StateResource[]): readonly StateResource[] {
  return resources.filter(({ type, values }) => (type === DATA || OBJECTS.includes(type)) && isAwsAuth(values));
}

function isAwsAuth(values: SourceNode): boolean {
  const metadata = values.child("metadata");
  const first = metadata?.node.kind === "list" ? metadata.items()[0] : metadata;
  return first?.child("name")?.text() === "aws-auth" && first.child("namespace")?.text() === "kube-system";
}

function readData(
  { values, sensitive, address }: StateResource,
  { isWhole }: { isWhole: boolean },
  facts: Facts,
): void {
  const data = values.child("data");
  if (sensitive.has("data")) sensitiveRows(data ?? values, { address, isHidden: data === undefined });
  if (data === undefined && sensitive.has("data")) return;
  if (data === undefined) {
    facts.configMaps.push({ value: undefined, at: values.at });
    return;
  }
  facts.configMaps.push({ value: data, at: data.at });
  const missing = SECTIONS.filter((section) => !data.has(section));
  if (isWhole || missing.length === 0) return;
  data.report("import-section-unknown", {
    message: `whom the live rows of \`${missing.join("`, `")}\` serve is not known: Terraform does not write these sections, so that its state does not have them, expected all three sections`,
    help: "import again with the output of `kubectl get configmap -n kube-system aws-auth -o yaml` in place of the state",
  });
}

function sensitiveRows(at: SourceNode, { address, isHidden }: { address: string; isHidden: boolean }): void {
  if (isHidden) {
    at.report("import-value-hidden", {
      message: `whom the rows of \`${address}\` serve is not known: they are sensitive, and Terraform leaves them out of this output, expected the rows`,
      help: "`kubectl get configmap -n kube-system aws-auth -o yaml > aws-auth.yaml`, then import again with this file too",
    });
    return;
  }
  at.report("import-value-sensitive", {
    message: `the rows are sensitive in the state, and anybody who reads the cluster file sees them, got \`${address}\``,
    help: "rows name principals and groups, and hold no secret: nothing has to be done; where they are to stay hidden, keep the cluster file where the state is kept",
  });
}
