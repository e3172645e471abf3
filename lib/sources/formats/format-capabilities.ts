import { readEksArn } from "./eks-arn";
import type { Format } from "../facts";
import { readList } from "./list";

/**
 * `aws eks list-capabilities`: names alone, their roles stand in describe-capability.
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_ListCapabilities.html
 */
export const listCapabilitiesFormat: Format = {
  name: "aws eks list-capabilities",
  recognizes: (source) => source.has("capabilities"),
  read: (source, facts) => {
    const names = readList(source, "capabilities", (list) =>
      list.items().flatMap((item) => item.child("capabilityName")?.text() ?? []),
    );
    facts.listedCapabilities.push(...names);
  },
};

/** `aws eks describe-capability` */
export const getCapabilityFormat: Format = {
  name: "aws eks describe-capability",
  recognizes: (source) => source.has("capability"),
  read: (source, facts) => {
    const capability = source.child("capability")?.map();
    if (capability === undefined) return;
    facts.clusterNames.push(...(capability.child("clusterName")?.sourced() ?? []));
    readEksArn(capability.child("arn"), facts);
    const name = capability.child("capabilityName")?.text() ?? "";
    const role = capability.required("roleArn");
    const roleArn = role?.text();
    if (role === undefined || roleArn === undefined) return;
    facts.managedRoles.push({ value: { kind: "EKS capability", name, roleArn, isLive: true }, at: role.at });
  },
};
