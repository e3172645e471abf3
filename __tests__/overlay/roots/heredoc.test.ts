import { soleExpression, templateParts } from "../../../lib/overlay/root/template";
import { files, REGISTRY, repository, warm, errors } from "../../support/overlay/overlay-repository";

warm();

const HEREDOC = '<<-EOT\n    } " ${yamlencode(local.roles)}\n  EOT';

describe("a heredoc within an expression", () => {
  test.each([
    'trimspace(<<-EOT\n  }"{\n  EOT\n)',
    "yamldecode(<<EOT\nx: ${a.b}\nEOT\n)",
    "f(<<-A_1\r\n  }\r\n  A_1\r\n)",
  ])("is passed as a whole: %j", (expression) => {
    expect(soleExpression(`\${${expression}}`)).toBe(expression);
    expect(templateParts(`a\${${expression}}b`)).toEqual([
      { kind: "text", text: "a" },
      { kind: "interpolation", text: expression },
      { kind: "text", text: "b" },
    ]);
  });

  test.each(["trimspace(<<-EOT\n  }", "f(<<", 'f("'])("without its end is no template: %j", (expression) => {
    expect(templateParts(`\${${expression}}`)).toBeUndefined();
  });

  test("of the root module stays as it is in the two files, and is never taken for an empty value", async () => {
    const main = REGISTRY.replace(/aws_auth_roles = \[[^]*?\n {2}\]/, `aws_auth_roles = yamldecode(${HEREDOC}\n  )`);
    expect(main).toContain("yamldecode");
    const { overlay, read } = repository(files(main, "entries"));
    expect(errors(await overlay())).toEqual([]);
    const both = ["infra/eks_access.tf.json", "infra/eks_access_override.tf.json"].map(read).join("\n");
    expect(both).toContain('yamldecode(<<-EOT\\n    } \\" ${yamlencode(local.roles)}\\n  EOT');
  });
});
