import { writeFileSync } from "node:fs";
import { whyNot } from "./whyNot";

/** Writes a file that a command was asked for; answers why it could not be, or nothing. */
export function writeOutput(file: string, text: string): string | undefined {
    try {
        writeFileSync(file, text);
        return undefined;
    } catch (error) {
        return cannotBeWritten(file, error, "name a file in a folder that is there");
    }
}

/** The sentence for whatever could not be written. */
export function cannotBeWritten(place: string, error: unknown, advice: string): string {
    return `${place} cannot be written: ${whyNot(error)}; ${advice}`;
}
