import { ACCOUNT, policyArn, role, user } from "../definitions/arns";

/** A call in the words of the API: its path begins behind `/clusters/<cluster>`, but for CreateCluster. */
export interface ExampleCall {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/** What a line of the rules refuses, what it then says, and the nearest call that goes through. */
export interface RuleExample {
  /** @default "API_AND_CONFIG_MAP" */
  readonly mode?: string;
  /** Calls that go through first. */
  readonly given?: readonly ExampleCall[];
  readonly refused: ExampleCall;
  readonly says: string;
  readonly accepted: ExampleCall;
}

/** Roles and users that IAM has where the examples are tried. */
export const EXAMPLE_ROLES = [
  "dev",
  "ops",
  "node",
  "team/pathed",
  "aws-service-role/emr.amazonaws.com/AWSServiceRoleForEMR",
];
export const EXAMPLE_USERS = ["alice"];

const NODE = role("node");
const ONLY_STANDARD =
  '400 InvalidParameterException: This operation can only be performed on Access Entries with a type of "STANDARD".';
const MALFORMED = "400 InvalidParameterException: The principalArn parameter format is not valid";
const NO_ENTRY =
  "404 ResourceNotFoundException: The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'.";
const WRONG_MODE =
  "400 InvalidRequestException: The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.";

const create = (principalArn: string, rest: object = {}): ExampleCall => ({
  method: "POST",
  path: "/access-entries",
  body: { principalArn, ...rest },
});
const at = (principalArn: string, behind = ""): string =>
  `/access-entries/${encodeURIComponent(principalArn)}${behind}`;
const update = (principalArn: string, body: object): ExampleCall => ({ method: "POST", path: at(principalArn), body });
const associate = (
  policy: string,
  accessScope: object = { type: "cluster" },
  principalArn = role("dev"),
): ExampleCall => ({
  method: "POST",
  path: at(principalArn, "/access-policies"),
  body: { policyArn: policy, accessScope },
});
const switchTo = (authenticationMode: string): ExampleCall => ({
  method: "POST",
  path: "/update-config",
  body: { accessConfig: { authenticationMode } },
});
const newCluster = (accessConfig: object): ExampleCall => ({
  method: "POST",
  path: "",
  body: { version: "1.31", roleArn: role("cluster"), resourcesVpcConfig: { subnetIds: [] }, accessConfig },
});
const step = (mode: string, refused: string, accepted: string): RuleExample => ({
  mode,
  refused: switchTo(refused),
  says: `400 InvalidParameterException: Unsupported authentication mode update from ${mode} to ${refused}`,
  accepted: switchTo(accepted),
});

const DEV = [create(role("dev"))];
const VIEW = policyArn("AmazonEKSViewPolicy");

/** For each line of the rules, by what it refuses, what proves it. */
export const RULE_EXAMPLES: Readonly<Record<string, readonly RuleExample[]>> = {
  "a call for a cluster that is not there": [
    {
      refused: { method: "GET", path: "/../nowhere" },
      says: "404 ResourceNotFoundException: No cluster found for name: nowhere.",
      accepted: { method: "GET", path: "" },
    },
  ],
  "a new cluster in mode CONFIG_MAP whose creator is no admin": [
    {
      refused: newCluster({ authenticationMode: "CONFIG_MAP", bootstrapClusterCreatorAdminPermissions: false }),
      says: "400 InvalidParameterException: bootstrapClusterCreatorAdminPermissions must be true if cluster authentication mode is set to CONFIG_MAP",
      accepted: newCluster({ authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false }),
    },
  ],
  "an authentication mode that skips one, or goes back": [
    step("CONFIG_MAP", "API", "API_AND_CONFIG_MAP"),
    step("API_AND_CONFIG_MAP", "CONFIG_MAP", "API"),
    step("API", "API_AND_CONFIG_MAP", "API"),
    step("API", "CONFIG_MAP", "API"),
  ],
  "an authentication mode that there is not": [
    {
      refused: switchTo("IAM"),
      says: "400 InvalidParameterException: Unsupported authentication mode IAM",
      accepted: switchTo("API"),
    },
  ],
  "access entries while the mode is CONFIG_MAP": [
    ...[create(role("dev")), { method: "GET", path: "/access-entries" }, associate(VIEW)].map((refused) => ({
      mode: "CONFIG_MAP",
      refused,
      says: WRONG_MODE,
      accepted: switchTo("API_AND_CONFIG_MAP"),
    })),
  ],
  "a principal that is no role and no user: a session, an IAM group, no ARN at all": [
    `arn:aws:sts::${ACCOUNT}:assumed-role/dev/session`,
    `arn:aws:sts::${ACCOUNT}:federated-user/dev`,
    `arn:aws:iam::${ACCOUNT}:group/dev`,
    "dev",
  ].map((principal) => ({ refused: create(principal), says: MALFORMED, accepted: create(role("dev")) })),
  "a service-linked role": [
    {
      refused: create(role("aws-service-role/emr.amazonaws.com/AWSServiceRoleForEMR")),
      says: "400 InvalidRequestException: The caller is not allowed to modify access entries with a principalArn value of a Service Linked Role",
      accepted: create(role("team/pathed")),
    },
  ],
  "an entry that is not there": [
    {
      given: DEV,
      refused: { method: "GET", path: at(role("ops")) },
      says: NO_ENTRY,
      accepted: { method: "GET", path: at(role("dev")) },
    },
    {
      given: DEV,
      refused: update(role("ops"), { kubernetesGroups: ["a"] }),
      says: NO_ENTRY,
      accepted: update(role("dev"), { kubernetesGroups: ["a"] }),
    },
    {
      given: DEV,
      refused: { method: "DELETE", path: at(role("ops")) },
      says: NO_ENTRY,
      accepted: { method: "DELETE", path: at(role("dev")) },
    },
    {
      given: DEV,
      refused: associate(VIEW, { type: "cluster" }, role("ops")),
      says: NO_ENTRY,
      accepted: associate(VIEW),
    },
  ],
  "a type that there is not": [
    {
      refused: create(NODE, { type: "EC2_MACOS" }),
      says: "400 InvalidParameterException: Invalid type EC2_MACOS",
      accepted: create(NODE, { type: "EC2_LINUX" }),
    },
  ],
  "another principal or type for an entry that is there: both are for good": [
    { type: "EC2_LINUX" },
    { principalArn: role("ops") },
  ].map((other) => ({
    given: DEV,
    refused: update(role("dev"), { ...other, kubernetesGroups: ["a"] }),
    says: "400 InvalidParameterException: The type and the principal of an access entry cannot be changed",
    accepted: update(role("dev"), { kubernetesGroups: ["a"] }),
  })),
  "a username that begins with a reserved prefix": ["system:", "eks:", "aws:", "amazon:", "iam:"].map((prefix) => ({
    refused: create(role("dev"), { username: `${prefix}dev` }),
    says: `400 InvalidParameterException: The username must not begin with ${prefix}`,
    accepted: create(role("dev"), { username: `my-${prefix}dev` }),
  })),
  "groups or a username on a type other than STANDARD": [
    {
      refused: create(NODE, { type: "EC2_LINUX", kubernetesGroups: ["a"] }),
      says: ONLY_STANDARD,
      accepted: create(NODE, { type: "EC2_LINUX" }),
    },
    {
      refused: create(NODE, { type: "EC2", username: "a" }),
      says: ONLY_STANDARD,
      accepted: create(NODE, { username: "a" }),
    },
    {
      given: [create(NODE, { type: "FARGATE_LINUX" }), create(role("dev"))],
      refused: update(NODE, { kubernetesGroups: ["a"] }),
      says: ONLY_STANDARD,
      accepted: update(role("dev"), { kubernetesGroups: ["a"] }),
    },
  ],
  "the session's name in a username without a colon before it": ["{{SessionName}}", "dev-{{SessionNameRaw}}:x"].map(
    (username) => ({
      refused: create(role("dev"), { username }),
      says: "400 InvalidParameterException: The username must have a colon before {{SessionName}} or {{SessionNameRaw}}",
      accepted: create(role("dev"), { username: "dev:{{SessionName}}" }),
    }),
  ),
  "a group that begins with system:": ["system:masters", "system:nodes"].map((group) => ({
    refused: create(role("dev"), { kubernetesGroups: ["a", group] }),
    says: `400 InvalidParameterException: The kubernetes group name ${group} is invalid, it cannot start with system:`,
    accepted: create(role("dev"), { kubernetesGroups: ["a", "my-system:masters"] }),
  })),
  "a node type for a user, or for a role of another account": [user("alice"), role("node", "999999999999")].map(
    (principal) => ({
      refused: create(principal, { type: "EC2_LINUX" }),
      says: `400 InvalidParameterException: Access Entries with a type of "EC2_LINUX" take roles of the cluster's account only`,
      accepted: create(principal),
    }),
  ),
  "a principal that IAM does not have, a role without its path too": [
    { refused: create(role("pathed")), accepted: create(role("team/pathed")) },
    { refused: create(role("nobody")), accepted: create(role("nobody", "999999999999")) },
    { refused: create(user("bob")), accepted: create(user("alice")) },
  ].map((calls) => ({
    ...calls,
    says: "400 InvalidParameterException: The specified principalArn is invalid: invalid principal",
  })),
  "a second entry for a principal": [
    {
      given: DEV,
      refused: create(role("dev"), { kubernetesGroups: ["a"] }),
      says: `409 ResourceInUseException: The specified access entry resource is already in use on this cluster: ${role("dev")}`,
      accepted: create(role("ops")),
    },
  ],
  "a policy that is no access policy, or of another partition": [
    "arn:aws:iam::aws:policy/AdministratorAccess",
    "arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
  ].map((policy) => ({
    given: DEV,
    refused: associate(policy),
    says: "400 InvalidParameterException: The policyArn parameter format is not valid",
    accepted: associate(VIEW),
  })),
  "a policy for the service-linked role of EKS only": [
    {
      given: DEV,
      refused: associate(policyArn("AmazonEKSComputePolicy")),
      says: "400 InvalidParameterException: The specified policyArn is invalid: it is reserved for a service-linked role",
      accepted: associate(policyArn("AmazonEKSNetworkingPolicy")),
    },
  ],
  "a policy that AWS does not have": [
    {
      given: DEV,
      refused: associate(policyArn("AmazonEKSViewerPolicy")),
      says: `404 ResourceNotFoundException: The specified policyArn could not be found: ${policyArn("AmazonEKSViewerPolicy")}`,
      accepted: associate(VIEW),
    },
  ],
  "a policy on a type other than STANDARD and EC2": [
    {
      given: [create(NODE, { type: "EC2_LINUX" }), create(role("dev"), { type: "EC2" })],
      refused: associate(policyArn("AmazonEKSAutoNodePolicy"), { type: "cluster" }, NODE),
      says: ONLY_STANDARD,
      accepted: associate(policyArn("AmazonEKSAutoNodePolicy")),
    },
  ],
  "a scope that is neither cluster nor namespace": [
    {
      given: DEV,
      refused: associate(VIEW, { type: "nodes" }),
      says: "400 InvalidParameterException: Invalid access scope type nodes",
      accepted: associate(VIEW, { type: "namespace", namespaces: ["dev-*"] }),
    },
  ],
  "namespaces in a cluster scope": [
    {
      given: DEV,
      refused: associate(VIEW, { type: "cluster", namespaces: ["dev"] }),
      says: "400 InvalidParameterException: Namespaces cannot be specified for an access scope of type cluster",
      accepted: associate(VIEW, { type: "cluster", namespaces: [] }),
    },
  ],
  "a namespace scope without namespaces": [
    {
      given: DEV,
      refused: associate(VIEW, { type: "namespace", namespaces: [] }),
      says: "400 InvalidParameterException: Namespaces must be specified for an access scope of type namespace",
      accepted: associate(VIEW, { type: "namespace", namespaces: ["dev"] }),
    },
  ],
  "to take away a policy that the entry does not have": [
    {
      given: [...DEV, associate(VIEW)],
      refused: {
        method: "DELETE",
        path: at(role("dev"), `/access-policies/${encodeURIComponent(policyArn("AmazonEKSEditPolicy"))}`),
      },
      says: "404 ResourceNotFoundException: The specified policyArn could not be found on this access entry",
      accepted: { method: "DELETE", path: at(role("dev"), `/access-policies/${encodeURIComponent(VIEW)}`) },
    },
  ],
};
