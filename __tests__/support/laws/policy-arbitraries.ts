import fc from "fast-check";
import type { AccessScope, AttachedPolicy } from "../../../lib/access/access-policy/access-policy";
import type { UncoveredRequest } from "../../../lib/access/access-policy/access-policy-coverage";

export const CLUSTER: AccessScope = { type: "cluster" };
export const within = (...namespaces: string[]): AccessScope => ({ type: "namespace", namespaces });
export const attached = (short: string, scope: AccessScope = CLUSTER): AttachedPolicy => ({
  name: `AmazonEKS${short}Policy`,
  scope,
});

/** Near misses: few names that overlap, on purpose. */
const pattern = fc.oneof(
  fc.constantFrom("*", "dev-*", "dev-a", "dev-a*", "dev-b", "*-a", "d*-*a", "prod", "Dev-*"),
  fc.stringMatching(/^[ab*-]{1,5}$/),
);
const scope = fc.oneof(
  fc.constant(CLUSTER),
  fc.array(pattern, { maxLength: 3 }).map((namespaces) => within(...namespaces)),
);
const name = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom("View", "Edit", "Admin", "AdminView", "ClusterAdmin", "SecretReader", "Hybrid"),
  },
  { weight: 1, arbitrary: fc.constantFrom("AutoNode", "SecretAdmin", "OfTomorrow") },
);
export const policy = fc.tuple(name, scope).map(([short, where]) => attached(short, where));
export const policies = fc.array(policy, { maxLength: 4 });
const namespace = fc.option(
  fc.oneof(fc.constantFrom("dev-a", "dev-ab", "prod"), fc.stringMatching(/^[ab](-?[abc]){0,3}$/)),
  {
    nil: undefined,
  },
);
export const request: fc.Arbitrary<UncoveredRequest> = fc
  .tuple(
    fc.oneof(
      fc.record({
        verb: fc.constantFrom("get", "list", "create", "impersonate", "escalate"),
        apiGroup: fc.constantFrom("", "apps", "rbac.authorization.k8s.io", "cert-manager.io"),
        resource: fc.constantFrom("pods", "secrets", "deployments", "roles", "namespaces", "nodes", "certificates"),
      }),
      fc.constantFrom({ policy: "AmazonEKSAutoNodePolicy" }, { policy: "AmazonEKSOfTomorrowPolicy" }),
    ),
    namespace,
  )
  .map(([what, where]) => (where === undefined ? what : { ...what, namespace: where }));
