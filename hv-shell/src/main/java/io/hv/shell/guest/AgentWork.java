package io.hv.shell.guest;

import io.hv.Agent;
import io.hv.ByteSize;
import io.hv.ExecResult;
import io.hv.ExecSpec;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an agent is asked for, and how it is shown. */
final class AgentWork {

    /** The status where hv itself fails, so that it is not taken for the program's. */
    static final int NOT_RUN = 125;

    /** What a shell adds to the number of a signal. */
    private static final int BY_SIGNAL = 128;

    private AgentWork() {}

    /**
     * Runs a program, then shows what it printed.
     *
     * @return its status; 128 and the signal's number if it was killed
     */
    static int run(Agent agent, ExecSpec program, PrintWriter out, PrintWriter err) {
        ExecResult result = agent.exec(program);
        out.print(result.outputText());
        out.flush();
        err.print(result.errorsText());
        warnUnlessText("output", result.output(), result.isOutputTruncated(), err);
        warnUnlessText("error output", result.errors(), result.isErrorsTruncated(), err);
        if (result.isOutputTruncated() || result.isErrorsTruncated()) {
            err.println("hv: that is not all that the program has printed; have it write a file, and copy that");
        }
        err.flush();
        return result.exitCode().orElseGet(() -> BY_SIGNAL + result.signal().orElse(0));
    }

    /** Both streams are of characters, in which other bytes are replaced. */
    private static void warnUnlessText(String what, byte[] bytes, boolean truncated, PrintWriter err) {
        CharBuffer room = CharBuffer.allocate(bytes.length);
        // What was cut off may have been cut within a character.
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), room, !truncated);
        if (result.isError()) {
            err.println(
                    "hv: the " + what + " is no text in UTF-8, and not shown as it is; have the program write a file, "
                            + "and copy that");
        }
    }

    /** Copies a file into the guest; where the path there ends with {@code /}, below that folder. */
    static ByteSize copyIn(Agent agent, Path local, GuestPath guest) {
        return agent.upload(local, guest.file(String.valueOf(local.getFileName())))
                .await();
    }

    /** Copies a file out of the guest; where there is a folder here, into that. */
    static ByteSize copyOut(Agent agent, GuestPath guest, Path local) {
        return agent.download(guest.text(), target(guest, local)).await();
    }

    /** The file here that one in the guest is copied to. */
    static Path target(GuestPath guest, Path local) {
        return Files.isDirectory(local) ? local.resolve(guest.name()) : local;
    }
}
