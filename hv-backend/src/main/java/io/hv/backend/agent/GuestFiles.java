package io.hv.backend.agent;

import io.hv.HostFailureException;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.LongConsumer;

/** A guest's files, in pieces. Safe for any thread. */
final class GuestFiles {

    static final int PIECE = 512 << 10;
    /** libvirt 9.0 gets stuck in a command that is longer than a socket's buffer, 208 KiB of base64 and the rest. */
    static final int WRITTEN_PIECE = 64 << 10;

    private static final int MOST_AT_ONCE = 16 << 20;

    private final AgentClient agent;

    GuestFiles(AgentClient agent) {
        this.agent = agent;
    }

    /** What can be a path of a guest's. */
    static String checked(String guestPath) {
        if (guestPath.isEmpty() || guestPath.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a guest's path is not empty and holds no NUL");
        }
        return guestPath;
    }

    byte[] read(String path) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            long unused = read(path, all, done -> requireRoom(path, done));
        } catch (IOException e) {
            throw new IllegalStateException("memory is always written to", e);
        }
        return all.toByteArray();
    }

    private void requireRoom(String path, long done) {
        if (done > MOST_AT_ONCE) {
            throw new InvalidStateException(
                    "'" + path + "' in the guest of " + agent.subject() + " has more than " + MOST_AT_ONCE
                            + " bytes, too many for one array",
                    "download(...) it into a file");
        }
    }

    /**
     * Reads a file to its end.
     *
     * @param progress told of how much it is so far; what it throws ends the reading
     */
    long read(String path, OutputStream to, LongConsumer progress) throws IOException {
        long handle = open(path, "rb");
        long done = 0;
        try {
            boolean isEnd = false;
            while (!isEnd) {
                AgentValue piece = agent.ask(on("guest-file-read", handle).with("count", (long) PIECE));
                byte[] bytes = bytes(piece);
                isEnd = piece.member("eof").truth();
                if (bytes.length == 0 && !isEnd) {
                    throw piece.garbled("is nothing, before the end");
                }
                to.write(bytes);
                done += bytes.length;
                progress.accept(done);
            }
        } catch (IOException | RuntimeException e) {
            abandon(handle, e);
            throw e;
        }
        close(handle);
        return done;
    }

    private static byte[] bytes(AgentValue piece) {
        int count = piece.member("count").count(PIECE);
        byte[] bytes = piece.member("buf-b64").bytes();
        if (bytes.length != count) {
            throw piece.garbled("is " + bytes.length + " bytes, and says that it is " + count);
        }
        return bytes;
    }

    /** Writes a file, to the stream's end; the rest as {@link #read}. */
    long write(String path, InputStream from, LongConsumer progress) {
        long handle = open(path, "wb");
        long done = 0;
        try {
            for (byte[] piece = piece(from); piece.length > 0; piece = piece(from)) {
                write(handle, piece);
                done += piece.length;
                progress.accept(done);
            }
            AgentValue unused = agent.ask(on("guest-file-flush", handle));
        } catch (RuntimeException e) {
            abandon(handle, e);
            throw e;
        }
        close(handle);
        return done;
    }

    private static byte[] piece(InputStream from) {
        try {
            return from.readNBytes(WRITTEN_PIECE);
        } catch (IOException e) {
            throw new HostFailureException(
                    "what was to be written to the guest cannot be read: " + e,
                    "see what the stream is of",
                    "read",
                    0,
                    e);
        }
    }

    /** An agent may write less than it was given. */
    private void write(long handle, byte[] piece) {
        int done = 0;
        while (done < piece.length) {
            byte[] rest = done == 0 ? piece : Arrays.copyOfRange(piece, done, piece.length);
            AgentValue written = agent.ask(on("guest-file-write", handle)
                    .with("buf-b64", Base64.getEncoder().encodeToString(rest)));
            int count = written.member("count").count(rest.length);
            if (count == 0) {
                throw written.garbled("says that nothing was written");
            }
            done += count;
        }
    }

    private long open(String path, String mode) {
        return agent.ask(AgentCommand.of("guest-file-open")
                        .with("path", checked(path))
                        .with("mode", mode))
                .number();
    }

    private static AgentCommand on(String command, long handle) {
        return AgentCommand.of(command).with("handle", handle);
    }

    private void close(long handle) {
        AgentValue unused = agent.ask(on("guest-file-close", handle));
    }

    /** A file that stays open in the guest is one that its agent has less. */
    private void abandon(long handle, Exception because) {
        // With the flag set, nothing would be sent.
        boolean isInterrupted = Thread.interrupted();
        AgentCommand close = on("guest-file-close", handle);
        try {
            AgentValue unused = isInterrupted ? agent.askBriefly(close) : agent.ask(close);
        } catch (HypervisorException e) {
            because.addSuppressed(e);
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
