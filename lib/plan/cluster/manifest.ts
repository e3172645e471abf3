import { parseDocument } from "yaml";
import { type ObjectSide, plannedText, plannedValue } from "../reading/object-side";
import { isRecord, recordOf } from "../reading/plan-shape";
import { type PlannedValue, known } from "../reading/planned-value";

/** A manifest, and what it does not tell. */
export type Manifest = PlannedValue<Readonly<Record<string, unknown>>>;

/** What one side of a `kubernetes_manifest`, or `kubectl_manifest`, says of its object. */
export function manifestOf(type: string, side: ObjectSide): Manifest {
  return type === "kubernetes_manifest" ? objectManifest(side) : yamlManifest(side);
}

/** The live object where it is told, over what the configuration wants. */
function objectManifest(side: ObjectSide): Manifest {
  const wanted = plannedValue(side, ["manifest"]);
  const live = plannedValue(side, ["object"]);
  if (live.kind === "value" && isRecord(live.value) && isRecord(live.value.data)) return known(live.value);
  if (wanted.kind !== "value") return recordTold(side, wanted);
  return known(recordOf(wanted.value));
}

/** Only what says that it is aws-auth, without its data. */
function recordTold(side: ObjectSide, why: Exclude<PlannedValue<unknown>, { kind: "value" }>): Manifest {
  const name = plannedText(side, ["manifest", "metadata", "name"]);
  return name.kind === "value" && name.value === "aws-auth"
    ? known({ kind: "ConfigMap", metadata: { name: "aws-auth", namespace: "kube-system" }, data: true })
    : why;
}

/** The parsed text hides what is sensitive; the text itself is looked at where nothing of it is. */
function yamlManifest(side: ObjectSide): Manifest {
  const parsed = plannedText(side, ["yaml_body_parsed"]);
  const text = parsed.kind === "value" ? parsed : plannedText(side, ["yaml_body"]);
  if (text.kind !== "value") return named(side) ?? text;
  const value = parseYaml(text.value);
  return isRecord(value) ? known(value) : (named(side) ?? { kind: "unknown" });
}

function parseYaml(text: string): unknown {
  try {
    const document = parseDocument(text, { logLevel: "silent" });
    return document.errors.length > 0 ? undefined : document.toJS();
  } catch {
    return undefined;
  }
}

function named(side: ObjectSide): Manifest | undefined {
  const [name, namespace] = [plannedText(side, ["name"]), plannedText(side, ["namespace"])];
  if (name.kind !== "value" || namespace.kind !== "value") return undefined;
  return known({ kind: "ConfigMap", metadata: { name: name.value, namespace: namespace.value }, data: true });
}
