/** What to write into a cluster file to accept a code, for one principal where one is given: the line, and where it stands. */
export function acceptItem(code: string, principal?: string): string {
  const whom = principal === undefined ? "" : `, principal: "${principal}"`;
  return `add \`- { code: ${code}${whom}, reason: WHY, until: YYYY-MM-DD }\` to the list \`accept\` of the cluster file (\`until\`: the last day on which it holds)`;
}
