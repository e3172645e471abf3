import { ValidationError } from "../../lib/finding/validation-error";
import type { ClusterDefinition } from "../../lib/inventory/definition/cluster-definition";
import { addresses as addressesOf } from "../eks/synth";
import { type Fields, fieldsOf } from "../support/terraform/provider-schema";
import { jsonOf } from "../support/definitions/sample-stacks";

/** The JSON of a definition's stack as an object. */
export function stackJson(definition: ClusterDefinition): Fields {
  return fieldsOf(JSON.parse(jsonOf(definition)));
}

/** One resource of a stack by its address, `aws_eks_cluster.this`; no fields where it is not there. */
export function resource(json: Fields, address: string): Fields {
  const [type = "", name = ""] = address.split(".");
  return fieldsOf(fieldsOf(fieldsOf(json.resource)[type])[name]);
}

/** A stack's JSON without what guards add: data sources, locals and the marker of the stage. */
export function withoutGuards(json: string): string {
  const { data, locals, resource, ...rest } = fieldsOf(JSON.parse(json));
  const { terraform_data: marker, ...resources } = fieldsOf(resource);
  return JSON.stringify({ ...rest, resource: resources }, undefined, 2);
}

/** The managed resources of a stack, sorted, without the marker of its stage. */
export function addresses(json: Fields): readonly string[] {
  return addressesOf(json).filter((address) => !address.startsWith("data.") && address !== "terraform_data.stage");
}

/** What a resource waits for beside the guards, which everything waits for, sorted. */
export function waitsFor(json: Fields, address: string): readonly string[] {
  const { depends_on: dependencies = [] } = resource(json, address);
  return Array.isArray(dependencies)
    ? dependencies
        .map(String)
        .filter((it) => it !== "data.aws_partition.guards")
        .sort()
    : [];
}

/** What a construct refuses: the ValidationError that it throws. */
export function refusalOf(compose: () => unknown): ValidationError {
  try {
    compose();
  } catch (error) {
    if (error instanceof ValidationError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}
