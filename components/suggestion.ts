/** `(did you mean "payments"?)` for the nearest known word, or nothing when no word is near. */
export function didYouMean(word: string, known: Iterable<string>): string {
    let best: string | undefined;
    let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
    for (const candidate of known) {
        const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), bestDistance);
        if (distance < bestDistance) {
            best = candidate;
            bestDistance = distance;
        }
    }
    return best === undefined ? "" : ` (did you mean "${best}"?)`;
}

/** Levenshtein distance, given up as soon as it must reach `limit`: names may be long and hostile. */
function editDistance(left: string, right: string, limit: number): number {
    if (Math.abs(left.length - right.length) >= limit) {
        return limit;
    }
    let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
    for (let row = 1; row <= left.length; row++) {
        const current = [row];
        let smallest = row;
        for (let column = 1; column <= right.length; column++) {
            const substitution = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
            const value = Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
            current.push(value);
            smallest = Math.min(smallest, value);
        }
        if (smallest >= limit) {
            return limit;
        }
        previous = current;
    }
    return previous[right.length] ?? limit;
}
