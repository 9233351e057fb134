package io.hv.shell.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for commands to a machine of this process, at a socket that only this user reaches. Safe for any thread. */
public final class ControlServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.shell.control");

    private final ServerSocketChannel listener;
    private final Path socket;
    private final Commands commands;

    // Under this object's monitor.
    private final Set<Session> sessions = new LinkedHashSet<>();
    private boolean closed;

    private ControlServer(ServerSocketChannel listener, Path socket, Commands commands) {
        this.listener = listener;
        this.socket = socket;
        this.commands = commands;
    }

    /**
     * Begins to listen. The socket of a process that has gone is replaced.
     *
     * @param machine the machine's name, which the socket has
     * @throws FileAlreadyExistsException if another process listens for a machine of that name
     * @throws IOException if the folder is another user's, or nothing can listen there
     */
    public static ControlServer open(ControlFolder folder, String machine, Commands commands) throws IOException {
        folder.make();
        Path socket = folder.socket(machine);
        if (Files.exists(socket)) {
            requireStale(socket);
            boolean unused = Files.deleteIfExists(socket);
        }
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            ServerSocketChannel unused = listener.bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
        // For a process that a signal ends.
        socket.toFile().deleteOnExit();
        ControlServer server = new ControlServer(listener, socket, commands);
        Thread thread = new Thread(server::accept, "hv/control");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private static void requireStale(Path socket) throws IOException {
        try (SocketChannel other = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            throw new FileAlreadyExistsException(socket.toString(), null, "a process listens there: " + other.isOpen());
        } catch (ConnectException e) {
            LOG.debug("{} is of a process that has gone", socket);
        }
    }

    private void accept() {
        try {
            while (true) {
                begin(new Session(listener.accept(), commands, this::over));
            }
        } catch (ClosedChannelException e) {
            LOG.debug("{} is closed", socket);
        } catch (IOException e) {
            LOG.warn("{}: no more commands are taken", socket, e);
        }
    }

    private void begin(Session session) {
        synchronized (this) {
            if (!closed) {
                sessions.add(session);
                session.start();
                return;
            }
        }
        session.close();
    }

    private synchronized void over(Session session) {
        sessions.remove(session);
    }

    /**
     * Ends it: nothing more is taken, and what is under way is interrupted and waited for. Idempotent. Close it when the
     * machine has ended, and what asks of it has been told so.
     */
    @Override
    public void close() {
        List<Session> left;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            left = new ArrayList<>(sessions);
        }
        try {
            listener.close();
            boolean unused = Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOG.warn("{} is left behind", socket, e);
        }
        left.forEach(Session::close);
    }
}
