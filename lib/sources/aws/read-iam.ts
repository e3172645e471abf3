import type { Role } from "@aws-sdk/client-iam";
import { parseArn } from "../../access/principal/arn";
import { allPages, type Collector, inParallel } from "../collector";
import type { AwsSession } from "./aws-session";

/** Whose roles are read. */
interface RolesOf {
  readonly session: Pick<AwsSession, "iam">;
  /** 12 digits. */
  readonly accountId: string;
  /** ARNs that the cluster names: where nobody may list roles, these are asked for one by one. */
  readonly named: readonly string[];
}

/** IAM roles with their paths and dates: all of the account, or where that is refused those that the cluster names. */
export async function readIam({ session, accountId, named }: RolesOf, collector: Collector): Promise<void> {
  const { sdk, client } = session.iam;
  const all = await collector.ask({ action: "iam:ListRoles" }, () =>
    allPages(sdk.paginateListRoles({ client, pageSize: 1000 }, {}), (page) => page.Roles),
  );
  if (all !== undefined) {
    collector.read.push({ Roles: all.map(told) });
    return;
  }
  await inParallel(rolesIn(named, accountId), async (RoleName) => {
    const role = await collector.ask({ action: "iam:GetRole", of: RoleName }, async () =>
      client.send(new sdk.GetRoleCommand({ RoleName })).catch((error: unknown) => {
        if (error instanceof sdk.NoSuchEntityException) return { Role: undefined };
        throw error;
      }),
    );
    if (role?.Role !== undefined) collector.read.push({ Role: told(role.Role) });
  });
}

/** Trust policies and tags are nobody's business here. */
function told({ RoleName, Path, Arn, CreateDate }: Role): object {
  return { RoleName, Path, Arn, CreateDate };
}

function rolesIn(arns: readonly string[], accountId: string): string[] {
  const names = arns.flatMap((text) => {
    const parsed = parseArn(text);
    return "arn" in parsed && parsed.arn.kind === "role" && parsed.arn.accountId === accountId ? [parsed.arn.name] : [];
  });
  return [...new Set(names)];
}
