/** A block by which Terraform forgets an object and destroys nothing: HCL takes no block with two things on one line. */
export function forgettingBlock(address: string): string {
  return `a block \`removed\`, with \`from = ${address}\` and \`lifecycle { destroy = false }\` on lines of their own`;
}
