import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { moduleRoot } from "./overlay-roots";
import { role, user } from "../definitions/arns";
import { cli, type CliRun } from "../cli/cli-run";

/** A root whose blocks call the module of the registry. */
export const REGISTRY = moduleRoot()
  .replace('source = "./modules/eks"', 'source = "terraform-aws-modules/eks/aws"\n  version = "20.37.2"')
  .replace(
    'source = "./modules/eks/modules/aws-auth"',
    'source = "terraform-aws-modules/eks/aws//modules/aws-auth"\n  version = "20.37.2"',
  );

/** The cluster file of that root. */
export const clusterYaml = (
  stage: string,
  overlay = "{ root: ../infra, module: eks, aws_auth_module: aws_auth }",
): string => `
cluster_name: demo
render: overlay
overlay: ${overlay}
migration: { stage: ${stage} }
access_entries:
  admin:
    principal_arn: ${role("admin")}
    user_name: "admin:{{SessionName}}"
    policy_associations:
      admin: { policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", access_scope: { type: cluster } }
  dev: { principal_arn: "${role("dev")}", user_name: "dev:{{SessionName}}", kubernetes_groups: [developers] }
  alice: { principal_arn: "${user("alice")}", user_name: alice, kubernetes_groups: [developers] }
  node: { principal_arn: "${role("node")}", type: EC2_LINUX }
aws_auth:
  aws_auth_roles:
    - { rolearn: "${role("admin")}", username: "admin:{{SessionName}}", groups: ["system:masters"] }
    - { rolearn: "${role("dev")}", username: "dev:{{SessionName}}", groups: [developers] }
    - { rolearn: "${role("node")}", username: "system:node:{{EC2PrivateDNSName}}", groups: ["system:bootstrappers", "system:nodes"] }
  aws_auth_users: [{ userarn: "${user("alice")}", username: alice, groups: [developers] }]
accept:
  - { code: masters-by-name, reason: looked, until: 2027-01-31 }
  - { code: creator-unknown, reason: looked, until: 2027-01-31 }
terraform: { account_id: "111122223333", region: ap-northeast-2 }
`;

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A folder with these files, and the command line in it. */
export function repository(files: Readonly<Record<string, string>>) {
  const cwd = mkdtempSync(join(tmpdir(), "eks-access-overlay-"));
  folders.push(cwd);
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return {
    cwd,
    write,
    read: (name: string): string => readFileSync(join(cwd, name), "utf8"),
    list: (): string[] => readdirSync(join(cwd, "infra")).sort(),
    overlay: async (...args: readonly string[]): Promise<CliRun> => cli(["overlay", "clusters", ...args], { cwd }),
  };
}

/** Both, as files. */
export const files = (main: string, stage = "dual", overlay?: string): Readonly<Record<string, string>> => ({
  "infra/main.tf": main,
  "clusters/demo.yaml": clusterYaml(stage, overlay),
});

/** Codes of errors with their places, as a command prints them. */
export function errors({ stderr, stdout }: CliRun): string[] {
  return [...`${stderr}${stdout}`.matchAll(/^error (\S+?:\d+):\d+:? .*\[([\w-]+)\]$/gm)].map(
    ([, at, code]) => `${code ?? ""} ${at ?? ""}`,
  );
}

/** Codes of errors with the text of their lines. */
export function placed(run: CliRun, main: string): [string, string][] {
  return errors(run).map((each) => {
    const [code = "", at = ""] = each.split(" ");
    return [code, at.startsWith("infra/") ? (main.split("\n")[Number(at.split(":")[1]) - 1] ?? "") : at];
  });
}

/** What stands in JSON at a path. */
export function jsonAt(text: string, ...path: readonly string[]): unknown {
  let at: unknown = JSON.parse(text);
  for (const key of path)
    at = typeof at === "object" && at !== null ? Object.entries(at).find(([name]) => name === key)?.[1] : undefined;
  return at;
}

/** What reads HCL, and what compiles guards, is loaded once. */
export function warm(): void {
  beforeAll(async () => {
    await repository(files(REGISTRY)).overlay();
  }, 60_000);
}
