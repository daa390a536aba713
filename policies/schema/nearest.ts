/** The word that was probably meant; undefined when none is near. */
export function nearest(word: string, words: readonly string[]): string | undefined {
    const plain = (text: string) => text.replace(/[-_]/g, "").toLowerCase();
    const same = words.find((each) => plain(each) === plain(word));
    if (same !== undefined || word.length < 4) {
        return same;
    }
    return words.find((each) => distance(plain(each), plain(word)) <= 2);
}

/** Letters to change, leave out or put in; more than two are not counted exactly. */
function distance(one: string, other: string): number {
    if (Math.abs(one.length - other.length) > 2) {
        return 3;
    }
    let row = Array.from({ length: other.length + 1 }, (_, index) => index);
    for (let i = 1; i <= one.length; i++) {
        const next = [i];
        for (let j = 1; j <= other.length; j++) {
            const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
            next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
        }
        row = next;
    }
    return row.at(-1) ?? 3;
}
