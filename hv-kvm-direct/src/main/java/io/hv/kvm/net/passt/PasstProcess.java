package io.hv.kvm.net.passt;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A passt of our own, and the connection to it. It ends when the connection does, also when this process is killed; its folder
 * is gone with it.
 */
final class PasstProcess implements AutoCloseable {

    private static final Duration BEGIN = Duration.ofSeconds(20);
    private static final Duration END = Duration.ofSeconds(5);
    private static final long LOOK_MILLIS = 5;

    /** As whom it goes on where it is started by root. */
    private static final String NOBODY = "nobody";

    private static final String ROOT = "root";

    private static final Pattern NO_LOG = Pattern.compile("Failed to send \\d+ bytes to syslog");
    private static final String SOCKET = "socket";
    private static final String SAID = "said";

    private final Process process;
    private final SocketChannel channel;

    private PasstProcess(Process process, SocketChannel channel) {
        this.process = process;
        this.channel = channel;
    }

    /**
     * Starts it.
     *
     * @param options beside where it listens
     * @throws IOException if it does not begin; with what it said
     */
    static PasstProcess start(Path program, List<String> options) throws IOException {
        Path folder = folder();
        try {
            return start(program, options, folder);
        } finally {
            // Connected, or not: nobody else is to find it.
            delete(folder);
        }
    }

    private static PasstProcess start(Path program, List<String> options, Path folder) throws IOException {
        Path socket = folder.resolve(SOCKET);
        Path said = folder.resolve(SAID);
        ProcessBuilder builder = new ProcessBuilder(
                program.toString(), "--foreground", "--one-off", "--stderr", "--socket", socket.toString());
        builder.command().addAll(options);
        Process process = builder.redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(said.toFile())
                .start();
        try {
            return new PasstProcess(process, connect(process, socket, said));
        } catch (IOException | RuntimeException e) {
            Process unused = process.destroyForcibly();
            throw e;
        }
    }

    private static Path folder() throws IOException {
        Path folder = Files.createTempDirectory(
                "hv-passt", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (Files.getOwner(folder).getName().equals(ROOT)) {
            try {
                Path unused = Files.setOwner(
                        folder,
                        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY));
            } catch (UserPrincipalNotFoundException e) {
                // Then passt says so itself.
                return folder;
            }
        }
        return folder;
    }

    private static SocketChannel connect(Process process, Path socket, Path said) throws IOException {
        long end = System.nanoTime() + BEGIN.toNanos();
        while (true) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                boolean unused = channel.connect(UnixDomainSocketAddress.of(socket));
                return channel;
            } catch (IOException e) {
                channel.close();
                boolean over = ended(process);
                if (over || System.nanoTime() > end) {
                    throw new IOException("passt " + (over ? "has ended" : "does not listen") + ": " + words(said), e);
                }
            }
        }
    }

    /** What it said of itself, and not of the system's log, which it may not reach. */
    private static String words(Path said) throws IOException {
        return Files.readAllLines(said, StandardCharsets.ISO_8859_1).stream()
                .filter(line -> !line.isBlank() && !NO_LOG.matcher(line).matches())
                .collect(Collectors.joining("; "));
    }

    /** Looks a little later whether it has ended. */
    private static boolean ended(Process process) throws IOException {
        try {
            return process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while passt was being started", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        for (String file : List.of(SOCKET, SAID)) {
            boolean unused = Files.deleteIfExists(folder.resolve(file));
        }
        Files.delete(folder);
    }

    SocketChannel channel() {
        return channel;
    }

    /** Ends the connection and with it the process, which is killed if it does not end. */
    @Override
    public void close() throws IOException {
        try (channel) {
            channel.shutdownOutput();
        } finally {
            boolean interrupted = false;
            try {
                if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                    Process unused = process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                interrupted = true;
                Process unused = process.destroyForcibly();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
