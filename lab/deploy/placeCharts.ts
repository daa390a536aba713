import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";

/**
 * Puts charts into one folder of the lab, by version, and returns its path as a stack file has it. Links, because the
 * cache they lie in has a folder of its own for each; those of a version that is no longer declared stay.
 *
 * @param charts - version to the folder that holds its charts
 */
export function placeCharts(home: string, charts: ReadonlyMap<string, string>): string {
    const folder = join(home, "charts");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const [version, source] of charts) {
        const place = join(folder, version);
        rmSync(place, { recursive: true, force: true });
        symlinkSync(source, place, "dir");
    }
    return join(folder, "{version}");
}
