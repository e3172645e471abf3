/** Options that every command of a program takes. */
export const FOREIGN_GLOBALS: Readonly<Record<string, readonly string[]>> = {
  aws: ["--output", "--profile", "--query", "--region", "--cli-input-json"],
  kubectl: ["-n", "-o", "--context"],
  terraform: ["-chdir", "-input", "-no-color"],
};

/** Commands of other programs that messages, help and pages tell to type, with the options that they name. */
export const FOREIGN_COMMANDS: Readonly<Record<string, readonly string[]>> = {
  "aws cloudtrail lookup-events": ["--lookup-attributes"],
  "aws configure list-profiles": [],
  "aws eks associate-access-policy": ["--access-scope", "--cluster-name", "--policy-arn", "--principal-arn"],
  "aws eks create-access-entry": ["--cluster-name", "--principal-arn", "--type"],
  "aws eks create-addon": ["--addon-name", "--cluster-name"],
  "aws eks delete-access-entry": ["--cluster-name", "--principal-arn"],
  "aws eks describe-access-entry": ["--cluster-name", "--principal-arn"],
  "aws eks describe-capability": ["--capability-name", "--cluster-name"],
  "aws eks describe-cluster": ["--name"],
  "aws eks describe-fargate-profile": ["--cluster-name", "--fargate-profile-name"],
  "aws eks describe-nodegroup": ["--cluster-name", "--nodegroup-name"],
  "aws eks disassociate-access-policy": ["--cluster-name", "--policy-arn", "--principal-arn"],
  "aws eks get-token": ["--cluster-name"],
  "aws eks list-access-entries": ["--cluster-name"],
  "aws eks list-access-policies": [],
  "aws eks list-addons": ["--cluster-name"],
  "aws eks list-associated-access-policies": ["--cluster-name", "--principal-arn"],
  "aws eks list-capabilities": ["--cluster-name"],
  "aws eks list-clusters": [],
  "aws eks list-fargate-profiles": ["--cluster-name"],
  "aws eks list-nodegroups": ["--cluster-name"],
  "aws eks update-cluster-config": ["--access-config", "--logging", "--name"],
  "aws iam get-role": ["--role-name"],
  "aws iam get-user": ["--user-name"],
  "aws iam list-roles": ["--max-items", "--no-paginate", "--path-prefix"],
  "aws iam list-users": [],
  "aws logs filter-log-events": ["--log-group-name", "--log-stream-name-prefix", "--start-time"],
  "aws logs tail": [],
  "aws sso login": [],
  "aws sts get-caller-identity": [],
  "kubectl auth can-i": [],
  "kubectl auth whoami": [],
  "kubectl config": [],
  "kubectl delete": [],
  "kubectl describe": [],
  "kubectl edit": [],
  "kubectl get": ["-A", "--all-namespaces", "--show-managed-fields"],
  "terraform apply": ["-refresh-only", "-replace", "-target"],
  "terraform destroy": [],
  "terraform force-unlock": [],
  "terraform import": [],
  "terraform init": ["-upgrade"],
  "terraform plan": ["-json", "-out", "-refresh", "-target"],
  "terraform providers": [],
  "terraform console": [],
  "terraform show": ["-json"],
  "terraform state list": [],
  "terraform state mv": [],
  "terraform state pull": [],
  "terraform state push": [],
  "terraform state rm": [],
  "terraform taint": [],
  "terraform untaint": [],
  "terraform validate": [],
};

/** A command of another program, and options that stand behind it. */
export interface ForeignCommand {
  readonly command: string;
  readonly options: readonly string[];
}

/** Two words name what a program of AWS does; of the others one, but below these. */
const TWO_WORDS = /^(?:aws \S|kubectl auth\b|terraform state\b)/;
const TYPED = /(?<![\w/.@-])(aws|kubectl|terraform) (?=[a-z-])([^`"\n]*)/g;

/** The commands of other programs in a text, as somebody would type them: what a template fills in is left out. */
export function foreignIn(text: string): ForeignCommand[] {
  return [...text.matchAll(TYPED)].flatMap(([, program = "", line = ""]) => {
    const [typed = ""] = line.split(/[|;&>(),]| and /);
    const words = typed.replaceAll("\\", "").split(/\s+/);
    const at = words.findIndex((word, i) => !word.startsWith("-") && !/^-[no]$/.exec(words[i - 1] ?? ""));
    const count = TWO_WORDS.test(`${program} ${words.slice(at).join(" ")}`) ? 2 : 1;
    const name = words.slice(at, at + count).map((word) => word.replace(/[.:'…]+$/, ""));
    if (at < 0 || name.some((word) => !/^[a-z][a-z-]*$/.test(word))) return [];
    const options = words.flatMap((word) => /^--?[A-Za-z][A-Za-z-]*/.exec(word)?.[0] ?? []);
    return [{ command: [program, ...name].join(" "), options }];
  });
}
