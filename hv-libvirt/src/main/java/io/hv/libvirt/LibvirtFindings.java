package io.hv.libvirt;

import io.hv.Diagnosis;
import io.hv.Finding;
import io.hv.Finding.Severity;
import io.hv.Support;
import io.hv.backend.SystemView;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What there is of libvirt on this machine, seen from outside: nothing native is loaded, nothing is opened for good. */
final class LibvirtFindings {

    private static final List<String> EMULATORS = List.of(
            "/usr/bin/qemu-system-x86_64",
            "/usr/bin/qemu-kvm",
            "/usr/libexec/qemu-kvm",
            "/usr/bin/qemu-system-aarch64",
            "/usr/local/bin/qemu-system-x86_64");

    private static final List<String> DRIVERS = List.of(
            "/usr/lib/x86_64-linux-gnu/libvirt/connection-driver",
            "/usr/lib/aarch64-linux-gnu/libvirt/connection-driver",
            "/usr/lib64/libvirt/connection-driver",
            "/usr/lib/libvirt/connection-driver");

    private final SystemView system;

    private LibvirtFindings(SystemView system) {
        this.system = system;
    }

    /**
     * All of it.
     *
     * @param folders where else the library may be
     * @param daemon whether the system's daemon can be reached
     * @param session whether a daemon for this user can be started
     */
    static Diagnosis of(SystemView system, List<String> folders, Support daemon, Support session) {
        LibvirtFindings findings = new LibvirtFindings(system);
        Finding library = findings.library(folders);
        boolean none = !daemon.isSupported() && !session.isSupported();
        Stream<Finding> rest = Stream.of(
                reach("libvirt-system", "qemu:///system", daemon, none),
                reach("libvirt-session", "qemu:///session", session, none),
                findings.driver(),
                findings.kvm());
        return Diagnosis.of(
                Driver.BACKEND, Stream.concat(Stream.of(library), rest).toList());
    }

    private Finding library(List<String> folders) {
        String title = "libvirt's client library";
        return LibraryFile.find(system, folders)
                .map(file -> Finding.ok("libvirt-library", title, file.version() + ", " + file.path()))
                .orElseGet(() -> Finding.of(
                        "libvirt-library", title, Severity.PROBLEM, "it is not here", QemuProbe.INSTALL_LIBRARY));
    }

    /** One host that cannot be reached is a note as long as the other can. */
    private static Finding reach(String id, String uri, Support support, boolean none) {
        return support.isSupported()
                ? Finding.ok(id, uri, "it can be reached")
                : Finding.of(id, uri, none ? Severity.PROBLEM : Severity.NOTE, support.reason(), support.remedy());
    }

    private Finding driver() {
        String title = "libvirt's QEMU driver";
        Optional<String> emulator = EMULATORS.stream().filter(system::exists).findFirst();
        boolean driver = DRIVERS.stream().anyMatch(folder -> system.exists(folder + "/libvirt_driver_qemu.so"));
        if (emulator.isPresent() && driver) {
            return Finding.ok("libvirt-qemu", title, "installed, with " + emulator.get());
        }
        return Finding.of(
                "libvirt-qemu",
                title,
                Severity.WARNING,
                driver ? "QEMU is not installed" : "the driver is not installed here; a daemon elsewhere may have it",
                "install libvirt-daemon-driver-qemu and qemu-system-x86 (Debian, Ubuntu), libvirt-daemon-kvm (Fedora)");
    }

    private Finding kvm() {
        String title = "KVM for QEMU's user";
        if (!system.exists("/dev/kvm")) {
            return Finding.of(
                    "libvirt-kvm",
                    title,
                    Severity.NOTE,
                    "there is no /dev/kvm: QEMU emulates, which is slower by far",
                    "switch virtualization on in the firmware, or allow it where this machine is hosted");
        }
        Optional<String> user = QemuUser.name(system);
        if (user.isEmpty()) {
            return Finding.ok("libvirt-kvm", title, "libvirt's QEMU user is not known here");
        }
        if (QemuUser.mayUseKvm(system, user.get())) {
            return Finding.ok("libvirt-kvm", title, user.get() + " may use /dev/kvm");
        }
        return Finding.of(
                "libvirt-kvm",
                title,
                Severity.WARNING,
                user.get() + " may not use /dev/kvm: machines of the type kvm do not start, and libvirt looks at QEMU "
                        + "again each time",
                "sudo usermod -aG kvm " + user.get() + ", with /dev/kvm of the group kvm and mode 0660, then restart "
                        + "libvirtd");
    }
}
