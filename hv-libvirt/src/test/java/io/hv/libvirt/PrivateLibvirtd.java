package io.hv.libvirt;

import io.hv.Host;
import io.hv.HostUnavailableException;
import io.hv.backend.Release;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A libvirtd of the test's own, with its QEMU driver, beside whatever runs on the machine: its /etc, /run and /var are a
 * temporary folder, see {@code private-libvirtd.sh}. All its processes, the machines' too, are in a PID namespace that
 * ends when its first process does, and that ends when this process closes a pipe: also by being killed. Needs root.
 */
final class PrivateLibvirtd implements AutoCloseable {

    /** To the first answer: libvirt asks QEMU first what it can do. */
    private static final Duration START = Duration.ofMinutes(2);

    private static final List<String> DAEMONS =
            List.of("/usr/sbin/libvirtd", "/usr/sbin/virtlogd", "/usr/bin/unshare", "/usr/bin/bash");

    private final Path folder;
    private final Process namespace;

    private PrivateLibvirtd(Path folder, Process namespace) {
        this.folder = folder;
        this.namespace = namespace;
    }

    /** Why there can be none here; nothing if there can. */
    static @Nullable String missing() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return "the tests' own libvirtd is started as root only";
        }
        return DAEMONS.stream()
                .filter(program -> !Files.isExecutable(Path.of(program)))
                .findFirst()
                .map(program -> program + " is not here; install libvirt-daemon and libvirt-daemon-driver-qemu")
                .orElse(null);
    }

    /** Starts one, and waits until it answers. */
    static PrivateLibvirtd start() throws IOException {
        Path folder = Files.createTempDirectory("hv-libvirtd");
        Path script = folder.resolve("start.sh");
        try (InputStream text = PrivateLibvirtd.class.getResourceAsStream("private-libvirtd.sh")) {
            if (text == null) {
                throw new IOException("private-libvirtd.sh is not on the class path");
            }
            Files.copy(text, script);
        }
        Process namespace = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "--pid",
                        "--fork",
                        "--mount-proc",
                        "--propagation",
                        "private",
                        "bash",
                        script.toString(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("start.log").toFile())
                .start();
        PrivateLibvirtd daemon = new PrivateLibvirtd(folder, namespace);
        try {
            daemon.awaitAnswer();
            return daemon;
        } catch (IOException | RuntimeException e) {
            daemon.close();
            throw e;
        }
    }

    /** The URI of its QEMU driver. */
    String uri() {
        return "qemu:///system?socket=" + socket();
    }

    /** As another daemon of this machine sees it. */
    String peerUri() {
        return "qemu+unix:///system?socket=" + socket();
    }

    /** A path, which is the same inside and outside, for a socket at which machines that come here are received. */
    Path meetingPlace(String name) {
        return folder.resolve(name + ".sock");
    }

    /** What is {@code /etc} for it. */
    Path etc() {
        return folder.resolve("etc");
    }

    private Path socket() {
        return folder.resolve("run/libvirt/libvirt-sock");
    }

    private void awaitAnswer() throws IOException {
        Instant deadline = Instant.now().plus(START);
        while (true) {
            if (isListening()) {
                try (Host host = Host.open(uri())) {
                    host.domains();
                    return;
                } catch (HostUnavailableException e) {
                    checkTime(deadline, e);
                }
            }
            checkTime(deadline, null);
            awaitNews();
        }
    }

    /** libvirtd makes its socket when it has started: its end, or a moment, is what there is to wait for. */
    private void awaitNews() throws IOException {
        try {
            if (namespace.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new IOException("the namespace of libvirtd ended with " + namespace.exitValue() + ": " + logs());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while libvirtd started", e);
        }
    }

    private void checkTime(Instant deadline, @Nullable Exception last) throws IOException {
        if (Instant.now().isAfter(deadline)) {
            throw new IOException("libvirtd does not answer after " + START + ": " + logs(), last);
        }
    }

    private boolean isListening() {
        if (!Files.exists(socket())) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            return channel.isConnected();
        } catch (IOException e) {
            // It is bound before it listens.
            return false;
        }
    }

    private String logs() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : List.of("start.log", "virtlogd.log", "libvirtd.log")) {
            Path log = folder.resolve(name);
            if (Files.exists(log)) {
                text.append(name).append(":\n").append(Files.readString(log));
            }
        }
        return text.toString();
    }

    /** The machines that there are: QEMU's processes as libvirt names them, each with its number on this machine. */
    Set<String> machines() {
        Set<String> machines = new TreeSet<>();
        ProcessHandle.of(namespace.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(process -> process.info().command().orElse("").contains("qemu-system"))
                .forEach(process -> machines.add("QEMU, process " + process.pid()));
        return machines;
    }

    /** Kills the daemon, as a crash would; its machines go on. Waits until it is gone. */
    void kill() {
        ProcessHandle process = ProcessHandle.of(namespace.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(each -> each.info().command().orElse("").endsWith("/libvirtd"))
                .findFirst()
                .orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts one that was killed again. It may not answer yet. */
    void again() throws IOException {
        Files.writeString(folder.resolve("again"), "\n", StandardOpenOption.WRITE);
    }

    /** Ends it and all its machines, and removes its folder. */
    @Override
    public void close() {
        Release release = new Release();
        release.step(() -> {
            try {
                namespace.getOutputStream().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        release.step(() -> {
            try {
                if (!namespace.waitFor(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the namespace of libvirtd does not end");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        release.step(() -> delete(folder));
        release.end();
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
