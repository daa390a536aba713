import { badDuration } from "../formats";
import { text } from "../shape/leaves";

export const durationExpected = "a duration such as 250ms, 30s, 5m or 1h";

export function duration(description: string) {
    return text(durationExpected, description, badDuration, /^[0-9]*[1-9][0-9]*(ms|s|m|h)$/);
}
