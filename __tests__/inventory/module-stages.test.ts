import { STAGES } from "../../lib/migration/stage";
import { PROVIDERS, refused } from "./module-yaml";

const ADMIN = "arn:aws:iam::111122223333:role/admin";

/** What of the module's version is refused of a file at a stage, whose rows the module writes or somebody else. */
function versionRefused(version: string, migration: string, isManaged: boolean): string[] {
  const policy = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
  const text = `module: { version: ${version} }
migration: { ${migration} }
aws_auth:
  manage_aws_auth_configmap: ${isManaged}
  aws_auth_roles: [{ rolearn: "${ADMIN}", username: admin, groups: ["system:masters"] }]
access_entries:
  admin: { principal_arn: "${ADMIN}", policy_associations: { admin: { policy_arn: "${policy}", access_scope: { type: cluster } } } }
`;
  const aws = version.startsWith("21.") ? ">= 6.28, < 7.0" : ">= 5.95, < 6.0";
  return refused("", `${PROVIDERS(aws)}${text}`).filter((line) => line.includes(" module-version "));
}

describe("v21, which has no modules/aws-auth", () => {
  test.each(STAGES.filter((stage) => stage !== "done"))("is refused at %s, while rows are written", (stage) => {
    expect(versionRefused("21.19.0", `stage: ${stage}`, true)).toEqual([
      "4:20 module-version module.version: a version without modules/aws-auth while rows are written, expected one up to 20.37.2, got `21.19.0` (stay on v20 until the migration is done)",
    ]);
    expect(versionRefused("20.37.2", `stage: ${stage}`, true)).toEqual([]);
  });

  test.each([
    ["done", "stage: done", true],
    ...STAGES.map((stage) => [`${stage}, with rows that somebody else writes`, `stage: ${stage}`, false] as const),
    ["retire, which forgets them", "stage: retire, retire: forget", true],
  ] as const)("is taken at %s", (_, migration, isManaged) => {
    expect(versionRefused("21.19.0", migration, isManaged)).toEqual([]);
  });
});
