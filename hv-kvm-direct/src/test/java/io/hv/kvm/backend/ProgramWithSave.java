package io.hv.kvm.backend;

import io.hv.CloneSpec;
import io.hv.Clones;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.kvm.contract.OwnRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Another process: a machine of a file goes on there, or a clone of it, to its end; it prints what the guest prints. */
final class ProgramWithSave {

    private ProgramWithSave() {}

    public static void main(String[] arguments) throws IOException {
        HostPath file = HostPath.of(arguments[1]);
        try (Host host = Host.open(OwnRoot.URI)) {
            if (arguments[0].equals("restore")) {
                print(host.restore(file).await(Saves.PATIENCE));
            } else {
                try (Clones clones = host.restore(file, CloneSpec.live()).await(Saves.PATIENCE)) {
                    print(clones.domains().get(0));
                }
            }
        }
    }

    private static void print(Domain domain) throws IOException {
        try (ConsoleSession session = domain.console().open(From.START)) {
            System.out.write(session.readToEnd(Saves.PATIENCE).getBytes(StandardCharsets.US_ASCII));
        }
        System.out.flush();
    }

    /** Starts it. */
    static Process start(String what, Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProgramWithSave.class.getName(),
                        what,
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** What it prints to its end, which must be a good one. */
    static String output(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (process.waitFor() != 0) {
            throw new AssertionError(process.exitValue() + " after: " + output);
        }
        return output;
    }
}
