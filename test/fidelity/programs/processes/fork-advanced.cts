// fork with serialization "advanced": what JSON loses arrives, and what JSON calls is not called.
const { fork } = require("node:child_process");
if (process.argv[2] === "child") {
  process.on("message", (m: any) => {
    process.send!({
      kinds: Object.entries(m).map(([k, v]: [string, any]) => `${k}:${Object.prototype.toString.call(v)}`),
      cycle: m.self?.self === m.self, sum: m.set ? [...m.set].reduce((a: number, b: any) => a + b, 0) : -1, big: m.big,
      error: m.error?.message, view: m.view && [...m.view],
    });
    if (m.last) process.disconnect!();
  });
} else {
  const c = fork(__filename, ["child"], { serialization: "advanced" });
  c.on("message", (m: any) => console.log(m.kinds.join(" "), m.cycle, m.sum, m.big, m.error, m.view));
  c.on("exit", (code: any) => console.log(code));
  const value: any = { map: new Map([[1, 2]]), set: new Set([1, 2, 3]), date: new Date(0), re: /x/g, big: 10n, undef: undefined, error: new RangeError("r"), view: new Uint8Array([1, 2, 3]), toJSON: undefined };
  value.self = { };
  value.self.self = value.self;
  c.send(value);
  try { c.send({ f() {} }); } catch (e: any) { console.log(e.name); }
  c.send({ last: true });
}
