package io.hv.shell.control;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for commands to a machine of this process, at a socket that only this user reaches. Safe for any thread. */
public final class ControlServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.shell.control");

    private final OwnSocket socket;
    private final Commands commands;

    // Under this object's monitor.
    private final Set<Session> sessions = new LinkedHashSet<>();
    private boolean closed;

    private ControlServer(OwnSocket socket, Commands commands) {
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
        OwnSocket socket = OwnSocket.take(folder, machine);
        ControlServer server = new ControlServer(socket, commands);
        Thread thread = new Thread(server::accept, "hv/control");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private void accept() {
        try {
            while (true) {
                begin(new Session(socket.accept(), commands, this::over));
            }
        } catch (ClosedChannelException e) {
            LOG.debug("{} is closed", socket);
        } catch (IOException e) {
            LOG.warn("{}: no more commands are taken; hv exec, cp and net do not reach the machine", socket, e);
        } finally {
            // Whoever asks is to see that nobody listens.
            close();
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
        socket.close();
        left.forEach(Session::close);
    }
}
