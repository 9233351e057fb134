package io.hv.shell;

import io.hv.Candidate;
import io.hv.Detection;
import io.hv.Finding;
import io.hv.Host;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code hv detect}. */
@Command(name = "detect", description = "Say which hosts are usable here; of the others, why not and what would help.")
public final class DetectCommand extends ShellCommand {

    @Override
    public Integer call() {
        Detection detection = Host.detect();
        print(detection, out());
        detection.uri().ifPresent(uri -> out().println("chosen: " + uri + ", " + detection.why()));
        return detection.uri().isPresent() ? OK : FAILED;
    }

    /** Every candidate, with reason and remedy. */
    public static void print(Detection detection, PrintWriter out) {
        if (detection.candidates().isEmpty()) {
            out.println("no backend on the class path offers a host here");
        }
        for (Candidate candidate : detection.candidates()) {
            if (candidate.usable().isSupported()) {
                out.println(candidate.uri() + ": usable");
                for (Finding note : candidate.notes()) {
                    out.println("    but " + note.found());
                }
            } else {
                out.println(candidate.uri() + ": " + candidate.usable().reason());
                out.println("    " + candidate.usable().remedy());
            }
        }
    }
}
