import { ACCESS, arnOf, BREAK_GLASS, migrating, policy, settled } from "./bases";
import { FILE, type RuleExample, type RuleExamples } from "./rule-example";

const FLEET = "clusters/fleet.yaml";

/** A cluster beside a fleet.yaml in which one text is wrong. */
function fleet(text: string, wrong: string, right: string): RuleExample {
  if (!text.includes(wrong)) throw new Error(`\`${wrong}\` does not stand in the example`);
  return {
    files: { [FILE]: ACCESS, [FLEET]: text },
    mended: { [FLEET]: text.replace(wrong, () => right) },
    run: ["check"],
  };
}

/** A cluster file that a fleet.yaml refuses, and the one that it takes. */
const ruled = (rules: string, wrong: string, right: string): RuleExample => ({
  files: { [FILE]: wrong, [FLEET]: rules },
  mended: { [FILE]: right },
  run: ["check"],
});

const RINGS = `rings:
  - name: first
    clusters: [demo]
`;
const NEXT = `  - name: next
    clusters: [prod/*]
`;
const PLATFORM = `  platform:
    principal_arn: ${arnOf("platform")}
    policy_associations:
`;

/** Another cluster, at the first stage. */
const FIRST = migrating({ stage: "config-map" }).replace("cluster_name: demo", "cluster_name: first");

/** What a fleet.yaml says of the clusters of its folder, or cannot say. */
export const FLEET_EXAMPLES: RuleExamples = {
  "fleet-glob-idle": fleet(RINGS.replace("[demo]", "[demo, dev/*]"), "[demo, dev/*]", "[demo]"),
  "ring-ambiguous": fleet(`${RINGS}${NEXT.replace("prod/*", "d*")}`, "[d*]", "[prod/*]"),
  "ring-gate-unfit": fleet(`${RINGS}    after: { stage: retire }\n`, "    after: { stage: retire }\n", ""),
  "ring-ahead": {
    files: {
      [FILE]: migrating({ stage: "dual" }),
      "clusters/first.yaml": FIRST,
      [FLEET]: `rings: [{ name: canary, clusters: [first] }, { name: rest, clusters: [demo] }]\n`,
    },
    mended: { [FILE]: migrating({ stage: "config-map" }) },
    run: ["check"],
  },
  "ring-missing": fleet(RINGS.replace("[demo]", "[dmeo]"), "[dmeo]", "[demo]"),
  "fleet-admin-unlisted": ruled(
    'admins: { only: ["arn:aws:iam::{account}:role/break-glass"] }\n',
    settled(`${PLATFORM}      all: ${policy("AmazonEKSClusterAdminPolicy")}\n`),
    settled(`${PLATFORM}      all: ${policy("AmazonEKSEditPolicy")}\n`),
  ),
  "fleet-principal-missing": ruled(
    `require:
  principals:
    - principal: arn:aws:iam::{account}:role/break-glass
      policy: AmazonEKSClusterAdminPolicy
`,
    settled("").replace(BREAK_GLASS, BREAK_GLASS.replaceAll("break-glass", "owner").replace("break_glass", "owner")),
    settled(""),
  ),
};
