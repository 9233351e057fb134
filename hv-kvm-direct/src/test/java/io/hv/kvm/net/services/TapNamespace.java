package io.hv.kvm.net.services;

import io.hv.nativeaccess.Epoll;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.Ioctl;
import io.hv.nativeaccess.NativeMemory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A network namespace with an interface whose frames come to a test, and a shell in it. All of it ends with the test. */
public final class TapNamespace implements AutoCloseable {

    private static final long SET_INTERFACE = 0x400454caL; // TUNSETIFF
    private static final short TAP_WITHOUT_HEADER = 0x1002;
    private static final int REQUEST_SIZE = 40;
    private static final int FLAGS = 16;
    private static final int LONGEST = 65_550;
    private static final String END = "--- ended with ";

    /** The interface in there. */
    public final String name = "hv" + ProcessHandle.current().pid() % 1_000_000;

    private final Fd tap;
    private final Process shell;
    private final Writer commands;
    private final BufferedReader output;
    private @Nullable Thread reader;
    private volatile boolean closed;

    /** Makes one. */
    public TapNamespace() throws IOException, InterruptedException {
        tap = Fd.open(Path.of("/dev/net/tun"));
        NativeMemory request = NativeMemory.allocate(REQUEST_SIZE);
        request.buffer().put(0, name.getBytes(StandardCharsets.US_ASCII));
        request.buffer().putShort(FLAGS, TAP_WITHOUT_HEADER);
        Ioctl.call(tap, "TUNSETIFF", SET_INTERFACE, request);
        shell = new ProcessBuilder("unshare", "--net", "sh")
                .redirectErrorStream(true)
                .start();
        commands = shell.outputWriter(StandardCharsets.UTF_8);
        output = shell.inputReader(StandardCharsets.UTF_8);
        run("true");
        Process move = new ProcessBuilder("ip", "link", "set", name, "netns", Long.toString(shell.pid())).start();
        if (move.waitFor() != 0) {
            throw new IOException("the interface stays where it is");
        }
    }

    /** From now on, and since the beginning, what the machine sends comes to the test, by a thread of its own. */
    public void start(Consumer<byte[]> frames) {
        reader = new Thread(() -> read(frames), "tap");
        reader.start();
    }

    private void read(Consumer<byte[]> frames) {
        NativeMemory memory = NativeMemory.allocate(LONGEST);
        try (Epoll epoll = new Epoll(1)) {
            epoll.add(tap, Epoll.IN, 0);
            while (!closed) {
                if (epoll.await(50) > 0) {
                    byte[] frame = new byte[(int) tap.read(memory, LONGEST)];
                    memory.buffer().get(0, frame);
                    frames.accept(frame);
                }
            }
        }
    }

    /** Sends a frame to the interface. Called by one thread at a time. */
    public void send(byte[] frame, int offset, int length) {
        NativeMemory memory = NativeMemory.allocate(length);
        memory.buffer().put(0, frame, offset, length);
        long unused = tap.write(memory, length);
    }

    /** What a command of the shell prints, and last the code that it ends with. */
    public String run(String command) {
        try {
            commands.write(command + "\necho '" + END + "'$?\n");
            commands.flush();
            StringBuilder text = new StringBuilder();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                text.append(line).append('\n');
                if (line.startsWith(END)) {
                    return text.toString();
                }
            }
            throw new IOException("the shell has ended: " + text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a command prints that ends well. */
    public String runWell(String command) {
        String text = run(command);
        if (!text.endsWith(END + "0\n")) {
            throw new AssertionError(command + ": " + text);
        }
        return text;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        closed = true;
        if (reader != null) {
            reader.join();
        }
        commands.close();
        if (!shell.waitFor(30, TimeUnit.SECONDS)) {
            shell.destroyForcibly();
        }
        tap.close();
    }
}
