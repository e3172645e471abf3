import fc from "fast-check";
import type { AccessEntries, AccessEntry } from "../../../lib/access/access-entry/access-entry";
import { AUTHENTICATION_MODES } from "../../../lib/access/access-entry/authentication-mode";
import { type AwsAuth, awsAuthOf, type RoleRow, SECTIONS, type UserRow } from "../../../lib/access/aws-auth/aws-auth";
import type { AccessState } from "../../../lib/access/effective/effective-access";
import { ACCOUNT, policyArn, role, user } from "../definitions/arns";

/** Principals of a small universe: few, so that rows and entries meet. */
export const UNIVERSE = [
  role("dev"),
  role("Dev"),
  role("team/dev"),
  role("node"),
  user("alice"),
  user("Alice"),
  user("team/bob"),
  role("other", "444455556666"),
  user("other", "444455556666"),
];

const GROUPS = ["system:masters", "system:nodes", "system:bootstrappers", "eks:kube-proxy-windows", "developers"];
const USERNAMES = [
  "",
  "dev",
  "dev:{{SessionName}}",
  "dev:{{SessionNameRaw}}",
  "system:node:{{EC2PrivateDNSName}}",
  "{{AccountID}}",
];
const POLICIES = ["AmazonEKSClusterAdminPolicy", "AmazonEKSEditPolicy", "AmazonEKSViewPolicy", "SomethingNewPolicy"];

const identity = fc.record(
  { username: fc.constantFrom(...USERNAMES), groups: fc.subarray(GROUPS) },
  { requiredKeys: [] },
);
const roleRow: fc.Arbitrary<RoleRow> = fc
  .tuple(fc.constantFrom(...UNIVERSE), identity)
  .map(([rolearn, rest]) => ({ rolearn, ...rest }));
const userRow: fc.Arbitrary<UserRow> = fc
  .tuple(fc.constantFrom(...UNIVERSE), identity)
  .map(([userarn, rest]) => ({ userarn, ...rest }));
const awsAuth: fc.Arbitrary<AwsAuth> = fc
  .tuple(
    fc.array(roleRow, { maxLength: 4 }),
    fc.array(userRow, { maxLength: 4 }),
    fc.subarray([ACCOUNT, "444455556666"]),
    fc.oneof({ weight: 9, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray([...SECTIONS]) }),
  )
  .map(([roles, users, accounts, unreadable]) => ({ ...awsAuthOf(roles, users, accounts), unreadable }));

const accessScope = fc.constantFrom(
  { type: "cluster" } as const,
  { type: "namespace", namespaces: ["dev-*"] } as const,
  { type: "namespace", namespaces: ["dev-a", "prod"] } as const,
);
const standard: fc.Arbitrary<Omit<AccessEntry, "principalArn">> = fc.record(
  {
    kubernetesGroups: fc.subarray(["developers", "viewers"]),
    userName: fc.constantFrom("dev", "dev:{{SessionName}}"),
    policyAssociations: fc.dictionary(
      fc.constantFrom("a", "b"),
      fc.record({ policyArn: fc.constantFrom(...POLICIES.map(policyArn)), accessScope }),
    ),
  },
  { requiredKeys: [] },
);
const node = fc.record({ type: fc.constantFrom("EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "HYBRID_LINUX", "EC2") });
const entry: fc.Arbitrary<AccessEntry> = fc
  .tuple(fc.constantFrom(...UNIVERSE), fc.oneof(standard, node))
  .map(([principalArn, rest]) => ({ principalArn, ...rest }));
const entries: fc.Arbitrary<AccessEntries> = fc.dictionary(fc.constantFrom("a", "b", "c"), entry);

/** Any state of a small universe: duplicates, dead rows, unreadable sections, hidden creators included. */
export const accessState: fc.Arbitrary<AccessState> = fc
  .tuple(
    fc.record({ mode: fc.constantFrom(...AUTHENTICATION_MODES), awsAuth, entries }),
    fc.constantFrom(undefined, role("dev"), user("alice")),
  )
  .map(([state, creator]) => (creator === undefined ? state : { ...state, creator }));
