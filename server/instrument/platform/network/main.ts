// The modules of the simulated network, put together. Bundled with the programs that ask for one of them.

import { createDns } from "./dns";
import { createFetch } from "./fetch";
import { createHttp } from "./http";
import { createNet } from "./net";
import type { Network } from "./port";

export function createModules(network: Network) {
  const http = createHttp(network, false);
  const https = createHttp(network, true);
  const { dns, promises } = createDns(network);
  return {
    http,
    https,
    net: createNet(network),
    dns,
    "dns/promises": promises,
    fetch: (outside: (input: unknown, init?: unknown) => Promise<unknown>) => createFetch(http, https, outside),
  };
}
