import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { markerName } from "../synth/outputFolder";
import { writeStack } from "./catalogue";
import { deriveCost } from "./deriveCost";
import { table } from "./figure";
import { growth } from "./growth";
import { load } from "./load";
import { policyCheckCost } from "./policyCheckCost";
import { synthCost } from "./synthCost";

const folder = mkdtempSync(join(tmpdir(), "meshwright-bench-"));
try {
    const smallStack = writeStack(join(folder, "small"), 1_000);
    const small = load(smallStack);
    const { calls, storeCalls, externalCalls, services } = small.graph;
    console.log(
        `${services.size} services, ${calls.length} calls, ${storeCalls.length} to stores, ${externalCalls.length} to external hosts`,
    );
    const synth = synthCost(smallStack, folder);
    const { objects, sha256 } = JSON.parse(readFileSync(join(folder, "out", markerName), "utf8")) as {
        objects: number;
        sha256: string;
    };
    console.log(`${objects} objects, ${(objects / services.size).toFixed(1)} a service, sha256 ${sha256}\n`);
    const judged = policyCheckCost(join(folder, "out"), objects);
    const large = load(writeStack(join(folder, "large"), 10_000));
    console.log(table([deriveCost(small), synth, judged, growth(small, large)]));
} finally {
    rmSync(folder, { recursive: true, force: true });
}
