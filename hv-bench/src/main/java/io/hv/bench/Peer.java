package io.hv.bench;

import io.hv.InterruptedOperationException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** C's side: the peer in a process of its own. It waits for a line while the other side has its turn. */
final class Peer implements Side {

    private final Process process;
    private final BufferedWriter to;
    private final BufferedReader from;

    private Peer(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        to = process.outputWriter();
        from = process.inputReader();
    }

    /** Starts a peer; see the head of peer.c for its arguments. */
    static Peer start(Path program, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
        try {
            return new Peer(command);
        } catch (IOException e) {
            throw new UncheckedIOException("the peer does not start", e);
        }
    }

    /**
     * Compiles the peer.
     *
     * @param folder where to
     */
    static Path compile(Path folder) throws IOException, InterruptedException {
        return compile(folder, "peer", "-static");
    }

    /** Compiles the peer that calls libvirt. */
    static Path compileLibvirt(Path folder) {
        try {
            return compile(folder, "libvirt-peer", "-ldl");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new InterruptedOperationException("compiling the peer");
        }
    }

    private static Path compile(Path folder, String name, String flag) throws IOException, InterruptedException {
        Path source = folder.resolve(name + ".c");
        Path program = folder.resolve(name);
        try (InputStream in = Peer.class.getResourceAsStream(name + ".c")) {
            if (in == null) {
                throw new IllegalStateException("hv-bench has no " + name + ".c: its jar is incomplete");
            }
            Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
        }
        Process gcc = new ProcessBuilder("gcc", "-O2", "-o", program.toString(), source.toString(), flag)
                .inheritIO()
                .start();
        if (gcc.waitFor() != 0) {
            throw new IOException("gcc cannot compile " + name + ".c");
        }
        return program;
    }

    @Override
    public long[] run(long lead, long step, int count) {
        return ask(lead + " " + step + " " + (count + 1));
    }

    /** Sends a line, and waits for the numbers of the answer. */
    long[] ask(String line) {
        try {
            to.write(line);
            to.newLine();
            to.flush();
            String answer = from.readLine();
            if (answer == null) {
                throw new IllegalStateException("the peer ended; what it said is above");
            }
            return Arrays.stream(answer.split(" ")).mapToLong(Long::parseLong).toArray();
        } catch (IOException e) {
            throw new UncheckedIOException("the peer does not answer", e);
        }
    }

    /** Ends it: it ends by itself when it has no more to read. */
    @Override
    public void close() {
        try {
            to.close();
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
