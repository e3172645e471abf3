import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { ACCOUNT } from "../definitions/arns";

/** What an answer of AWS is: JSON of EKS and CloudWatch, or XML of IAM and STS. */
export interface FakeAnswer {
  readonly status?: number;
  readonly json?: object;
  readonly xml?: string;
}

/** One call, by AWS's names: `GET /clusters/demo`, `iam ListRoles`, `logs FilterLogEvents`. */
export type FakeAws = (call: string, asked: URLSearchParams, body: string) => FakeAnswer | undefined;

/** AWS as a test says it, on a port of the loopback; what it does not say is denied. */
export class FakeAwsServer {
  /** Every call so far. */
  readonly calls: string[] = [];
  /** The access keys with which calls were signed, each once. */
  readonly keys = new Set<string>();
  /** The most calls that were under way at once. */
  mostAtOnce = 0;

  private atOnce = 0;
  private readonly server: Server;

  private constructor(
    private readonly answer: FakeAws,
    private readonly latency: number,
  ) {
    this.server = createServer((incoming, outgoing) => {
      this.atOnce += 1;
      this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
      void text(incoming).then((body) => {
        const [path = "", query = ""] = (incoming.url ?? "").split("?");
        const asked = new URLSearchParams(path === "/" && body.startsWith("Action=") ? body : query);
        const target = String(incoming.headers["x-amz-target"] ?? "");
        const call = nameOf(`${incoming.method ?? ""} ${decodeURIComponent(path)}`, target, asked);
        this.calls.push(call);
        const [, key] = /Credential=([^/]+)/.exec(incoming.headers.authorization ?? "") ?? [];
        if (key !== undefined) this.keys.add(key);
        const {
          status = 200,
          json,
          xml,
        } = call === "sts GetCallerIdentity" ? CALLER : (this.answer(call, asked, body) ?? denied(call));
        setTimeout(() => {
          this.atOnce -= 1;
          const kind = xml === undefined ? "application/json" : "text/xml";
          const error = status < 400 || json === undefined ? {} : { "x-amzn-errortype": "AccessDeniedException" };
          outgoing.writeHead(status, { "content-type": kind, ...error });
          outgoing.end(xml ?? JSON.stringify(json ?? {}));
        }, this.latency);
      });
    });
  }

  /** `latency`: milliseconds until a call is answered. */
  static async start(answer: FakeAws, latency = 2): Promise<FakeAwsServer> {
    const fake = new FakeAwsServer(answer, latency);
    await new Promise<void>((resolve) => fake.server.listen(0, "127.0.0.1", resolve));
    return fake;
  }

  /** What the SDK needs in its environment to talk to it, and to nobody else. */
  get environment(): Readonly<Record<string, string>> {
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("expected a port of the loopback");
    return {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${address.port}`,
      AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "a-secret-of-nobody",
      AWS_REGION: "ap-northeast-2",
      AWS_EC2_METADATA_DISABLED: "true",
    };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** The ARN of whoever asks. */
export const FAKE_CALLER = `arn:aws:sts::${ACCOUNT}:assumed-role/auditor/ann`;

const CALLER: FakeAnswer = {
  xml: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${FAKE_CALLER}</Arn><UserId>AROAEXAMPLE:ann</UserId><Account>${ACCOUNT}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
};

/** The answer of IAM to a question for a list of roles, by their ARNs. */
export function rolesXml(arns: readonly string[]): FakeAnswer {
  return {
    xml: `<ListRolesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListRolesResult><IsTruncated>false</IsTruncated><Roles>${arns.map((arn) => `<member>${roleXml(arn)}</member>`).join("")}</Roles></ListRolesResult></ListRolesResponse>`,
  };
}

/** The answer of IAM to a question for a list of users, by their ARNs. */
export function usersXml(arns: readonly string[]): FakeAnswer {
  return {
    xml: `<ListUsersResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListUsersResult><IsTruncated>false</IsTruncated><Users>${arns.map((arn) => `<member>${userXml(arn)}</member>`).join("")}</Users></ListUsersResult></ListUsersResponse>`,
  };
}

/** The answer of IAM to a question for one user. */
export function oneUserXml(arn: string): FakeAnswer {
  return {
    xml: `<GetUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetUserResult><User>${userXml(arn)}</User></GetUserResult></GetUserResponse>`,
  };
}

/** Made after the entries of the fake cluster. */
function userXml(arn: string): string {
  const [, path = "/", name = ""] = /:user(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
  return `<Path>${path}</Path><UserName>${name}</UserName><UserId>AIDAEXAMPLE</UserId><Arn>${arn}</Arn><CreateDate>2026-11-01T00:00:00Z</CreateDate>`;
}

/** The answer of STS to who takes a role, and to who asks who it is. */
export function takenRoleXml(accessKeyId: string): FakeAnswer {
  return {
    xml: `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>another-secret-of-nobody</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
  };
}

/** The answer of IAM to a question for one role. */
export function oneRoleXml(arn: string): FakeAnswer {
  return {
    xml: `<GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetRoleResult><Role>${roleXml(arn)}</Role></GetRoleResult></GetRoleResponse>`,
  };
}

function roleXml(arn: string): string {
  const [, path = "/", name = ""] = /:role(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
  return `<Path>${path}</Path><RoleName>${name}</RoleName><RoleId>AROAEXAMPLE</RoleId><Arn>${arn}</Arn><CreateDate>2026-01-01T00:00:00Z</CreateDate><AssumeRolePolicyDocument>a-trust-policy</AssumeRolePolicyDocument>`;
}

function denied(call: string): FakeAnswer {
  const message = `User: ${FAKE_CALLER} is not authorized to perform: ${call}`;
  if (/^(iam|sts) /.test(call))
    return {
      status: 403,
      xml: `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${message}</Message></Error></ErrorResponse>`,
    };
  return { status: 403, json: { message } };
}

function nameOf(path: string, target: string, asked: URLSearchParams): string {
  if (target !== "") return `logs ${target.split(".").at(-1) ?? ""}`;
  const action = asked.get("Action");
  if (action === null) return path;
  return `${asked.get("Version") === "2010-05-08" ? "iam" : "sts"} ${action}`;
}
