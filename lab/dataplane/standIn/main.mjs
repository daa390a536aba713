// The application of a pod of the lab. A stand-in: it answers, counts and calls as the tests ask; no product does.
import { performAll } from "./calling.mjs";
import { answer, Served } from "./serving.mjs";
import { listen } from "./sniffing.mjs";

/** @type {import("../call.ts").StandInOptions} */
const { pod, workload, version, ports, tls } = JSON.parse(process.argv[2] ?? "{}");
let served = new Served();

for (const port of ports) {
    listen(
        port,
        (request, response) => answer({ pod, workload, version }, served)(request, response),
        tls,
        (protocol) => {
            served.connections[protocol] = (served.connections[protocol] ?? 0) + 1;
        },
    ).on("error", (error) => {
        console.error(`${pod}: port ${port}: ${error.message}`);
    });
}

process.on("message", async ({ id, kind, call, times, parallel }) => {
    if (kind === "call") {
        process.send({ id, answer: await performAll(call, times, parallel) });
    } else if (kind === "counts") {
        const { requests, paths, connections } = served;
        process.send({ id, answer: { requests, paths, connections } });
    } else {
        served = new Served();
        process.send({ id, answer: {} });
    }
});
// Whoever started it is gone: nobody will ask again.
process.on("disconnect", () => process.exit(0));
process.send({ id: 0, answer: {} });
