import { type AwsClient, succeeded } from "./aws-client";
import { textOf, textsOf } from "./eks-request";
import { type Fields, fieldsOf } from "../terraform/provider-schema";

/** The access entry of a principal, as the emulator holds it. */
export interface HeldEntry {
  readonly principalArn: string;
  readonly type: string;
  readonly username: string;
  readonly groups: readonly string[];
}

/** An access policy on an entry, as the emulator holds it. */
export interface HeldPolicy {
  readonly policyArn: string;
  readonly scope: string;
  readonly namespaces: readonly string[];
}

/** What the emulator knows of one cluster, asked when it is needed. */
export class EksState {
  constructor(
    private readonly aws: AwsClient,
    readonly clusterName: string,
    readonly accountId: string,
  ) {}

  /** The authentication mode, undefined where there is no such cluster. */
  async mode(): Promise<string | undefined> {
    const answer = await this.get("");
    if (answer === undefined) return undefined;
    return textOf(fieldsOf(fieldsOf(answer.cluster).accessConfig).authenticationMode);
  }

  /** Principals that have an entry. */
  async principals(): Promise<readonly string[]> {
    const found: string[] = [];
    for (let next: string | undefined = ""; next !== undefined;) {
      const token: string = next === "" ? "" : `&nextToken=${encodeURIComponent(next)}`;
      const answer: Fields = (await this.get(`/access-entries?maxResults=100${token}`)) ?? {};
      found.push(...textsOf(answer.accessEntries));
      next = typeof answer.nextToken === "string" ? answer.nextToken : undefined;
    }
    return found;
  }

  async entry(principalArn: string): Promise<HeldEntry | undefined> {
    const answer = await this.get(`/access-entries/${encodeURIComponent(principalArn)}`);
    if (answer === undefined) return undefined;
    const { type, username, kubernetesGroups } = fieldsOf(answer.accessEntry);
    return { principalArn, type: textOf(type), username: textOf(username), groups: textsOf(kubernetesGroups) };
  }

  async policies(principalArn: string): Promise<readonly HeldPolicy[]> {
    const answer = await this.get(`/access-entries/${encodeURIComponent(principalArn)}/access-policies`);
    const list: readonly unknown[] = Array.isArray(answer?.associatedAccessPolicies)
      ? answer.associatedAccessPolicies
      : [];
    return list.map(fieldsOf).map(({ policyArn, accessScope }) => {
      const { type, namespaces } = fieldsOf(accessScope);
      return { policyArn: textOf(policyArn), scope: textOf(type), namespaces: textsOf(namespaces) };
    });
  }

  /** Managed node groups: their roles and images. */
  async nodeGroups(): Promise<readonly { readonly role: string; readonly amiType: string }[]> {
    const names = textsOf((await this.get("/node-groups"))?.nodegroups);
    const groups = await Promise.all(names.map((name) => this.get(`/node-groups/${name}`)));
    return groups.map((group) => {
      const { nodeRole, amiType } = fieldsOf(group?.nodegroup);
      return { role: textOf(nodeRole), amiType: textOf(amiType) };
    });
  }

  /** Roles under which Fargate runs pods. */
  async fargateRoles(): Promise<readonly string[]> {
    const names = textsOf((await this.get("/fargate-profiles"))?.fargateProfileNames);
    const profiles = await Promise.all(names.map((name) => this.get(`/fargate-profiles/${name}`)));
    return profiles.map((profile) => textOf(fieldsOf(profile?.fargateProfile).podExecutionRoleArn));
  }

  /** Whether IAM has this role or user, path and all; of other accounts nothing is known, and all is taken for there. */
  async hasPrincipal(arn: string): Promise<boolean> {
    const [, accountId, kind, path] = /^arn:[^:]*:iam::(\d*):(role|user)\/(.*)$/.exec(arn) ?? [];
    if (accountId !== this.accountId || path === undefined) return true;
    const name = path.split("/").at(-1) ?? "";
    const { status, text } = await (kind === "role"
      ? this.aws.iam("GetRole", { RoleName: name })
      : this.aws.iam("GetUser", { UserName: name }));
    return status === 200 && text.includes(`<Arn>${arn}</Arn>`);
  }

  /** What a path of the cluster holds, undefined where it is not there. */
  private async get(path: string): Promise<Fields | undefined> {
    const answer = await this.aws.eks("GET", `/clusters/${this.clusterName}${path}`);
    if (answer.status === 404) return undefined;
    return fieldsOf(JSON.parse(succeeded(path, answer)));
  }
}
