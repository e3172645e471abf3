/** What a text is that is neither JSON nor YAML, and how to get what is read instead. */
export interface ForeignText {
  /** As messages name it: `the output of kubectl describe`. */
  readonly name: string;
  /** What to type. */
  readonly help: string;
}

interface Shape extends ForeignText {
  /** Of the whole text, line ends as `\n`. */
  readonly pattern: RegExp;
}

const KUBECTL = "type `kubectl get configmap -n kube-system aws-auth -o yaml`";
const LEFT_OUT =
  "leave this source out, or mend the cause and run the command again: without an output nothing is known of it";

/** How kubectl shows that a cluster has no aws-auth: an error does not tell the namespace in which it looked. */
export const SHOWN_ABSENT = "`kubectl get configmap -n kube-system -o yaml`, all of it, shows that there is none";

/** What people give instead of what is read; what each of them loses cannot be guessed. */
const SHAPES: readonly Shape[] = [
  {
    name: "a command and its output",
    pattern: /^(?:[^\s:]*[$%>]|PS [^>\n]*>) *(?:kubectl|eksctl|aws|terraform) /,
    help: "give the output alone: `COMMAND > FILE`",
  },
  {
    name: "the data of a ConfigMap as Go prints it",
    pattern: /^map\[/,
    help: `${KUBECTL}: \`-o jsonpath\` of a whole map is no YAML`,
  },
  {
    name: "the output of `kubectl describe`",
    pattern: /^Name: +\S+\n(?:.*\n)*?Data\n=+\n/,
    help: `${KUBECTL}: describe prints text for people`,
  },
  {
    name: "the table of `kubectl get`",
    pattern: /^(?:NAMESPACE +)?NAME +(?:DATA|STATUS|CREATED AT|ROLE|READY|SECRETS|AGE)\b/,
    help: `${KUBECTL}; of roles and bindings the same with \`-o json\``,
  },
  {
    name: "the text of `terraform plan`",
    pattern: /^(?:Terraform (?:will perform|used the selected)|No changes\. |Plan: \d+ to )/m,
    help: "review a plan by `terraform plan -out=PLAN` and `terraform show -json PLAN`; what is live: `terraform show -json`",
  },
  {
    name: "the text of `terraform show`",
    pattern: /^# (?:module\.)?[\w.[\]"-]+:\n(?:resource|data) "/m,
    help: "type `terraform show -json`",
  },
  {
    name: "the table of `eksctl get iamidentitymapping`",
    pattern: /^ARN\s+USERNAME\s+GROUPS\b/m,
    help: `type \`eksctl get iamidentitymapping --cluster NAME -o json\`: the table shows no empty column; or ${KUBECTL}`,
  },
  {
    name: "a table of `eksctl get`",
    pattern: /^(?:PRINCIPAL ARN\b|NAME\s+REGION\s+EKSCTL|CLUSTER\s+NODEGROUP\s+STATUS)/m,
    help: "type the commands of the AWS CLI that `eks-access import --help` lists",
  },
  {
    name: "an error of the AWS CLI",
    pattern: /^\s*(?:An error occurred \(\w+\)|Unable to locate credentials|usage: aws )/m,
    help: LEFT_OUT,
  },
  {
    name: "an error of kubectl, that it found no aws-auth where it looked",
    pattern: /^Error from server \(NotFound\): configmaps "aws-auth" not found$/m,
    help: `${KUBECTL}; where kube-system has none, ${SHOWN_ABSENT}: give that`,
  },
  {
    name: "an error of kubectl",
    pattern: /^(?:Error from server|error: |Unable to connect to the server|The connection to the server )/m,
    help: LEFT_OUT,
  },
  { name: "an error of eksctl", pattern: /^(?:Error: |.*\[✖\])/m, help: LEFT_OUT },
  {
    name: "the output of the AWS CLI with `--output text`",
    pattern: /^(?:[A-Z][A-Z0-9_]{2,}|arn:[a-z-]+:[a-z]+:\S*)\t/,
    help: "run the command again with `--output json`: text leaves the names of fields out",
  },
  {
    name: "the output of the AWS CLI with `--output table`",
    pattern: /^-{4,}\n\|/,
    help: "run the command again with `--output json`",
  },
  {
    name: "variables of Terraform",
    pattern: /^(?:#.*\n|\s)*[a-z_]\w*\s*=\s*\S/,
    help: "type the commands that `eks-access import --help` lists",
  },
  {
    name: "Terraform configuration",
    pattern: /^(?:resource|module|data|provider|variable|output|locals|terraform)\b[^\n:]*\{\s*$/m,
    help: "type the commands that `eks-access import --help` lists: a configuration says what was asked for",
  },
];

/** What a text is by its shape; undefined where it may be JSON or YAML. */
export function foreignText(text: string): ForeignText | undefined {
  const start = text.replaceAll("\r\n", "\n").trimStart();
  return /^[{["]/.test(start) ? undefined : SHAPES.find(({ pattern }) => pattern.test(start));
}
