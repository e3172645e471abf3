import { Testing, TerraformStack } from "cdktf";
import { type Fields, fieldsOf, schemaProblems } from "../support/terraform/provider-schema";

/** The JSON of a stack, checked against the providers' schemas, without cdktf's notes. */
export function synth(compose: (stack: TerraformStack) => void): Fields {
  const stack = new TerraformStack(Testing.app({ stackTraces: false }), "demo");
  compose(stack);
  const json = Testing.synth(stack);
  expect(schemaProblems(json)).toEqual([]);
  return fieldsOf(JSON.parse(json));
}

/** The resources of one type, by name. */
export function resources(json: Fields, type: string): Fields {
  return fieldsOf(fieldsOf(json.resource)[type]);
}

/** All addresses, sorted: `data.aws_partition.current`, `aws_eks_cluster.this`. */
export function addresses(json: Fields): readonly string[] {
  const under = (kind: unknown, prefix: string) =>
    Object.entries(fieldsOf(kind)).flatMap(([type, named]) =>
      Object.keys(fieldsOf(named)).map((name) => `${prefix}${type}.${name}`),
    );
  return [...under(json.data, "data."), ...under(json.resource, "")].sort();
}
