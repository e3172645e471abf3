import { didYouMean } from "../../../finding/did-you-mean";
import type { Finding } from "../../../finding/finding";
import { moduleOutputs } from "../../../module/module-outputs";
import { inventoryFinding as finding } from "../../finding/inventory-finding";
import { heldVersion, isPublished, subModule, versionInSource } from "../../schema/sections/module";
import type { ClusterDefinition } from "../cluster-definition";
import { moduleReference } from "./module-reference";
import { passedOn, pathWithin } from "./module-texts";

/** What may be referred to. */
interface Known {
  /** Names of states. */
  readonly from: readonly string[];
  /** Calls of the stack, and the outputs of each; undefined where nobody knows them. */
  readonly module: ReadonlyMap<string, Outputs | undefined>;
}

interface Outputs {
  readonly of: string;
  readonly names: readonly string[];
}

/** References to states, modules and outputs that are not there. */
export function referenceFindings(definition: ClusterDefinition): Finding[] {
  const name = definition.module?.name ?? "eks";
  const known: Known = {
    from: Object.keys(definition.terraform.remoteStates ?? {}),
    module: new Map([[name, ownOutputs(definition)], ...otherOutputs(definition)]),
  };
  return passedOn(definition).flatMap(([path, value]) =>
    path.startsWith("outputs.") && typeof value === "string"
      ? unknownOutput({ path, output: value }, known.module.get(name))
      : unknownReferences(value, path, known),
  );
}

function ownOutputs({ module }: ClusterDefinition): Outputs | undefined {
  if (!isPublished(module?.source)) return undefined;
  const version = heldVersion(module);
  const names = moduleOutputs("eks", version);
  return names && { of: `the module ${version}`, names };
}

function otherOutputs({ module, modules = {} }: ClusterDefinition): [string, Outputs | undefined][] {
  return Object.entries(modules).map(([call, { source, version }]) => {
    const part = subModule(source);
    const called = version ?? versionInSource(source) ?? heldVersion(module);
    const names = part === undefined ? undefined : moduleOutputs(part, called);
    return [call, names && { of: `modules/${part ?? ""} ${called}`, names }];
  });
}

function unknownReferences(value: unknown, path: string, known: Known): Finding[] {
  const reference = moduleReference(value);
  if (reference === undefined) {
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, item]: [string, unknown]) =>
      unknownReferences(item, pathWithin(value, path, key), known),
    );
  }
  const { kind, name, output } = reference;
  if (!/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(output)) {
    const message = `expected the name of an output, got \`${output}\`: nothing in a cluster file is evaluated`;
    const help =
      "write the name alone; of a map or a list, let the state or the module have an output of the one value";
    return [finding("reference-unknown", `${path}.output`, { message, help })];
  }
  const names = kind === "from" ? known.from : [...known.module.keys()];
  if (names.includes(name))
    return kind === "from" ? [] : unknownOutput({ path: `${path}.output`, output }, known.module.get(name));
  const near = didYouMean(name, names);
  const expected = kind === "from" ? "a name of terraform.remote_states" : "the name of a module that is called";
  return [
    finding("reference-unknown", `${path}.${kind}`, {
      message: `expected ${expected}, got \`${name}\``,
      ...(near === undefined ? {} : { help: `did you mean \`${near}\`?` }),
    }),
  ];
}

function unknownOutput(
  { path, output }: { readonly path: string; readonly output: string },
  known: Outputs | undefined,
): Finding[] {
  if (known === undefined || known.names.includes(output)) return [];
  const near = didYouMean(output, known.names);
  return [
    finding("reference-unknown", path, {
      message: `expected an output of ${known.of}, got \`${output}\``,
      help: near === undefined ? "delete it: that version has no such output" : `did you mean \`${near}\`?`,
    }),
  ];
}
