package io.hv.kvm.diagnose;

import io.hv.Finding;
import io.hv.Finding.Severity;
import io.hv.backend.SystemView;
import io.hv.kvm.net.gateway.Nft;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the host can be a gateway of networks inside the process. */
final class RoutingFindings {

    private static final String ID = "routing";
    private static final String TITLE = "NAT and routed networks";
    private static final String STATUS = "/proc/self/status";
    private static final Path SETTINGS = Path.of("/proc/sys/net");
    private static final String TUN = "/dev/net/tun";

    /** The capabilities that this process has, of which bit 12 is CAP_NET_ADMIN (capability.h). */
    private static final Pattern CAPABILITIES = Pattern.compile("CapEff:\\s*([0-9a-fA-F]{1,16})");

    private static final int NET_ADMIN = 12;

    private RoutingFindings() {}

    /**
     * Looks for the rights, the device and the program. Who has the right may write the settings unless they are mounted
     * read-only, whatever access(2) says of them to other users than root.
     *
     * @param program nft, where there is one
     */
    static Finding of(SystemView system, Optional<Path> program) {
        List<String> missing = new ArrayList<>();
        List<String> remedies = new ArrayList<>();
        if (!hasRight(system)) {
            missing.add("the right CAP_NET_ADMIN");
            remedies.add("run as root; in a container --cap-add NET_ADMIN");
        }
        if (!system.exists(TUN)) {
            missing.add(TUN);
            remedies.add("load the module tun; in a container --device " + TUN);
        }
        Mounts.with(system, SETTINGS, "ro").ifPresent(mount -> {
            missing.add("the right to write " + SETTINGS + " (" + mount + " is mounted read-only)");
            remedies.add(
                    "in a container --privileged; or set beforehand what a start names (docs/networks.md), by --sysctl");
        });
        if (program.isEmpty()) {
            missing.add("the program nft");
            remedies.add(Nft.INSTALL);
        }
        if (missing.isEmpty()) {
            return Finding.ok(ID, TITLE, program.get() + ", " + TUN + " and CAP_NET_ADMIN; they want " + Nft.NEEDS);
        }
        return Finding.of(
                ID,
                TITLE,
                Severity.NOTE,
                "without " + String.join(", ", missing)
                        + " networks of mode NAT and ROUTED cannot be started; isolated ones can",
                String.join("; ", remedies));
    }

    private static boolean hasRight(SystemView system) {
        return system.lines(STATUS).stream()
                .map(CAPABILITIES::matcher)
                .filter(Matcher::matches)
                .anyMatch(line -> (Long.parseUnsignedLong(line.group(1), 16) >>> NET_ADMIN & 1) == 1);
    }
}
