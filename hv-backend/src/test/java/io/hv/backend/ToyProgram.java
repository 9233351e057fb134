package io.hv.backend;

import io.hv.AlreadyExistsException;
import io.hv.Definition;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.spi.DefinitionFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** Another process on a folder of definitions. */
final class ToyProgram {

    /** What it says when it has done what it was told. */
    static final String READY = "toy: ready";

    static final UUID ID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");

    private ToyProgram() {}

    /** Starts one; it ends when its standard input is closed. */
    static Process start(Path root, String... arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ToyProgram.class.getName(),
                root.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Reads what it says until it is ready. */
    static void untilReady(Process program) throws IOException {
        StringBuilder said = new StringBuilder();
        var output = program.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(READY)) {
                return;
            }
            said.append(line).append('\n');
        }
        throw new IOException("it ended, and said: " + said);
    }

    /** The definition that the program writes. */
    static Definition fresh() {
        return format().of(DomainSpec.named("web").uuid(ID).vcpus(3).build(), Map.of());
    }

    private static DefinitionFormat format() {
        return DefinitionFormat.find().orElseThrow();
    }

    /**
     * Runs.
     *
     * @param args the folder, then {@code define NAME}, {@code run NAME}, {@code race COUNT}, which defines race-0 and so
     *     on when it is told a byte, and says which it got, or {@code write STEP}, which is killed before it takes that step
     */
    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]);
        if (args[1].equals("write")) {
            DefinitionStore store = new DefinitionStore(root, DefinitionFormat::find, step -> {
                if (step.equals(args[2])) {
                    dieByKill();
                }
            });
            store.change("write", () -> store.write(ID, fresh()));
            System.out.println(READY);
            return;
        }
        EmbeddedHosts hosts = new EmbeddedHosts("toy");
        try (Host host = hosts.open(URI.create("toy:///"), ToyMachines::new, Optional.of(DefinitionStore.at(root)))) {
            switch (args[1]) {
                case "define" ->
                    System.out.println(host.define(DomainSpec.named(args[2]).build()));
                case "race" -> {
                    System.out.println(READY);
                    if (System.in.read() >= 0) {
                        race(host, Integer.parseInt(args[2]));
                    }
                }
                default -> host.domain(args[2]).start();
            }
            System.out.println(READY);
            while (System.in.read() >= 0) {
                // Until whoever started this has closed it.
            }
        }
    }

    private static void race(Host host, int count) {
        for (int i = 0; i < count; i++) {
            String name = "race-" + i;
            try {
                host.define(DomainSpec.named(name).build());
                System.out.println(name);
            } catch (AlreadyExistsException e) {
                // The other one was first.
            }
        }
    }

    private static void dieByKill() {
        try {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start();
            new CountDownLatch(1).await();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
