package io.hv.libvirt;

import io.hv.Candidate;
import io.hv.Diagnosis;
import io.hv.Support;
import io.hv.backend.SystemView;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Looks whether QEMU's hosts could be opened on this machine, without opening them, which can take ten seconds, and without
 * loading native code: whether libvirt's library is there, and a daemon that listens or, for the session, could be started.
 */
final class QemuProbe {

    /** What gives libvirt's client library. */
    static final String INSTALL_LIBRARY =
            "install it: the package libvirt0 on Debian and Ubuntu, libvirt-libs on Fedora, "
                    + "libvirt on Arch; where it is in another folder, name that by -Djna.library.path";

    private static final String SYSTEM = "qemu:///system";
    private static final String SESSION = "qemu:///session";
    /** Of the modular daemon and of the one for all drivers. */
    private static final List<Path> SOCKETS =
            List.of(Path.of("/run/libvirt/virtqemud-sock"), Path.of("/run/libvirt/libvirt-sock"));
    /** Where libvirt's client looks for a daemon to start. */
    private static final List<Path> DAEMONS = List.of(
            Path.of("/usr/sbin/virtqemud"),
            Path.of("/usr/sbin/libvirtd"),
            Path.of("/usr/bin/virtqemud"),
            Path.of("/usr/bin/libvirtd"));

    private QemuProbe() {}

    static List<Candidate> candidates() {
        if (LibraryFile.find(SystemView.ofThisMachine(), LibraryFile.foldersOfThisProcess())
                .isEmpty()) {
            Support none = Support.no("libvirt's library is not here", INSTALL_LIBRARY);
            return List.of(Candidate.of(SYSTEM, none), Candidate.of(SESSION, none));
        }
        return List.of(Candidate.of(SYSTEM, system(SOCKETS)), Candidate.of(SESSION, session(DAEMONS)));
    }

    static Diagnosis diagnose() {
        return LibvirtFindings.of(
                SystemView.ofThisMachine(), LibraryFile.foldersOfThisProcess(), system(SOCKETS), session(DAEMONS));
    }

    static Support system(List<Path> sockets) {
        Optional<Path> socket = sockets.stream().filter(Files::exists).findFirst();
        if (socket.isEmpty()) {
            return Support.no("no libvirt daemon listens here", "install libvirt-daemon-system, or start libvirtd");
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket.get()))) {
            return channel.isConnected()
                    ? Support.yes()
                    : Support.no(socket.get() + " does not answer", "start libvirtd");
        } catch (IOException | UnsupportedOperationException e) {
            return Support.no(
                    socket.get() + " cannot be connected to: " + e.getMessage(),
                    "start libvirtd, and let this user manage machines: on Debian by the group libvirt");
        }
    }

    static Support session(List<Path> daemons) {
        return daemons.stream().anyMatch(Files::isExecutable)
                ? Support.yes()
                : Support.no("no libvirt daemon is installed here", "install libvirt-daemon and its QEMU driver");
    }
}
