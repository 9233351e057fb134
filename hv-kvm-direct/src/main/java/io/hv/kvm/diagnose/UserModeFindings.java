package io.hv.kvm.diagnose;

import io.hv.Finding;
import io.hv.Finding.Severity;
import io.hv.backend.SystemView;
import io.hv.kvm.net.passt.PasstVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether cards in user mode can be had: by passt, which wants a route. */
final class UserModeFindings {

    private static final String ID = "passt";
    private static final String TITLE = "user mode";
    private static final String LOST =
            "machines can have no cards in user mode (NicSpec.userMode()) and no forwarded ports (KvmOptions.forward)";

    /** Of {@code /proc/net/route}: the interface, and the destination 0.0.0.0. */
    private static final Pattern DEFAULT_4 = Pattern.compile("\\S+\\s+00000000\\s.*");

    /** Of {@code /proc/net/ipv6_route}: the destination ::/0, and an interface that is another than lo. */
    private static final Pattern DEFAULT_6 = Pattern.compile("0{32} 00 .*\\s(?!lo$)\\S+\\s*");

    private UserModeFindings() {}

    /**
     * Asks passt for its version.
     *
     * @param program passt, where there is one
     */
    static Finding of(SystemView system, Optional<Path> program) {
        if (program.isEmpty()) {
            return note(
                    "there is no passt on the PATH: " + LOST,
                    "install passt (Debian's, Fedora's package passt); networks inside the process need none");
        }
        String version;
        try {
            version = PasstVersion.of(program.get());
        } catch (IOException e) {
            return note(program.get() + " does not work (" + e.getMessage() + "): " + LOST, "install passt anew");
        }
        String found = version + ", " + program.get();
        return hasRoute(system)
                ? Finding.ok(ID, TITLE, found)
                : note(
                        found + ", but this machine has no default route, without which most versions do not begin: "
                                + LOST,
                        "give the machine, or the network namespace, a default route");
    }

    private static Finding note(String found, String remedy) {
        return Finding.of(ID, TITLE, Severity.NOTE, found, remedy);
    }

    private static boolean hasRoute(SystemView system) {
        return system.lines("/proc/net/route").stream()
                        .anyMatch(line -> DEFAULT_4.matcher(line).matches())
                || system.lines("/proc/net/ipv6_route").stream()
                        .anyMatch(line -> DEFAULT_6.matcher(line).matches());
    }
}
