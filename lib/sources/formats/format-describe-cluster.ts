import { AUTHENTICATION_MODES } from "../../access/access-entry/authentication-mode";
import { readEksArn } from "./eks-arn";
import type { Facts, Format } from "../facts";
import type { SourceNode } from "../source";

/** `aws eks describe-cluster`. */
export const describeClusterFormat: Format = {
  name: "aws eks describe-cluster",
  recognizes: (source) => source.child("cluster")?.has("arn") === true,
  read: (source, facts) => {
    const cluster = source.child("cluster");
    facts.clusterNames.push(...(cluster?.child("name")?.sourced() ?? []));
    readEksArn(cluster?.child("arn"), facts);
    facts.clusterArns.push(...(cluster?.child("arn")?.sourced() ?? []));
    facts.certificateAuthorities.push(...(cluster?.child("certificateAuthority")?.child("data")?.sourced() ?? []));
    readOutpost(cluster?.child("outpostConfig"), facts);
    const mode = cluster?.child("accessConfig")?.child("authenticationMode");
    const known = AUTHENTICATION_MODES.find((each) => each === mode?.text());
    if (mode === undefined) return;
    if (known === undefined) mode.wrong(`one of ${AUTHENTICATION_MODES.join(", ")}`);
    else facts.modes.push({ value: known, at: mode.at });
  },
};

/** Nodes on an Outpost need no such field: it says that the control plane is there. */
function readOutpost(outpost: SourceNode | undefined, facts: Facts): void {
  const type = outpost?.child("controlPlaneInstanceType")?.text();
  if (outpost === undefined || type === undefined) return;
  const value = { controlPlaneInstanceType: type, outpostArns: outpost.child("outpostArns")?.texts() ?? [] };
  facts.localClusters.push({ value, at: outpost.at });
}
