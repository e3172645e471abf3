import { type EksRequest, textOf, textsOf } from "./eks-request";
import type { EksRule } from "./eks-rule";

const CREATING = "https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html";
const CREATE = "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAccessEntry.html";
const USERNAMES = "https://docs.aws.amazon.com/eks/latest/userguide/set-custom-username.html";
const INVALID = { exception: "InvalidParameterException", status: 400 } as const;

const TYPES = ["STANDARD", "EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "HYBRID_LINUX", "EC2", "HYPERPOD_LINUX"];
const PRINCIPAL = /^arn:aws(-cn|-us-gov)?:iam::\d{12}:(root|(role|user)\/([\x21-\x7e]+\/)?[\w+=,.@-]{1,64})$/;
const RESERVED = /^(system|eks|aws|amazon|iam):/;
/** Entries of one cluster, quota L-C56B9FC3. */
const QUOTA = 3000;

/** What EKS refuses of access entries themselves. */
export const ENTRY_RULES: readonly EksRule[] = [
  {
    refuses: "a principal that is no role and no user: a session, an IAM group, no ARN at all",
    operations: ["CreateAccessEntry"],
    ...INVALID,
    text: () => "The principalArn parameter format is not valid",
    source: `DOMAIN §2.1; aws-samples/appmod-blueprints PR #319; ${CREATE}`,
    when: ({ principalArn }) => !PRINCIPAL.test(principalArn),
  },
  {
    refuses: "a service-linked role",
    operations: ["CreateAccessEntry", "UpdateAccessEntry", "DeleteAccessEntry"],
    exception: "InvalidRequestException",
    status: 400,
    text: () => "The caller is not allowed to modify access entries with a principalArn value of a Service Linked Role",
    source: `DOMAIN §2.1, R25; tf-provider-aws #36447; ${CREATING}`,
    when: ({ principalArn }) => principalArn.includes(":role/aws-service-role/"),
  },
  {
    refuses: "an entry that is not there",
    operations: [
      "DescribeAccessEntry",
      "UpdateAccessEntry",
      "DeleteAccessEntry",
      "AssociateAccessPolicy",
      "ListAssociatedAccessPolicies",
      "DisassociateAccessPolicy",
    ],
    exception: "ResourceNotFoundException",
    status: 404,
    text: () =>
      "The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'.",
    source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeAccessEntry.html",
    when: async ({ principalArn }, state) => (await state.entry(principalArn)) === undefined,
  },
  {
    refuses: "a type that there is not",
    operations: ["CreateAccessEntry"],
    ...INVALID,
    text: ({ body }) => `Invalid type ${textOf(body.type)}`,
    source: `DOMAIN §2.2, R30; ${CREATE}`,
    when: ({ body }) => body.type !== undefined && !TYPES.includes(textOf(body.type)),
  },
  {
    refuses: "another principal or type for an entry that is there: both are for good",
    operations: ["UpdateAccessEntry"],
    ...INVALID,
    text: () => "The type and the principal of an access entry cannot be changed",
    source: "DOMAIN §2.1; https://docs.aws.amazon.com/eks/latest/userguide/updating-access-entries.html",
    when: async ({ body, principalArn }, state) => {
      const held = await state.entry(principalArn);
      return isOther(body.type, held?.type) || isOther(body.principalArn, principalArn);
    },
  },
  {
    refuses: "a username that begins with a reserved prefix",
    operations: ["CreateAccessEntry", "UpdateAccessEntry"],
    ...INVALID,
    text: ({ body }) => `The username must not begin with ${RESERVED.exec(textOf(body.username))?.[0] ?? ""}`,
    source: `DOMAIN §2.3, R21; tf-aws-eks #2896; ${USERNAMES}`,
    when: ({ body }) => RESERVED.test(textOf(body.username)),
  },
  {
    refuses: "groups or a username on a type other than STANDARD",
    operations: ["CreateAccessEntry", "UpdateAccessEntry"],
    ...INVALID,
    text: () => 'This operation can only be performed on Access Entries with a type of "STANDARD".',
    source: `DOMAIN §2.2, R30; ACK community #2144; ${CREATING}`,
    when: async ({ operation, body, principalArn }, state) => {
      const type = operation === "CreateAccessEntry" ? body.type : (await state.entry(principalArn))?.type;
      if (type === undefined || type === "STANDARD") return false;
      return textOf(body.username) !== "" || textsOf(body.kubernetesGroups).length > 0;
    },
  },
  {
    refuses: "the session's name in a username without a colon before it",
    operations: ["CreateAccessEntry", "UpdateAccessEntry"],
    ...INVALID,
    text: () => "The username must have a colon before {{SessionName}} or {{SessionNameRaw}}",
    source: `DOMAIN §2.3, R22; ${USERNAMES}`,
    when: ({ body }) => /^[^:]*\{\{SessionName(Raw)?\}\}/.test(textOf(body.username)),
  },
  {
    refuses: "a group that begins with system:",
    operations: ["CreateAccessEntry", "UpdateAccessEntry"],
    ...INVALID,
    text: (request) =>
      `The kubernetes group name ${systemGroup(request) ?? ""} is invalid, it cannot start with system:`,
    source: `DOMAIN §2.3, R32; tf-aws-eks #2915; ${CREATING}`,
    when: (request) => systemGroup(request) !== undefined,
  },
  {
    refuses: "a node type for a user, or for a role of another account",
    operations: ["CreateAccessEntry"],
    ...INVALID,
    text: ({ body }) => `Access Entries with a type of "${textOf(body.type)}" take roles of the cluster's account only`,
    source: `DOMAIN §2.1, R28; ${CREATING}`,
    when: ({ body, principalArn }, { accountId }) =>
      body.type !== undefined && body.type !== "STANDARD" && !principalArn.includes(`::${accountId}:role/`),
  },
  {
    refuses: "a principal that IAM does not have, a role without its path too",
    operations: ["CreateAccessEntry"],
    ...INVALID,
    text: () => "The specified principalArn is invalid: invalid principal",
    source: `DOMAIN §2.1, R26; tf-aws-eks #2969; ${CREATING}`,
    when: async ({ principalArn }, state) => !(await state.hasPrincipal(principalArn)),
  },
  {
    refuses: "a second entry for a principal",
    operations: ["CreateAccessEntry"],
    exception: "ResourceInUseException",
    status: 409,
    text: ({ principalArn }) =>
      `The specified access entry resource is already in use on this cluster: ${principalArn}`,
    source: `DOMAIN §2.1, R27, R37; tf-aws-eks #2968; ${CREATING}`,
    when: async ({ principalArn }, state) => (await state.entry(principalArn)) !== undefined,
  },
  {
    refuses: `an entry beyond the ${QUOTA} of a cluster`,
    operations: ["CreateAccessEntry"],
    exception: "ResourceLimitExceededException",
    status: 400,
    text: () => `The maximum of ${QUOTA} access entries for this cluster has been reached`,
    source: "DOMAIN §2.5, R33; https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html",
    when: async (_, state) => (await state.principals()).length >= QUOTA,
  },
];

function systemGroup({ body }: EksRequest): string | undefined {
  return textsOf(body.kubernetesGroups).find((group) => group.startsWith("system:"));
}

function isOther(asked: unknown, held: string | undefined): boolean {
  return asked !== undefined && asked !== held;
}
