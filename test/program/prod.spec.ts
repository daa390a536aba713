import { describeProgram } from "./program";

describeProgram("prod");
