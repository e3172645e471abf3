import { AUTHENTICATION_MODES } from "../../access/access-entry/authentication-mode";
import { readEksArn } from "./eks-arn";
import type { Format } from "../facts";

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
    const mode = cluster?.child("accessConfig")?.child("authenticationMode");
    const known = AUTHENTICATION_MODES.find((each) => each === mode?.text());
    if (mode === undefined) return;
    if (known === undefined) mode.wrong(`one of ${AUTHENTICATION_MODES.join(", ")}`);
    else facts.modes.push({ value: known, at: mode.at });
  },
};
