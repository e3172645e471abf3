import type { z } from "zod";
import { section } from "../camel-keys";
import { issueOf, name } from "../texts";

/** `overlay`: the root module that has the cluster, and the blocks of it that are overridden. */
export const overlay = section({
  root: name
    .meta({ examples: ["../infrastructure/payments"] })
    .describe("Folder of the root module, from this file: `../infrastructure/payments`."),
  module: name
    .meta({ examples: ["eks"] })
    .describe('The module block: `eks`; `eks["blue"]` where it has for_each; `platform.eks` within a local module.')
    .exactOptional(),
  cluster: name
    .meta({ examples: ["aws_eks_cluster.main"] })
    .describe("A cluster without a module: `aws_eks_cluster.main`.")
    .exactOptional(),
  aws_auth_module: name
    .meta({ examples: ["aws_auth"] })
    .describe("The block of modules/aws-auth. Left out, with config_map: the rows are somebody else's.")
    .exactOptional(),
  config_map: name
    .meta({ examples: ["kubernetes_config_map_v1_data.aws_auth"] })
    .describe("Rows without a module: `kubernetes_config_map_v1_data.aws_auth`.")
    .exactOptional(),
}).check(({ value, issues }) => {
  const both = value.module !== undefined && value.cluster !== undefined;
  if (both || (value.module === undefined && value.cluster === undefined)) {
    const message = `expected one of module and cluster, got ${both ? "both" : "neither"}`;
    issues.push(issueOf({ code: "one-of", message }, value));
  }
  if (value.awsAuthModule === undefined || value.configMap === undefined) return;
  issues.push(issueOf({ code: "one-of", message: "expected one of aws_auth_module and config_map, got both" }, value));
});

/** The section of a file, in camelCase. */
export type OverlaySection = z.output<typeof overlay>;
