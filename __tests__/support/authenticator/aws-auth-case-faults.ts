import type { Random } from "../laws/random";

/** The text as one of several documents, or with their marks. */
export function documents(random: Random, text: string): string {
  const second = random.pick(["- rolearn: second\n", "second\n", "[", "", "a: 'b\n"]);
  return random.pick([
    `---\n${text}`,
    `${text}\n---\n${second}`,
    `---\n${text}\n---\n${second}`,
    `${text}\n...\n`,
    `${text}\n...\n${second}`,
    `--- # first\n${text}...\n---\n${second}`,
    `---\n---\n${text}`,
    `%YAML 1.1\n---\n${text}`,
    `%YAML 1.2\n---\n${text}`,
    `...\n${text}`,
    `--- ${text}`,
  ]);
}

/** The text with a tab somewhere. */
export function tab(random: Random, text: string): string {
  const lines = text.split("\n");
  const at = random.int(lines.length);
  const line = lines[at] ?? "";
  lines[at] = random.pick([
    `\t${line}`,
    line.replace(/^ +/, "\t"),
    line.replace(/: /, ":\t"),
    line.replace(/- /, "-\t"),
    `${line}\t`,
    line.replace(/ (?=\S*$)/, "\t"),
    `${line}\n\t`,
    line.replace(/: /, ": \t"),
    line.replace(/[a-z](?=[a-z])/, "$&\t"),
  ]);
  return lines.join("\n");
}

/** The text with a few characters more or less, or a line moved. */
export function breakSyntax(random: Random, text: string): string {
  const at = random.int(text.length + 1);
  const lines = text.split("\n");
  const row = random.int(lines.length);
  const line = lines[row] ?? "";
  const withLine = (changed: string): string => [...lines.slice(0, row), changed, ...lines.slice(row + 1)].join("\n");
  return random.pick([
    () => text.slice(0, at),
    () => text.slice(0, at) + text.slice(at + 1),
    () => text.slice(0, at) + text.slice(at + 1 + random.int(6)),
    () =>
      text.slice(0, at) +
      random.pick([
        ":",
        "-",
        " ",
        "'",
        '"',
        "#",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&",
        "*",
        "!",
        "|",
        ">",
        "%",
        "@",
        "?",
        "\n",
        "\t",
        "- ",
        ": ",
        "\\",
        "é",
      ]) +
      text.slice(at),
    () => withLine(` ${line}`),
    () => withLine(`  ${line}`),
    () => withLine(line.replace(/^ /, "")),
    () => withLine(line.replace(/^ {2}/, "")),
    () => withLine(line.trimStart()),
    () => withLine(`${line}\n${line}`),
    () => withLine(""),
  ])();
}
