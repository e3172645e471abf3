import { type EksRequest, textOf } from "./eks-request";
import { ENTRY_RULES } from "./eks-rules-entry";
import { POLICY_RULES } from "./eks-rules-policy";
import type { EksRefusal, EksRule } from "./eks-rule";
import type { EksState } from "./eks-state";
import { fieldsOf } from "../terraform/provider-schema";

const MODES = ["CONFIG_MAP", "API_AND_CONFIG_MAP", "API"];
const SETTING_UP = "https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html";
const ACCESS_OPERATIONS = [
  "CreateAccessEntry",
  "ListAccessEntries",
  "DescribeAccessEntry",
  "UpdateAccessEntry",
  "DeleteAccessEntry",
  "AssociateAccessPolicy",
  "ListAssociatedAccessPolicies",
  "DisassociateAccessPolicy",
] as const;

const CLUSTER_RULES: readonly EksRule[] = [
  {
    refuses: "a call for a cluster that is not there",
    operations: ["DescribeCluster", "UpdateClusterConfig", ...ACCESS_OPERATIONS],
    exception: "ResourceNotFoundException",
    status: 404,
    text: ({ clusterName }) => `No cluster found for name: ${clusterName}.`,
    source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeCluster.html",
    when: async (_, state) => (await state.mode()) === undefined,
  },
  {
    refuses: "a new cluster in mode CONFIG_MAP whose creator is no admin",
    operations: ["CreateCluster"],
    exception: "InvalidParameterException",
    status: 400,
    text: () =>
      "bootstrapClusterCreatorAdminPermissions must be true if cluster authentication mode is set to CONFIG_MAP",
    source: `DOMAIN §2.5; ${SETTING_UP}`,
    when: ({ body }) => {
      const { authenticationMode, bootstrapClusterCreatorAdminPermissions } = fieldsOf(body.accessConfig);
      return authenticationMode === "CONFIG_MAP" && bootstrapClusterCreatorAdminPermissions === false;
    },
  },
  {
    refuses: "an authentication mode that skips one, or goes back",
    operations: ["UpdateClusterConfig"],
    exception: "InvalidParameterException",
    status: 400,
    text: async (request, state) =>
      `Unsupported authentication mode update from ${(await state.mode()) ?? ""} to ${modeAsked(request)}`,
    source: `DOMAIN §2.5, R35; pulumi-eks #1493; ${SETTING_UP}`,
    when: async (request, state) => {
      const [from, to] = [MODES.indexOf((await state.mode()) ?? ""), MODES.indexOf(modeAsked(request))];
      return to >= 0 && to !== from && to !== from + 1;
    },
  },
  {
    refuses: "an authentication mode that there is not",
    operations: ["UpdateClusterConfig"],
    exception: "InvalidParameterException",
    status: 400,
    text: (request) => `Unsupported authentication mode ${modeAsked(request)}`,
    source: "DOMAIN §2.5; https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateAccessConfigRequest.html",
    when: (request) => modeAsked(request) !== "" && !MODES.includes(modeAsked(request)),
  },
  {
    refuses: "access entries while the mode is CONFIG_MAP",
    operations: ACCESS_OPERATIONS,
    exception: "InvalidRequestException",
    status: 400,
    text: () =>
      "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
    source: "DOMAIN §2.5, R36; tf-aws-eks #3048",
    when: async (_, state) => (await state.mode()) === "CONFIG_MAP",
  },
];

/**
 * What EKS refuses and the emulator does not, in the order in which it is asked: the first line that holds answers. Texts
 * are AWS's where a page or a thread has them.
 */
export const EKS_RULES: readonly EksRule[] = [...CLUSTER_RULES, ...ENTRY_RULES, ...POLICY_RULES];

/** Why EKS refuses a call in this state of its cluster; undefined where it takes it. */
export async function eksRefusal(request: EksRequest, state: EksState): Promise<EksRefusal | undefined> {
  for (const { operations, when, exception, status, text } of EKS_RULES) {
    if (operations.includes(request.operation) && (await when(request, state))) {
      return { exception, status, text: await text(request, state) };
    }
  }
  return undefined;
}

/** The authentication mode that a call asks for, empty where it asks for none. */
export function modeAsked({ body }: EksRequest): string {
  return textOf(fieldsOf(body.accessConfig).authenticationMode);
}
