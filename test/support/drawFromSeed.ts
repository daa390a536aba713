import fc from "fast-check";
import { seed } from "./seed";

// Required by mocha before any spec: every property and sample without a seed of its own draws from this one.
fc.configureGlobal({ seed });
