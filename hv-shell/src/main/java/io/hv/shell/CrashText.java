package io.hv.shell;

import io.hv.CrashReport;
import java.io.PrintWriter;
import java.util.HexFormat;

/** Shows a crash report. */
public final class CrashText {

    private static final String INDENT = "    ";

    private CrashText() {}

    /** The cause, the bytes at the instruction pointer, the registers; indented. */
    public static void print(CrashReport crash, PrintWriter out) {
        out.println(INDENT + crash);
        if (crash.instructionBytes().length > 0) {
            out.println(
                    INDENT + "instruction bytes: " + HexFormat.ofDelimiter(" ").formatHex(crash.instructionBytes()));
        }
        crash.registers().lines().forEach(line -> out.println(INDENT + line));
        out.flush();
    }
}
