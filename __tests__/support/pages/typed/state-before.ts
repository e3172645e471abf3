import { type Fields, fieldsOf } from "../../terraform/provider-schema";

/** What `terraform show -json` prints of a root, as it was before its cluster had entries: in mode CONFIG_MAP, and without them. */
export function stateBefore(shown: string): string {
  const json = fieldsOf(JSON.parse(shown));
  const values = fieldsOf(json.values);
  return JSON.stringify({ ...json, values: { ...values, root_module: moduleBefore(fieldsOf(values.root_module)) } });
}

function moduleBefore(module: Fields): Fields {
  const { resources, child_modules: children } = module;
  return {
    ...module,
    ...(Array.isArray(resources) ? { resources: resources.map(fieldsOf).flatMap(resourceBefore) } : {}),
    ...(Array.isArray(children) ? { child_modules: children.map((each) => moduleBefore(fieldsOf(each))) } : {}),
  };
}

function resourceBefore(resource: Fields): Fields[] {
  const type = String(resource.type);
  if (type.startsWith("aws_eks_access_")) return [];
  if (type !== "aws_eks_cluster") return [resource];
  const values = fieldsOf(resource.values);
  const [config] = Array.isArray(values.access_config) ? values.access_config.map(fieldsOf) : [];
  return [{ ...resource, values: { ...values, access_config: [{ ...config, authentication_mode: "CONFIG_MAP" }] } }];
}
