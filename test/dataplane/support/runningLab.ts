import { copyFileSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { DataPlane } from "../../../lab/dataplane/dataPlane";
import { insideMarker } from "../../../lab/dataplane/enter";
import { root } from "../../../lab/dataplane/network";
import { consoleReporter } from "../../../lab/reporter";
import { Lab } from "./lab";
import { outsiders } from "./outsiders";
import { secrets } from "./secrets";
import { testMesh } from "./testMesh";

let running: Lab | undefined;

/** The lab of this run; every spec shares the one that the root hooks start. */
export function lab(): Lab {
    if (running === undefined) {
        throw new Error("the data plane does not run; start these specs with `npm run dataplane`");
    }
    return running;
}

/** What the processes wrote lies in memory that goes with the lab. */
function keepLogs(folder: string): void {
    const logs = (existsSync(root) ? readdirSync(root, { recursive: true }) : [])
        .map(String)
        .filter((path) => path.endsWith(".log"));
    for (const path of logs) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        copyFileSync(join(root, path), join(folder, path));
    }
}

/** Root hooks of mocha: one lab for all specs; it ends with the namespaces, which end with this process. */
export const mochaHooks = {
    async beforeAll(this: Mocha.Context): Promise<void> {
        this.timeout(0);
        if (process.env[insideMarker] === undefined) {
            throw new Error(
                "these specs need namespaces of their own: run `npm run dataplane`, which makes them and starts the specs there",
            );
        }
        const options = { mesh: testMesh(), outsiders, secrets, reporter: consoleReporter() };
        running = new Lab(await DataPlane.start(options));
    },
    afterAll(): void {
        const keep = process.env["MESHWRIGHT_DATAPLANE_LOGS"];
        if (keep !== undefined) {
            keepLogs(keep);
        }
    },
};
