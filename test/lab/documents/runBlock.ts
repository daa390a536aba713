import { execFile } from "node:child_process";
import { at, type Block } from "../../docs/documents";
import { lastLines } from "../support/command";
import type { Checkout } from "./checkout";

/** A block of shell, as whoever pastes it into a terminal runs it; resolves with what it printed. */
export function runBlock(block: Block, { folder, environment }: Checkout): Promise<string> {
    const options = { cwd: folder, env: environment, maxBuffer: 1 << 28 };
    // A pipe ends as its last command does, so that `| grep` tells whether it found something.
    return new Promise((resolve, reject) => {
        execFile("sh", ["-ec", block.text], options, (error, stdout, stderr) => {
            if (error === null) {
                resolve(stdout);
            } else {
                reject(new Error(`${at(block)}: ${error.message}\n${lastLines(stdout + stderr)}`));
            }
        });
    });
}
