/** Whether `*` standing for any run of characters makes a text of a glob; linear, however many there are. */
export function globMatches(glob: string, text: string): boolean {
    const [first = "", ...rest] = glob.split("*");
    const last = rest.pop();
    if (last === undefined) {
        return text === first;
    }
    if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) {
        return false;
    }
    const end = text.length - last.length;
    let position = first.length;
    for (const part of rest) {
        const found = text.indexOf(part, position);
        if (found < 0 || found + part.length > end) {
            return false;
        }
        position = found + part.length;
    }
    return true;
}
