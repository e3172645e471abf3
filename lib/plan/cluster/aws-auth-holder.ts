import { type ObjectSide, plannedValue, plannedText, valueAt } from "../reading/object-side";
import { isRecord, recordOf } from "../reading/plan-shape";
import type { PlanObject } from "../objects/plan-object";
import { type Manifest, manifestOf } from "./manifest";
import type { AwsAuthHolder } from "./planned-access";
import { SENSITIVE_TEXT } from "../objects/planned-change";
import { CONFIG_MAP_KEYS, CONFIG_MAPS, isOneOf, MANIFESTS } from "../reading/resource-types";
import { type PlannedValue, known } from "../reading/planned-value";

/** The text of each key of a ConfigMap, as far as one side of a holder tells. */
export type HeldData =
  | { readonly kind: "data"; readonly data: Readonly<Record<string, PlannedValue<string>>> }
  | { readonly kind: "unknown"; readonly isSensitive: boolean };

/** A resource or data source that holds aws-auth, read. */
export interface ReadHolder extends Pick<AwsAuthHolder, "holds"> {
  readonly object: PlanObject;
  /** Undefined: it does not live on this side; for a data source: not read before apply, or there is no such ConfigMap. */
  readonly before?: HeldData;
  readonly after?: HeldData;
}

/** The object as a holder of aws-auth, or undefined where it is another ConfigMap or no ConfigMap. */
export function awsAuthHolder(object: PlanObject): ReadHolder | undefined {
  const kind = kindOf(object);
  if (kind === undefined) return undefined;
  const sides = [object.before, object.after].filter((side) => side !== undefined);
  const isIt = sides.map(kind.isAwsAuth);
  const isHidden = isIt.every((one) => one === undefined) && sides.some((side) => kind.isHidden?.(side) === true);
  if (!isIt.includes(true) && !isHidden) return undefined;
  const read = (side: ObjectSide | undefined) => (side === undefined ? undefined : readSide(kind, side));
  const [before, after] = [read(object.before), read(object.after)];
  return {
    object,
    holds: kind.holds,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

function readSide(kind: HolderKind, side: ObjectSide): HeldData | undefined {
  const isAwsAuth = kind.isAwsAuth(side);
  if (isAwsAuth === undefined) return { kind: "unknown", isSensitive: kind.isHidden?.(side) ?? false };
  return isAwsAuth ? kind.dataOf(side) : undefined;
}

interface HolderKind {
  readonly holds: AwsAuthHolder["holds"];
  /** Undefined: it is not told. */
  readonly isAwsAuth: (side: ObjectSide) => boolean | undefined;
  readonly dataOf: (side: ObjectSide) => HeldData | undefined;
  /**
   * Whether its name is a sensitive value: then it may be aws-auth, and is taken for it.
   * @default false: a manifest without a name is one of many objects, and hardly this one
   */
  readonly isHidden?: (side: ObjectSide) => boolean;
}

function kindOf({ mode, type }: PlanObject): HolderKind | undefined {
  if (isOneOf(CONFIG_MAPS, type)) {
    return mode === "data"
      ? { holds: "reader", isAwsAuth: isNamed, dataOf: readData }
      : { holds: "whole", isAwsAuth: isNamed, dataOf: attributeData, isHidden: isNameHidden };
  }
  if (mode === "data") return undefined;
  if (isOneOf(CONFIG_MAP_KEYS, type))
    return { holds: "keys", isAwsAuth: isNamed, dataOf: attributeData, isHidden: isNameHidden };
  if (!isOneOf(MANIFESTS, type)) return undefined;
  return {
    holds: "whole",
    isAwsAuth: (side) => isAwsAuthManifest(manifestOf(type, side)),
    dataOf: (side) => manifestData(manifestOf(type, side)),
  };
}

function isNamed(side: ObjectSide): boolean | undefined {
  return isAwsAuthName(plannedText(side, ["metadata", 0, "name"]), plannedText(side, ["metadata", 0, "namespace"]));
}

function isNameHidden(side: ObjectSide): boolean {
  return ["name", "namespace"].some((name) => plannedText(side, ["metadata", 0, name]).kind === "sensitive");
}

function isAwsAuthName(name: PlannedValue<string>, namespace: PlannedValue<string>): boolean | undefined {
  if (namespace.kind === "value" && namespace.value !== "kube-system") return false;
  if (name.kind === "value" && name.value !== "aws-auth") return false;
  return name.kind === "value" && namespace.kind === "value" ? true : undefined;
}

function attributeData(side: ObjectSide): HeldData {
  return heldData(
    plannedValue(side, ["data"]),
    (key) => plannedText(side, ["data", key]),
    valueAt(side.values, ["data"]),
  );
}

/** A data source of a ConfigMap that is not there reads null, and does not fail. */
function readData(side: ObjectSide): HeldData | undefined {
  return plannedValue(side, ["data"]).kind === "unset" ? undefined : attributeData(side);
}

function heldData(
  whole: PlannedValue<unknown>,
  textOf: (key: string) => PlannedValue<string>,
  values: unknown,
): HeldData {
  if (whole.kind === "unset") return { kind: "data", data: {} };
  if (!isRecord(values)) return { kind: "unknown", isSensitive: whole.kind === "sensitive" };
  const keys = [...new Set([...Object.keys(values), "mapRoles", "mapUsers", "mapAccounts"])];
  const texts = keys.flatMap((key): [string, PlannedValue<string>][] => {
    const text = textOf(key);
    return text.kind === "unset" ? [] : [[key, text]];
  });
  return { kind: "data", data: Object.fromEntries(texts) };
}

function isAwsAuthManifest(manifest: Manifest): boolean | undefined {
  if (manifest.kind !== "value") return undefined;
  const { kind, metadata } = manifest.value;
  const { name, namespace } = recordOf(metadata);
  return kind === "ConfigMap" && name === "aws-auth" && namespace === "kube-system";
}

function manifestData(manifest: Manifest): HeldData {
  if (manifest.kind !== "value") return { kind: "unknown", isSensitive: manifest.kind === "sensitive" };
  const { data } = manifest.value;
  if (data === undefined || data === null) return { kind: "data", data: {} };
  if (!isRecord(data)) return { kind: "unknown", isSensitive: data === SENSITIVE_TEXT };
  const texts = Object.entries(data).filter(([, text]) => text !== null);
  return {
    kind: "data",
    data: Object.fromEntries(texts.map(([key, text]) => [key, shownText(text)])),
  };
}

function shownText(text: unknown): PlannedValue<string> {
  if (text === SENSITIVE_TEXT) return { kind: "sensitive" };
  return typeof text === "string" ? known(text) : { kind: "unknown" };
}
