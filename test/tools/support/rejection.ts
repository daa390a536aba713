/** The error a promise ends with; an error of its own when it does not. */
export async function rejectionOf(promise: Promise<unknown>): Promise<Error> {
    try {
        await promise;
    } catch (error) {
        if (error instanceof Error) {
            return error;
        }
        throw error;
    }
    throw new TypeError("it was expected to fail, and succeeded");
}
