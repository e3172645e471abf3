import { parseArn } from "../../access/principal/arn";
import { type AskedCall, allPages, type Collector } from "../collector";
import type { AwsSession } from "./aws-session";

/** Whose roles and users are read. */
interface PrincipalsOf {
  readonly session: Pick<AwsSession, "iam">;
  /** 12 digits. */
  readonly accountId: string;
  /** ARNs that the cluster names: where nobody may list roles or users, these are asked for one by one. */
  readonly named: readonly string[];
}

/** A role or a user, as IAM has it. */
interface Principal {
  readonly Arn?: string | undefined;
  readonly CreateDate?: Date | undefined;
}

/**
 * IAM roles with their paths and dates: all of the account, or where that is refused those that the cluster names. The same of users
 * where the cluster names one.
 */
export async function readIam({ session, accountId, named }: PrincipalsOf, collector: Collector): Promise<void> {
  const { sdk, client } = session.iam;
  const [roles, users] = [namesIn(named, accountId, "role"), namesIn(named, accountId, "user")];
  await readKind(collector, roles, {
    list: { action: "iam:ListRoles" },
    all: async () => allPages(sdk.paginateListRoles({ client, pageSize: 1000 }, {}), (page) => page.Roles),
    listed: (all) => ({ Roles: all }),
    get: "iam:GetRole",
    one: async (RoleName) => (await client.send(new sdk.GetRoleCommand({ RoleName }))).Role,
    told: (one) => ({ Role: one }),
    isMissing: (error) => error instanceof sdk.NoSuchEntityException,
  });
  if (users.length === 0) return;
  await readKind(collector, users, {
    list: { action: "iam:ListUsers" },
    all: async () => allPages(sdk.paginateListUsers({ client, pageSize: 1000 }, {}), (page) => page.Users),
    listed: (all) => ({ Users: all }),
    get: "iam:GetUser",
    one: async (UserName) => (await client.send(new sdk.GetUserCommand({ UserName }))).User,
    told: (one) => ({ User: one }),
    isMissing: (error) => error instanceof sdk.NoSuchEntityException,
  });
}

/** How principals of one kind are asked for: all, or one by its name. */
interface Asking {
  readonly list: AskedCall;
  readonly all: () => Promise<readonly Principal[]>;
  readonly listed: (all: readonly object[]) => object;
  readonly get: string;
  readonly one: (name: string) => Promise<Principal | undefined>;
  readonly told: (one: object) => object;
  readonly isMissing: (error: unknown) => boolean;
}

async function readKind(collector: Collector, names: readonly string[], asking: Asking): Promise<void> {
  const all = await collector.ask(asking.list, asking.all);
  if (all !== undefined) {
    collector.read.push(asking.listed(all.map(told)));
    return;
  }
  const askFor = async (name: string): Promise<void> => {
    const found = await collector.ask({ action: asking.get, of: name }, async () => {
      try {
        return [await asking.one(name)];
      } catch (error) {
        if (asking.isMissing(error)) return [];
        throw error;
      }
    });
    for (const one of found ?? []) if (one !== undefined) collector.read.push(asking.told(told(one)));
  };
  await Promise.all(names.map(askFor));
}

/** Trust policies and tags are nobody's business here; the name and the path stand in the ARN. */
function told({ Arn, CreateDate }: Principal): object {
  return { Arn, CreateDate };
}

function namesIn(arns: readonly string[], accountId: string, kind: "role" | "user"): string[] {
  const names = arns.flatMap((text) => {
    const parsed = parseArn(text);
    return "arn" in parsed && parsed.arn.kind === kind && parsed.arn.accountId === accountId ? [parsed.arn.name] : [];
  });
  return [...new Set(names)];
}
