/** What to write into a cluster file to accept a code: `add { code: …, reason: …, until: … } to the list accept`. */
export function acceptItem(code: string): string {
  return `add \`- { code: ${code}, reason: WHY, until: YYYY-MM-DD }\` to the list \`accept\` of the cluster file (\`until\`: the last day on which it holds)`;
}
