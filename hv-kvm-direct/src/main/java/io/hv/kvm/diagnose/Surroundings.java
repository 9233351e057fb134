package io.hv.kvm.diagnose;

import io.hv.backend.SystemView;
import java.util.Locale;

/**
 * Where this process runs, as far as findings depend on it.
 *
 * @param system the machine's files
 * @param os the operating system's name
 * @param architecture the processor's, in Java's words
 * @param user who runs this process
 * @param javaVersion the feature number of the Java that runs it
 * @param maxHeap what the Java heap may grow to, in bytes
 */
public record Surroundings(
        SystemView system, String os, String architecture, String user, int javaVersion, long maxHeap) {

    /** Those of this process. */
    public static Surroundings ofThisProcess() {
        return new Surroundings(
                SystemView.ofThisMachine(),
                System.getProperty("os.name", "an unknown system"),
                System.getProperty("os.arch", "an unknown processor"),
                System.getProperty("user.name", "this user"),
                Runtime.version().feature(),
                Runtime.getRuntime().maxMemory());
    }

    boolean isLinux() {
        return os.toLowerCase(Locale.ROOT).contains("linux");
    }

    boolean isX86() {
        return architecture.equals("amd64");
    }
}
