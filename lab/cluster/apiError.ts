/** The HTTP status of an error the Kubernetes client threw, or undefined when no answer came. */
export function statusCode(error: unknown): number | undefined {
    return error instanceof Error && "code" in error && typeof error.code === "number"
        ? error.code
        : undefined;
}

/** What the API server said; the client's own message carries all headers along. */
export function apiMessage(error: unknown): string {
    if (!(error instanceof Error)) {
        return String(error);
    }
    const body = "body" in error && typeof error.body === "string" ? error.body : "";
    const said = /"message":"((?:[^"\\]|\\.)*)"/.exec(body)?.[1];
    return said === undefined ? (error.message.split("\n")[0] ?? "") : said.replace(/\\"/g, '"');
}
