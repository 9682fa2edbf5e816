// What of an error crosses to the parent.
const { Worker } = require("node:worker_threads");
const w = new Worker("class Mine extends RangeError { constructor(m) { super(m); this.name = 'Mine'; this.extra = 5; } } setTimeout(() => { throw Object.assign(new TypeError('with code'), { code: 'E_CODE' }); }, 1);", { eval: true });
w.on("error", (e: any) => console.log(e instanceof TypeError, e.name, e.message, e.code));
w.on("exit", (c: number) => console.log("exit", c));
