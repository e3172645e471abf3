import { printable } from "./printable";

/**
 * Text of strangers as Markdown prose: it reads as itself on GitHub and GitLab, and is neither markup, HTML, a link, a
 * mention, a reference nor a formula. Markup is undone by a backslash or an entity; what platforms find in the finished
 * text (`@name`, `#12`, `https://`) is parted by a character without width.
 * @see https://github.github.com/gfm/#backslash-escapes; https://docs.gitlab.com/user/markdown/#gitlab-specific-references
 */
export function markdownProse(text: string): string {
  return inner(text).replace(BLOCK_START, (_, blanks: string, mark: string) => `${blanks}${PARTED}${mark}`);
}

/**
 * Text of strangers as code: a name, an ARN, an address. Within code no platform looks for mentions or references; what a
 * table or the code itself could end on is written as entities.
 */
export function markdownCode(text: string): string {
  const shown = printable(text);
  if (shown.trim() === "") return "<code></code>";
  if (/^[^`|\\<>&$]+$/.test(shown) && shown.trim() === shown) return `\`${shown}\``;
  return `<code>${shown.replace(/[^A-Za-z0-9 ./:,-]/gu, entity)}</code>`;
}

/** One of our sentences: values in backticks become code, the rest prose; whatever stands in either. */
export function markdownSentence(text: string): string {
  const parts = text.split("`");
  const isBalanced = parts.length % 2 === 1;
  return parts
    .map((part, i) => {
      if (i % 2 === 1 && (isBalanced || i < parts.length - 1)) return markdownCode(part);
      if (i === 0) return markdownProse(part);
      return part === "" && i < parts.length - 1 ? PARTED : inner(part);
    })
    .join("");
}

const PARTED = "&#8203;";
/** What would begin a heading, a list, a rule, or a command in a log. */
const BLOCK_START = /^(\s*)([-+=#:]|\d+(?=\\?[.)]))/;
const MARKUP = /[&<>|\\$]|[*[\]()~`{}!]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|[#%^](?=\w)|@|:\/\/|\bwww\.|\bGH-(?=\d)/gi;

function inner(text: string): string {
  return printable(text).replace(MARKUP, (found) => {
    if (/^[&<>|\\$]$/.test(found)) return entity(found);
    if (found === "@") return `@${PARTED}`;
    if (found === "://") return `:${PARTED}//`;
    if (found.length > 1) return `${found.slice(0, -1)}${PARTED}${found.slice(-1)}`;
    return /[#%^!~]/.test(found) ? `\\${found}${PARTED}` : `\\${found}`;
  });
}

function entity(character: string): string {
  return `&#${character.codePointAt(0) ?? 0};`;
}
