import { type Api, ApiProblem } from "./api";

/** Answers by `GET path`; a page that is not recorded is empty. */
export type Recording = Readonly<Record<string, unknown>>;

/** A dry run: reads come from a recording, and what would be written is told instead. */
export function recordedApi(recording: Recording, tell: (text: string) => void): Api {
    return {
        request: async (method, path, body) => {
            if (method === "GET") {
                return read(recording, path);
            }
            tell(
                `would ${method} ${path}${body === undefined ? "" : ` ${JSON.stringify(body, undefined, 4)}`}\n`,
            );
            // What was written has a number in its answer, and nothing here asks which.
            return { number: 0 };
        },
    };
}

function read(recording: Recording, path: string): unknown {
    const [plain = path, page] = path.split(/[?&]per_page=\d+&page=/);
    if (!Object.hasOwn(recording, plain)) {
        throw new ApiProblem(404, `GET ${plain} is not in the recording`);
    }
    return page === undefined || page === "1" ? recording[plain] : [];
}
