package io.hv.shell.control;

import io.hv.HostFailureException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has a command run by the process that a machine lives in. */
public final class ControlClient {

    private ControlClient() {}

    /**
     * Sends a command to the process that listens for this machine, prints what it prints, and waits for its end.
     *
     * @param request makes the command; asked where somebody listens, and only there
     * @return its status; nothing if nobody listens for a machine of that name
     * @throws HostFailureException if that process ends before it has answered, or the folder of sockets is not this user's
     */
    public static OptionalInt ask(
            ControlFolder folder, String machine, Supplier<Request> request, PrintWriter out, PrintWriter err) {
        Optional<SocketChannel> channel = connect(folder, machine);
        if (channel.isEmpty()) {
            return OptionalInt.empty();
        }
        try (Wire wire = new Wire(channel.get())) {
            send(wire, request.get());
            return OptionalInt.of(answer(wire, machine, out, err));
        } catch (IOException e) {
            throw lost(machine, e);
        }
    }

    private static Optional<SocketChannel> connect(ControlFolder folder, String machine) {
        try {
            Optional<Path> socket = folder.existing(machine);
            return socket.isPresent()
                    ? Optional.of(SocketChannel.open(UnixDomainSocketAddress.of(socket.get())))
                    : Optional.empty();
        } catch (ConnectException e) {
            // Its process was killed.
            return Optional.empty();
        } catch (IOException e) {
            throw new HostFailureException(
                    "the process that has '" + machine + "' cannot be reached: " + e.getMessage(),
                    "see whose folder it is; -D" + ControlFolder.PROPERTY + " or XDG_RUNTIME_DIR names another",
                    "connect",
                    0,
                    e);
        }
    }

    private static void send(Wire wire, Request request) throws IOException {
        wire.write(Frame.of(Frame.PROTOCOL, Frame.VERSION));
        wire.write(Frame.of(Frame.FOLDER, request.folder().toString()));
        for (String argument : request.arguments()) {
            wire.write(Frame.of(Frame.ARGUMENT, argument));
        }
        wire.write(Frame.of(Frame.INPUT, request.input()));
    }

    private static int answer(Wire wire, String machine, PrintWriter out, PrintWriter err) throws IOException {
        while (true) {
            Frame frame = wire.read().orElseThrow(() -> lost(machine, null));
            switch (frame.kind()) {
                case Frame.OUT -> show(frame, out);
                case Frame.ERR -> show(frame, err);
                case Frame.STATUS -> {
                    return frame.content().getInt(0);
                }
                default -> throw new IOException("an unknown piece: " + frame.kind());
            }
        }
    }

    private static void show(Frame frame, PrintWriter to) {
        to.print(frame.text());
        to.flush();
    }

    private static HostFailureException lost(String machine, @Nullable Throwable cause) {
        return new HostFailureException(
                "the process that has '" + machine + "' ended before it answered"
                        + (cause == null ? "" : ": " + cause.getMessage()),
                "look at the terminal that it was started from",
                "read",
                0,
                cause);
    }
}
