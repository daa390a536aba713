/** How long work tells a person what it is doing. One phase at a time, one step at a time. */
export interface Reporter {
    /** A new part of the whole, numbered in the order of the calls. */
    phase(title: string): void;
    /** What is being done now; alive until the next call of `phase`, `step` or `done`. */
    step(text: string): void;
    /** What the current step is busy with; shown beside its elapsed time, never as a line of its own. */
    progress?(detail: string): void;
    /** Something a person should know, though nothing stops because of it. */
    warn(text: string): void;
    /** The result of the current step. */
    done(text: string): void;
}

export interface ConsoleOptions {
    readonly out: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
    /** Colours and the spinner; defaults to what the stream and NO_COLOR say. */
    readonly colour?: boolean;
    /** Milliseconds between two signs of life where lines cannot be rewritten; 15 s unless given. */
    readonly heartbeat?: number;
    readonly now?: () => number;
}

export const silentReporter: Reporter = {
    phase: () => undefined,
    step: () => undefined,
    warn: () => undefined,
    done: () => undefined,
};

const spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const clearLine = "\r\u001b[2K";

/**
 * A reporter for a terminal or a log. On a terminal the current step is one line that is rewritten; elsewhere
 * each step is printed once and repeated every 15 s, because a CI log that stands still for minutes looks hung.
 */
export function consoleReporter(options: ConsoleOptions = { out: process.stdout }): Reporter {
    return new ConsoleReporter(options);
}

class ConsoleReporter implements Reporter {
    readonly #out: ConsoleOptions["out"];
    readonly #live: boolean;
    readonly #colour: boolean;
    readonly #heartbeat: number;
    readonly #now: () => number;
    #phases = 0;
    #frame = 0;
    #current: { readonly text: string; readonly since: number; detail: string } | undefined;
    #phaseSince: number;
    #timer: NodeJS.Timeout | undefined;

    constructor(options: ConsoleOptions) {
        this.#out = options.out;
        this.#live = options.out.isTTY === true && process.env["TERM"] !== "dumb";
        this.#colour = options.colour ?? (this.#live && !process.env["NO_COLOR"]);
        this.#heartbeat = options.heartbeat ?? 15_000;
        this.#now = options.now ?? Date.now;
        this.#phaseSince = this.#now();
    }

    phase(title: string): void {
        this.#endStep();
        this.#phases += 1;
        this.#phaseSince = this.#now();
        this.#line(this.#paint("1", `▸ ${this.#phases} ${title}`));
    }

    step(text: string): void {
        this.#endStep();
        this.#current = { text, since: this.#now(), detail: "" };
        if (this.#live) {
            this.#draw();
        } else {
            this.#line(`  · ${text}`);
        }
        this.#timer = setInterval(() => this.#beat(), this.#live ? 120 : this.#heartbeat);
        this.#timer.unref();
    }

    progress(detail: string): void {
        if (this.#current) {
            this.#current.detail = detail;
        }
    }

    warn(text: string): void {
        this.#interrupt(`  ${this.#paint("33", "!")} ${text}`);
    }

    done(text: string): void {
        const since = this.#current?.since ?? this.#phaseSince;
        this.#dropStep();
        this.#line(`  ${this.#paint("32", "✓")} ${text}${this.#elapsed(since)}`);
    }

    /** A step that had no result of its own stays readable as a line. */
    #endStep(): void {
        const ended = this.#current;
        this.#dropStep();
        if (ended && this.#live) {
            this.#line(`  · ${ended.text}${this.#elapsed(ended.since)}`);
        }
    }

    #dropStep(): void {
        clearInterval(this.#timer);
        this.#timer = undefined;
        if (this.#current && this.#live) {
            this.#out.write(clearLine);
        }
        this.#current = undefined;
    }

    #beat(): void {
        if (!this.#current) {
            return;
        }
        if (this.#live) {
            this.#frame = (this.#frame + 1) % spinner.length;
            this.#draw();
        } else {
            this.#line(`    … ${this.#running()}`);
        }
    }

    #running(): string {
        if (!this.#current) {
            return "";
        }
        const { text, since, detail } = this.#current;
        return `${text}, ${seconds(this.#now() - since)}${detail === "" ? "" : ` (${detail})`}`;
    }

    #draw(): void {
        const width = Math.max(20, (this.#out.columns ?? 80) - 1);
        const line = `  ${spinner[this.#frame] ?? ""} ${this.#running()}`;
        this.#out.write(clearLine + (line.length > width ? `${line.slice(0, width - 1)}…` : line));
    }

    #interrupt(line: string): void {
        if (this.#current && this.#live) {
            this.#out.write(clearLine);
        }
        this.#line(line);
        if (this.#current && this.#live) {
            this.#draw();
        }
    }

    #elapsed(since: number): string {
        const spent = this.#now() - since;
        return spent < 1000 ? "" : this.#paint("2", ` (${seconds(spent)})`);
    }

    #paint(code: string, text: string): string {
        return this.#colour ? `\u001b[${code}m${text}\u001b[0m` : text;
    }

    #line(text: string): void {
        this.#out.write(`${text}\n`);
    }
}

function seconds(milliseconds: number): string {
    const whole = Math.floor(milliseconds / 1000);
    return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
