/** How a cluster has what `render: resources` does not render: what follows "write". */
export const OTHER_RENDERINGS =
  "`render: module`, which gives it to the module, or `render: overlay`, which leaves it in your HCL";
