import { ValidationError } from "../../lib/eks/validation-error";
import type { ClusterDefinition } from "../../lib/inventory/cluster-definition";
import { type Fields, fieldsOf } from "../support/provider-schema";
import { jsonOf } from "../support/sample-definitions";

/** The JSON of a definition's stack as an object. */
export function stackJson(definition: ClusterDefinition): Fields {
  return fieldsOf(JSON.parse(jsonOf(definition)));
}

/** One resource of a stack by its address, `aws_eks_cluster.this`; no fields where it is not there. */
export function resource(json: Fields, address: string): Fields {
  const [type = "", name = ""] = address.split(".");
  return fieldsOf(fieldsOf(fieldsOf(json.resource)[type])[name]);
}

/** What a resource waits for, sorted. */
export function waitsFor(json: Fields, address: string): readonly string[] {
  const { depends_on: dependencies = [] } = resource(json, address);
  return Array.isArray(dependencies) ? dependencies.map(String).sort() : [];
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
