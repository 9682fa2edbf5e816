// bottleneck: each operation that waits, while it does.
import Bottleneck from "bottleneck";
const limiter = new Bottleneck({ maxConcurrent: 1 });
const group = new Bottleneck.Group({ maxConcurrent: 1 });
const wrapped = limiter.wrap(async () => {});
async function holder() { await limiter.schedule(() => new Promise(() => {})); }
async function other() { await group.key("a").schedule(() => new Promise(() => {})); }
async function Bottleneck_schedule() { await limiter.schedule(async () => {}); }
async function Bottleneck_wrap() { await wrapped(); }
async function Bottleneck_submit() { await new Promise((done) => limiter.submit((answer: (value: undefined) => void) => answer(undefined), done)); }
async function Group_key() { await group.key("a").schedule(async () => {}); }
for (const start of [holder, other, Bottleneck_schedule, Bottleneck_wrap, Bottleneck_submit, Group_key]) void start();
