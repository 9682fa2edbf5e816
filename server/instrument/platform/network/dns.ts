// `node:dns` on the simulated network: the machine itself has its address, every other name one of those kept for documentation (RFC 5737).

import { isLocal, type Network } from "./port";
import { isCallable } from "./server";

const ELSEWHERE = "192.0.2.1";

export function createDns(network: Network): { readonly dns: object; readonly promises: object } {
  const addressOf = (host: unknown): string => {
    const name = String(host);
    if (/^\d+(\.\d+){3}$/.test(name)) return name;
    if (isLocal(name)) return "127.0.0.1";
    network.assume(`Nothing outside is reached: every name is taken to have the address ${ELSEWHERE}.`);
    return ELSEWHERE;
  };
  const later = (
    name: string,
    given: readonly unknown[],
    answer: (callback: (...args: unknown[]) => unknown) => void,
  ) => {
    const callback = given.findLast(isCallable);
    network.later(`dns.${name}`, () => void (callback !== undefined && answer(callback)));
  };
  const all = (given: readonly unknown[]): boolean =>
    given.some((one) => typeof one === "object" && one !== null && Reflect.get(one, "all") === true);
  const lists: Readonly<Record<string, (host: unknown) => unknown[]>> = {
    resolve: (host) => [addressOf(host)],
    resolve4: (host) => [addressOf(host)],
    resolve6: () => [],
    resolveTxt: () => [],
    resolveMx: () => [],
    resolveSrv: () => [],
    resolveCname: () => [],
    resolveNs: () => [],
    reverse: () => ["localhost"],
  };
  const lookup = (...given: unknown[]): void => {
    const address = addressOf(given[0]);
    later("lookup", given, (callback) =>
      all(given) ? callback(null, [{ address, family: 4 }]) : callback(null, address, 4),
    );
  };
  const waiting = (name: string, answer: () => unknown): Promise<unknown> => {
    network.waits(`dns.${name}`);
    return new Promise((resolve) => network.later(`dns.${name}`, () => resolve(answer())));
  };
  const promises: Record<string, unknown> = {
    lookup(...given: unknown[]) {
      const entry = { address: addressOf(given[0]), family: 4 };
      return waiting("lookup", () => (all(given) ? [entry] : entry));
    },
  };
  const dns: Record<string, unknown> = { lookup, promises, setServers: () => {}, getServers: () => ["127.0.0.1"] };
  for (const [name, give] of Object.entries(lists)) {
    dns[name] = (...given: unknown[]) => later(name, given, (callback) => callback(null, give(given[0])));
    promises[name] = (host: unknown) => waiting(name, () => give(host));
  }
  return { dns, promises };
}
