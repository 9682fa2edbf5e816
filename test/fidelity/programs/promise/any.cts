// Promise.any: the first fulfilment, or an AggregateError of all reasons.
Promise.any([Promise.reject(new Error("a")), new Promise((r) => setTimeout(r, 5, "b")), Promise.resolve("c")]).then((v) => console.log(v));
Promise.any([Promise.reject(new Error("a")), Promise.reject("b")]).catch((e) => console.log(e.name, e.message, e.errors.map(String), e instanceof AggregateError));
Promise.any([]).catch((e) => console.log(e.constructor.name, e.errors.length));
