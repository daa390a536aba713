/** The one place where the pack asks what day it is (UTC); the setting `now` replaces it. */
export function today(): string {
    return new Date().toISOString().slice(0, 10);
}
