package io.hv.shell.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket that this process listens at, and its place in the folder. The place is given back once, by {@link #close} or, where
 * a signal ends the process, on its way out; after that it can be another process's. Safe for any thread.
 */
final class OwnSocket implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.shell.control");
    /** A file's lock is its process's; this one is for the threads of this process. */
    private static final Object TAKING = new Object();

    private final ServerSocketChannel listener;
    private final Path path;
    private final Thread atExit = new Thread(this::unlink, "hv/control/exit");

    // Under this object's monitor.
    private boolean unlinked;

    private OwnSocket(ServerSocketChannel listener, Path path) {
        this.listener = listener;
        this.path = path;
    }

    /**
     * Takes the place of a machine's socket; that of a process that has gone is replaced. Of several processes one has it.
     *
     * @throws FileAlreadyExistsException if another process listens for a machine of that name
     */
    static OwnSocket take(ControlFolder folder, String machine) throws IOException {
        synchronized (TAKING) {
            folder.make();
            try (FileChannel file =
                            FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock unused = file.lock()) {
                Path path = folder.socket(machine);
                if (Files.exists(path)) {
                    requireStale(path);
                    boolean unusedDeleted = Files.deleteIfExists(path);
                }
                OwnSocket socket = new OwnSocket(bound(path), path);
                Runtime.getRuntime().addShutdownHook(socket.atExit);
                return socket;
            }
        }
    }

    private static void requireStale(Path socket) throws IOException {
        try (SocketChannel other = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            throw new FileAlreadyExistsException(socket.toString(), null, "a process listens there: " + other.isOpen());
        } catch (ConnectException e) {
            LOG.debug("{} is of a process that has gone", socket);
        }
    }

    private static ServerSocketChannel bound(Path path) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            return listener.bind(UnixDomainSocketAddress.of(path));
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    /**
     * Waits for a connection.
     *
     * @throws java.nio.channels.ClosedChannelException if this is closed
     */
    SocketChannel accept() throws IOException {
        return listener.accept();
    }

    /** While it still listens: whoever finds the place empty may take it, and has it from then on. */
    private synchronized void unlink() {
        if (unlinked) {
            return;
        }
        unlinked = true;
        try {
            boolean unused = Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("{} is left behind", path, e);
        }
    }

    @Override
    public void close() {
        unlink();
        try {
            listener.close();
        } catch (IOException e) {
            LOG.warn("{} was not closed", path, e);
        }
        try {
            boolean unused = Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The process is ending, and unlinks it a second time, which does nothing.
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
