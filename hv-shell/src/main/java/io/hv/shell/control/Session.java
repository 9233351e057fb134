package io.hv.shell.control;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.ProtocolException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, and its one command. A thread runs the command; another one waits for the end of the connection, which
 * interrupts the command.
 */
final class Session {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.shell.control");
    private static final int MOST_ARGUMENTS = 4096;
    /** A command that sees the machine's end ends by itself, soon. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Wire wire;
    private final Commands commands;
    private final Consumer<Session> over;
    private final Thread worker = new Thread(this::serve, "hv/control/command");

    Session(SocketChannel channel, Commands commands, Consumer<Session> over) {
        this.wire = new Wire(channel);
        this.commands = commands;
        this.over = over;
        worker.setDaemon(true);
    }

    void start() {
        worker.start();
    }

    private void serve() {
        try (wire) {
            Request request = request();
            Thread watch = new Thread(this::awaitHangUp, "hv/control/watch");
            watch.setDaemon(true);
            watch.start();
            int status = commands.run(
                    request,
                    new PrintWriter(new FrameWriter(wire, Frame.OUT), true),
                    new PrintWriter(new FrameWriter(wire, Frame.ERR), true));
            wire.write(Frame.status(status));
        } catch (IOException e) {
            LOG.debug("a command's process has gone", e);
        } finally {
            over.accept(this);
        }
    }

    private Request request() throws IOException {
        Frame protocol = next();
        if (protocol.kind() != Frame.PROTOCOL || !protocol.text().equals(Frame.VERSION)) {
            throw new ProtocolException("not " + Frame.VERSION);
        }
        List<String> arguments = new ArrayList<>();
        Optional<Path> folder = Optional.empty();
        while (true) {
            Frame frame = next();
            switch (frame.kind()) {
                case Frame.ARGUMENT -> arguments.add(frame.text());
                case Frame.FOLDER -> folder = Optional.of(Path.of(frame.text()));
                case Frame.INPUT -> {
                    return new Request(
                            arguments,
                            folder.orElseThrow(() -> new ProtocolException("a command without a folder")),
                            frame.bytes());
                }
                default -> throw new ProtocolException("an unknown piece: " + frame.kind());
            }
            if (arguments.size() > MOST_ARGUMENTS) {
                throw new ProtocolException("more than " + MOST_ARGUMENTS + " arguments");
            }
        }
    }

    private Frame next() throws IOException {
        return wire.read().orElseThrow(() -> new ProtocolException("it ends within a request"));
    }

    /** Nothing more is sent: whatever comes is the end. */
    private void awaitHangUp() {
        try {
            Optional<Frame> unused = wire.read();
        } catch (IOException e) {
            LOG.debug("a command's connection is over", e);
        }
        interrupt();
    }

    /** Has the command end early. It may still say so, unless nobody reads. */
    private void interrupt() {
        try {
            if (wire.interrupt(worker, GRACE)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hangUp();
        worker.interrupt();
    }

    private void hangUp() {
        try {
            wire.close();
        } catch (IOException e) {
            LOG.debug("a command's connection was not closed", e);
        }
    }

    /** Waits a while for the command, then interrupts it and waits for it. */
    void close() {
        try {
            worker.join(GRACE.toMillis());
            interrupt();
            worker.join(GRACE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hangUp();
    }
}
