package io.hv.kvm.net.gateway;

import io.hv.kvm.bus.Uninterrupted;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table of the kernel's firewall that belongs to a process of nft's, which ends with its input: however this process ends,
 * the kernel closes its end of the pipe, and with nft's socket the table is gone.
 */
final class OwnedTable implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OwnedTable.class);
    private static final Duration BEGIN = Duration.ofSeconds(30);
    private static final Duration END = Duration.ofSeconds(10);

    /** What a terminal sends to all that run in it is for this process, which says when the table goes. */
    private static final String START = "trap '' INT QUIT HUP; exec \"$0\" -i";

    /** What nft does not understand, so that it says so, whatever it has said before. */
    private static final String OVER = "hv-over";

    private final Process process;
    private final Writer commands;
    private volatile boolean closed;

    private OwnedTable(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Has it made.
     *
     * @param nft the program
     * @param name the table's
     * @param rules all of it, in nft's words, whose statements are told apart by semicolons
     * @param lost called once, by a thread of the JVM's, if the table goes before it is closed
     * @throws IOException if nft does not make it; with what it said
     */
    static OwnedTable make(Path nft, String name, String rules, Runnable lost) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", START, nft.toString()).redirectErrorStream(true);
        // Neither a history of commands nor a terminal's ways.
        String unusedHome = builder.environment().put("HOME", "/nonexistent");
        String unusedTerm = builder.environment().put("TERM", "dumb");
        OwnedTable table = new OwnedTable(builder.start());
        try {
            table.load(name, rules);
            var unused = table.process.onExit().thenRun(() -> {
                if (!table.closed) {
                    lost.run();
                }
            });
            return table;
        } catch (IOException | RuntimeException | Error e) {
            table.close();
            throw e;
        }
    }

    /** Sends the rules as one command, has the table listed, and ends with what has an answer in any case. */
    private void load(String name, String rules) throws IOException {
        Executor later = CompletableFuture.delayedExecutor(BEGIN.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> patience = CompletableFuture.runAsync(process::destroyForcibly, later);
        try {
            Optional<IOException> unsent =
                    send(rules.replace('\n', ' ') + "\nlist table inet " + name + "\n" + OVER + "\n");
            List<String> said = answer();
            if (unsent.isPresent()) {
                throw unsent.get();
            }
            boolean owned = said.stream().anyMatch(line -> line.strip().startsWith("flags owner"));
            if (!owned) {
                throw new IOException("nft says: " + String.join("; ", said));
            }
        } finally {
            boolean unused = patience.cancel(false);
        }
    }

    /** What fails is seen by what nft says, if it says something. */
    private Optional<IOException> send(String text) {
        try {
            commands.write(text);
            commands.flush();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    /** What it says before it does not understand. */
    private List<String> answer() throws IOException {
        List<String> said = new ArrayList<>();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(OVER)) {
                // But for the complaint above it.
                return said.subList(0, Math.max(0, said.size() - 1));
            }
            if (!line.isBlank()) {
                said.add(line);
            }
        }
        throw new IOException("nft has ended, or was silent for " + BEGIN.toSeconds() + " s: " + said);
    }

    /** Ends nft, and with it the table, and waits for that, whatever interrupts say. Idempotent. */
    @Override
    public void close() {
        closed = true;
        try {
            commands.close();
        } catch (IOException e) {
            // It has ended already: there is nobody to be told.
            Process unused = process.destroyForcibly();
        }
        if (!Uninterrupted.awaitEnd(process, END)) {
            Process unused = process.destroyForcibly();
            if (!Uninterrupted.awaitEnd(process, END)) {
                LOG.warn("nft, process {}, does not end, and keeps its table", process.pid());
            }
        }
    }
}
