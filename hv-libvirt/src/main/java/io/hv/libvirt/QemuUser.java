package io.hv.libvirt;

import io.hv.backend.SystemView;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who runs QEMU for the system's libvirt daemon, and whether that user may use KVM. */
final class QemuUser {

    private static final String DEVICE = "/dev/kvm";
    private static final Pattern SETTING = Pattern.compile("\\s*user\\s*=\\s*\"\\+?([^\"]+)\"\\s*(#.*)?");
    /** What distributions build libvirt with: Debian and its kin; Fedora and its. */
    private static final List<String> BUILT_IN = List.of("libvirt-qemu", "qemu");

    private static final int GROUP_BITS = 060;
    private static final int OTHER_BITS = 06;

    private QemuUser() {}

    /** The user that qemu.conf names, else the first of the usual ones that exists. */
    static Optional<String> name(SystemView system) {
        Optional<String> named = system.lines("/etc/libvirt/qemu.conf").stream()
                .map(SETTING::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
        return named.isPresent()
                ? named
                : BUILT_IN.stream()
                        .filter(user -> account(system, user).isPresent())
                        .findFirst();
    }

    /** Whether that user may read and write the device, by its owner, its groups or everybody's rights. */
    static boolean mayUseKvm(SystemView system, String user) {
        OptionalLong mode = system.number(DEVICE, "mode");
        OptionalLong gid = system.number(DEVICE, "gid");
        if (user.equals("root") || mode.isEmpty() || gid.isEmpty()) {
            return true;
        }
        if ((mode.getAsLong() & OTHER_BITS) == OTHER_BITS) {
            return true;
        }
        return (mode.getAsLong() & GROUP_BITS) == GROUP_BITS && belongs(system, user, gid.getAsLong());
    }

    private static boolean belongs(SystemView system, String user, long gid) {
        String number = Long.toString(gid);
        return account(system, user).filter(fields -> fields[3].equals(number)).isPresent()
                || fields(system, "/etc/group")
                        .filter(fields -> fields.length > 3 && fields[2].equals(number))
                        .anyMatch(fields -> Arrays.asList(fields[3].split(",")).contains(user));
    }

    private static Optional<String[]> account(SystemView system, String user) {
        return fields(system, "/etc/passwd")
                .filter(fields -> fields.length > 3 && fields[0].equals(user))
                .findFirst();
    }

    private static Stream<String[]> fields(SystemView system, String file) {
        return system.lines(file).stream().map(line -> line.split(":", -1));
    }
}
