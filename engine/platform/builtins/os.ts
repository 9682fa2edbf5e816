// `node:os`: the simulated machine.

import type { Realm } from "../realm";

export function createOs(realm: Realm): object {
  const { cpus } = realm.world.input.machine;
  return {
    EOL: "\n",
    availableParallelism: () => cpus,
    cpus: () =>
      Array.from({ length: cpus }, () => ({
        model: "simulated",
        speed: 1,
        times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 },
      })),
    platform: () => "linux",
    type: () => "Linux",
    arch: () => "x64",
    release: () => "0.0.0",
    hostname: () => "simulated",
    homedir: () => "/home/user",
    tmpdir: () => "/tmp",
    endianness: () => "LE",
    totalmem: () => 2 ** 34,
    freemem: () => 2 ** 33,
    loadavg: () => [0, 0, 0],
    uptime: () => realm.recorder.now() / 1e6,
    networkInterfaces: () => ({}),
    userInfo: () => ({ username: "user", uid: 1000, gid: 1000, shell: null, homedir: "/home/user" }),
    constants: { signals: {}, errno: {} },
  };
}
