// Ordering programs: each was run many times on Node 20 and always printed the line beside it.

export interface OrderingProgram {
  readonly name: string;
  /** CommonJS; `log(x)` prints one line. */
  readonly code: string;
  /** Source of the worker that it starts from text. */
  readonly worker?: string;
  /** What Node prints, line by line, joined by spaces. */
  readonly published: string;
  /** Lines whose order among themselves Node does not promise. */
  readonly unordered?: readonly string[];
}

export const ORDERING_PROGRAMS: readonly OrderingProgram[] = [
  {
    name: "v1",
    code: "setTimeout(()=>log('t0'),0);setImmediate(()=>log('imm'));process.nextTick(()=>log('tick'));Promise.resolve().then(()=>log('micro'));queueMicrotask(()=>log('qm'));log('sync');",
    published: "sync tick micro qm t0 imm",
    unordered: ["t0", "imm"],
  },
  {
    name: "v2",
    code: "require('fs').readFile(__filename,()=>{setTimeout(()=>log('t0'),0);setImmediate(()=>log('imm'));process.nextTick(()=>log('tick'));Promise.resolve().then(()=>log('micro'));});",
    published: "tick micro imm t0",
  },
  {
    name: "v3",
    code: "Promise.resolve().then(()=>{log('m1');process.nextTick(()=>log('tick-in-micro'));}).then(()=>log('m2'));process.nextTick(()=>{log('tick1');Promise.resolve().then(()=>log('m-in-tick'));process.nextTick(()=>log('tick2'));});",
    published: "tick1 tick2 m1 m-in-tick m2 tick-in-micro",
  },
  {
    name: "v4",
    code: "setImmediate(()=>{log('i1');process.nextTick(()=>log('tick'));Promise.resolve().then(()=>log('micro'));setImmediate(()=>log('i3'));});setImmediate(()=>log('i2'));",
    published: "i1 tick micro i2 i3",
  },
  {
    name: "v5",
    code: "setTimeout(()=>{log('a');Promise.resolve().then(()=>log('a-micro'));process.nextTick(()=>log('a-tick'));},1);setTimeout(()=>log('b'),1);",
    published: "a a-tick a-micro b",
  },
  {
    name: "v6",
    code: "async function f(){log('f1');await null;log('f2');await new Promise(r=>process.nextTick(r));log('f3');} f();Promise.resolve().then(()=>log('p1')).then(()=>log('p2')).then(()=>log('p3'));log('end');",
    published: "f1 end f2 p1 p2 p3 f3",
  },
  {
    name: "v7",
    code: "const p=Promise.resolve();(async()=>{await p;log('await-native');})();(async()=>{await {then(r){r();}};log('await-thenable');})();p.then(()=>log('then1')).then(()=>log('then2')).then(()=>log('then3'));",
    published: "await-native then1 await-thenable then2 then3",
  },
  {
    name: "v8",
    code: "async function g(){return Promise.resolve();} g().then(()=>log('return-promise'));Promise.resolve().then(()=>log('1')).then(()=>log('2')).then(()=>log('3')).then(()=>log('4'));",
    published: "1 2 return-promise 3 4",
  },
  {
    name: "v9",
    code: "const {MessageChannel}=require('worker_threads');const {port1,port2}=new MessageChannel();port2.on('message',m=>{log('msg'+m);Promise.resolve().then(()=>log('micro'+m));if(m===3)port2.close();});port1.postMessage(1);port1.postMessage(2);port1.postMessage(3);log('posted');",
    published: "posted msg1 micro1 msg2 micro2 msg3 micro3",
  },
  {
    name: "v10",
    code: "const {Worker}=require('worker_threads');const w=new Worker(\"const {parentPort}=require('worker_threads');parentPort.postMessage('m1');parentPort.postMessage('m2');process.exit(7);\",{eval:true});w.on('online',()=>log('online'));w.on('message',m=>log(m));w.on('exit',c=>log('exit'+c));",
    worker:
      "const {parentPort}=require('worker_threads');parentPort.postMessage('m1');parentPort.postMessage('m2');process.exit(7);",
    published: "online m1 m2 exit7",
  },
  {
    name: "v11",
    code: "const {Worker}=require('worker_threads');const w=new Worker(\"throw new Error('x')\",{eval:true});w.on('error',e=>log('error:'+e.message));w.on('exit',c=>log('exit'+c));",
    worker: "throw new Error('x')",
    published: "error:x exit1",
  },
  {
    name: "v13",
    code: "const {MessageChannel,receiveMessageOnPort}=require('worker_threads');const {port1,port2}=new MessageChannel();port1.postMessage('a');port1.postMessage('b');log(JSON.stringify(receiveMessageOnPort(port2)));log(JSON.stringify(receiveMessageOnPort(port2)));log(String(receiveMessageOnPort(port2)));port1.close();",
    published: '{"message":"a"} {"message":"b"} undefined',
  },
  {
    name: "v15",
    code: "const {MessageChannel}=require('worker_threads');const {port1,port2}=new MessageChannel();const ab=new ArrayBuffer(8);port2.once('message',m=>{log('got'+m.byteLength);port2.close();});port1.postMessage(ab,[ab]);log('src'+ab.byteLength);",
    published: "src0 got8",
  },
  {
    name: "v16",
    code: "let n=0;const t=setInterval(()=>{log('i'+n);if(++n===3)clearInterval(t);},1);setTimeout(()=>{},0);",
    published: "i0 i1 i2",
  },
  {
    name: "v17",
    code: "setTimeout(()=>log('unref-never'),1000).unref();setTimeout(()=>log('t'),1);",
    published: "t",
  },
  {
    name: "v18",
    code: "process.on('exit',()=>log('exit'));process.on('beforeExit',()=>{if(!globalThis.z){globalThis.z=1;log('beforeExit');setImmediate(()=>log('revived'));}else log('beforeExit2');});new Promise(()=>{}).then(()=>log('never'));",
    published: "beforeExit revived beforeExit2 exit",
  },
  {
    name: "v19",
    code: "const {Worker}=require('worker_threads');const w=new Worker(\"require('worker_threads').parentPort.once('message',m=>{require('worker_threads').parentPort.postMessage('echo'+m)})\",{eval:true});w.postMessage(1);w.postMessage(2);w.on('message',m=>log(m));w.on('exit',c=>log('exit'+c));",
    worker:
      "require('worker_threads').parentPort.once('message',m=>{require('worker_threads').parentPort.postMessage('echo'+m)})",
    published: "echo1 exit0",
  },
  {
    name: "v20",
    code: "(async()=>{log('top');await new Promise(()=>{});})();process.on('exit',c=>log('exit code '+c+' '+process.exitCode));",
    published: "top exit code 0 undefined",
  },
  {
    name: "v21",
    code: 'async function a(){try{await Promise.reject(new Error("x"));}catch(e){log("caught");}finally{log("fin");} return 1;} a().then(v=>log("v"+v));(async()=>{for(let i=0;i<3;i++){await i;log("l"+i);}})();',
    published: "caught fin l0 v1 l1 l2",
  },
  {
    name: "v22",
    code: 'const q=new Promise(r=>r(Promise.resolve("x")));q.then(v=>log(v));Promise.resolve().then(()=>log("a")).then(()=>log("b")).then(()=>log("c"));',
    published: "a b x c",
  },
];
