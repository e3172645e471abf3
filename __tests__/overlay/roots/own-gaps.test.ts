import { cli } from "../../support/cli/cli-run";
import { role } from "../../support/definitions/arns";
import { files, REGISTRY, repository, warm } from "../../support/overlay/overlay-repository";

warm();

const ADMIN = `access_entries = {
    admin = {
      principal_arn = "${role("admin")}"
      user_name = "admin:{{SessionName}}"
      policy_associations = {
        admin = { policy_arn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", access_scope = { type = "cluster" } }
      }
    }
  }
  `;

/** Places of gaps that `check` notes. */
async function gaps(main: string): Promise<string[]> {
  const { cwd } = repository(files(main, "entries"));
  const { stdout, stderr } = await cli(["check", "clusters"], { cwd });
  expect(`${stdout}${stderr}`).toContain("passed: 1 cluster");
  return [...`${stdout}${stderr}`.matchAll(/(access_entries\.\w+): .*\[gap-remains\]/g)].map(([, path = ""]) => path);
}

describe("isGapOfOwn", () => {
  test("an entry that main.tf has is there already: no plan creates it, and nothing is noted", async () => {
    expect(await gaps(REGISTRY.replace("authentication_mode", `${ADMIN}authentication_mode`))).toEqual([]);
  });

  test("an entry that the overlay brings has the gap", async () => {
    expect(await gaps(REGISTRY)).toEqual(["access_entries.admin"]);
  });
});
