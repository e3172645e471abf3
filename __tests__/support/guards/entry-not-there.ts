/**
 * What Terraform prints of an entry that is not there, whichever group of reads it stands in; `prefix` is that of an overlay's names,
 * `key` the key of the entry, or the ARN of whoever has none in the file.
 */
export function entryNotThere(key: string, prefix = ""): RegExp {
  const quoted = key.replaceAll(/[^\w-]/g, String.raw`\$&`);
  return new RegExp(
    String.raw`with data\.aws_eks_access_entry\.${prefix}(?:some_)?row_without_live_access_entry(?:_\d+)?\["${quoted}"\]`,
  );
}
