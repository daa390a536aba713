/** What a pull request means for one stack. */
export interface StackReport {
    /** `dev`. */
    readonly stack: string;
    /** The report within so many characters; its verdict comes first. */
    readonly text: (limit: number) => string;
    /** All of it, as a page for a browser; absent where there is nothing to compare. */
    readonly page?: () => string;
}

const least = 1000;
const tooLong = "## ❓ What is to be said is more than a comment holds; the whole report is attached";

/**
 * The reports of all stacks in one comment. Each may take what is left by those before it, as long as every one that
 * follows has as much: a stack where nothing changes leaves its room to the others. `preface` is what concerns all.
 */
export function commentText(reports: readonly StackReport[], limit: number, preface = ""): string {
    const smallFirst = [...reports].sort(
        (left, right) =>
            left.text(Number.MAX_SAFE_INTEGER).length - right.text(Number.MAX_SAFE_INTEGER).length,
    );
    let left = limit - preface.length;
    const texts = new Map<string, string>();
    for (const [index, { stack, text }] of smallFirst.entries()) {
        const share = Math.floor(left / (smallFirst.length - index));
        const title = `# ${stack}\n\n`;
        const most = Math.max(share - title.length - 1, least);
        const whole = text(most).trimEnd();
        // Cut off in the middle it could hide what follows, and a comment that is too long is not taken at all.
        const own = `${title}${whole.length > most ? tooLong : whole}\n`;
        texts.set(stack, own);
        left -= own.length + 1;
    }
    return preface + reports.map(({ stack }) => texts.get(stack)).join("\n");
}
